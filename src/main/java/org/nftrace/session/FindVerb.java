package org.nftrace.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;
import org.nftrace.report.Escape;

/// `find TEXT`: rules and elements of sets that say so; a port or an address is found in ranges and networks too.
final class FindVerb implements Verb {
    private static final Pattern WORD = Pattern.compile("[\\w.:/-]+");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})[-:](\\d{1,5})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}");

    @Override
    public String name() {
        return "find";
    }

    @Override
    public String usage() {
        return "find TEXT | PORT | ADDRESS";
    }

    @Override
    public String summary() {
        return "find the rules that name a text, a port, an address, a mark, a set";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        state.needRules(call.words().getFirst().span());
        if (call.arguments().isEmpty()) {
            throw new Refusal(call.end(), "what to find was expected: a text, a port, an address");
        }
        String wanted = String.join(" ", call.texts());
        int found = 0;
        for (Table table : state.book().loaded().ruleset().tables()) {
            for (Chain chain : table.chains()) {
                found += in(table, chain, wanted, desk);
            }
        }
        if (found == 0) {
            desk.say("no rule says '" + Escape.line(wanted) + "'");
        }
        return new Answer(state, found == 0 ? 1 : 0, false);
    }

    private static int in(Table table, Chain chain, String wanted, Desk desk) {
        int found = 0;
        for (int i = 0; i < chain.rules().size(); i++) {
            Rule rule = chain.rules().get(i);
            if (says(rule.text(), wanted)) {
                found++;
                desk.say(Escape.line("%s %d (%s): %s"
                        .formatted(
                                table.label(chain),
                                i + 1,
                                rule.span(),
                                rule.text().replaceAll("\\s+", " "))));
            }
        }
        return found;
    }

    private static boolean says(String rule, String wanted) {
        return rule.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT)) && !isNumber(wanted)
                || WORD.matcher(rule).results().anyMatch(word -> covers(word.group(), wanted));
    }

    private static boolean isNumber(String wanted) {
        return NUMBER.matcher(wanted).matches();
    }

    private static boolean covers(String word, String wanted) {
        if (word.equals(wanted)) {
            return true;
        }
        if (isNumber(wanted)) {
            int port = Integer.parseInt(wanted);
            var range = RANGE.matcher(word);
            return range.matches()
                            && Integer.parseInt(range.group(1)) <= port
                            && port <= Integer.parseInt(range.group(2))
                    || word.endsWith(":" + wanted);
        }
        Optional<Address> address = Address.parse(wanted);
        return address.isPresent()
                && Prefix.parse(word).filter(p -> p.contains(address.get())).isPresent();
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        return Names.addresses(state.book().loaded().ruleset()).stream()
                .map(Hint::of)
                .toList();
    }
}
