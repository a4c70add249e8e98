package org.nftrace.lint;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.regex.Pattern;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;

/// Rules that say the same as one before them in their chain.
final class Copies {
    /// What a listing counts or numbers is no part of the rule; that of `iptables -nvL` begins with it.
    private static final Pattern COUNTED = Pattern.compile(
            "packets \\d+ bytes \\d+|# handle \\d+|^\\[\\d+:\\d+]|^\\s*(?:\\d+\\s+)?\\d+[KMG]?\\s+\\d+[KMG]?(?=\\s)");

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Copies() {}

    /// {@return each copy with the first of its kind}
    static IdentityHashMap<Rule, Rule> in(Ruleset ruleset) {
        var copies = new IdentityHashMap<Rule, Rule>();
        for (Table table : ruleset.tables()) {
            for (Chain chain : table.chains()) {
                var seen = new HashMap<String, Rule>();
                for (Rule rule : chain.rules()) {
                    if (!isWhole(rule)) {
                        continue;
                    }
                    String key = BLANKS.matcher(COUNTED.matcher(rule.text()).replaceAll(""))
                            .replaceAll(" ")
                            .strip();
                    Rule first = seen.putIfAbsent(key, rule);
                    if (first != null && !key.isEmpty()) {
                        copies.put(rule, first);
                    }
                }
            }
        }
        return copies;
    }

    // Where a dump lacks arguments, rules that differ look alike.
    private static boolean isWhole(Rule rule) {
        return rule.statements().stream().noneMatch(s -> switch (s) {
            case Match.XtMatch(_, _, var options, _) -> options.isEmpty();
            case Action.XtTarget(_, _, var options, _) -> options.isEmpty();
            case Match.Unread _ -> true;
            case Statement _ -> false;
        });
    }
}
