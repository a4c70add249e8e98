package org.nftrace.session;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.net.Address;

/// Addresses and interfaces that the rules of a dump name, for completion.
final class Names {
    private static final Pattern WORD = Pattern.compile("[\\w.:]+");
    private static final Pattern INTERFACE =
            Pattern.compile("(?:\\b[io]if(?:name)?(?: !=)?|(?<=\\s)-[io]) \"?([^\\s\"*+{@]+)\"?(?=\\s|$)");

    private Names() {}

    static SortedSet<String> addresses(Ruleset ruleset) {
        var found = new TreeSet<String>();
        each(
                ruleset,
                rule -> WORD.matcher(rule.text()).results().forEach(word -> {
                    String text = word.group();
                    // 'a:b' of a list of ports is none; of '10.0.0.1:53', the part before the port is.
                    String host = text.indexOf('.') > 0 ? text.replaceFirst(":\\d+$", "") : text;
                    if (host.indexOf('.') > 0 || host.indexOf(':') != host.lastIndexOf(':')) {
                        Address.parse(host).ifPresent(address -> found.add(address.toString()));
                    }
                }));
        return found;
    }

    static SortedSet<String> interfaces(Ruleset ruleset) {
        var found = new TreeSet<String>();
        each(ruleset, rule -> INTERFACE.matcher(rule.text()).results().forEach(name -> found.add(name.group(1))));
        return found;
    }

    private static void each(Ruleset ruleset, Consumer<Rule> action) {
        for (Table table : ruleset.tables()) {
            for (Chain chain : table.chains()) {
                chain.rules().forEach(action);
            }
        }
    }
}
