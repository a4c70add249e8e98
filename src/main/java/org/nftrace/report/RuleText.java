package org.nftrace.report;

import java.util.List;
import java.util.stream.Collectors;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Verdict;

/// What of a rule's own text says when it applies, and what of it says what it does.
final class RuleText {
    private RuleText() {}

    /// {@return the rule's matches as the dump has them, or empty}
    static String conditions(Rule rule) {
        return rule.statements().stream()
                .filter(s -> s instanceof Match || s instanceof Action.VerdictMap)
                .map(RuleText::text)
                .collect(Collectors.joining(" "));
    }

    /// {@return what the rule does, as the dump has it: `dnat to 172.20.0.4:1812`; else the verdict}
    static String effect(Rule rule, Verdict verdict) {
        List<String> acts = rule.statements().stream()
                .filter(RuleText::acts)
                .map(RuleText::text)
                .toList();
        String word = ValueText.verdict(verdict);
        if (acts.isEmpty()) {
            return word;
        }
        boolean decides =
                rule.statements().stream().anyMatch(s -> s instanceof Action.Decide || s instanceof Action.VerdictMap);
        return String.join(", ", acts) + (decides ? ", " + word : "");
    }

    // Counting, logging and remembering change neither the packet nor its way.
    private static boolean acts(Statement statement) {
        return switch (statement) {
            case Action.Nat _,
                    Action.Assign _,
                    Action.Reject _,
                    Action.Queue _,
                    Action.Notrack _,
                    Action.Tproxy _,
                    Action.Synproxy _,
                    Action.Dup _,
                    Action.Fwd _,
                    Action.Offload _,
                    Action.ResetOption _,
                    Action.XtTarget _ -> true;
            case Match _,
                    Action.Decide _,
                    Action.VerdictMap _,
                    Action.Counter _,
                    Action.Last _,
                    Action.ObjectReference _,
                    Action.Log _,
                    Action.SetUpdate _ -> false;
        };
    }

    static boolean isNat(Rule rule) {
        return rule.statements().stream().anyMatch(RuleText::isNat);
    }

    private static boolean isNat(Statement statement) {
        return statement instanceof Action.Nat
                || statement instanceof Action.XtTarget(_, _, _, var meaning)
                        && meaning.stream().flatMap(List::stream).anyMatch(RuleText::isNat);
    }

    private static String text(Statement statement) {
        return statement.span().text().replaceAll("\\s+", " ").strip();
    }
}
