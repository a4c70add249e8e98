package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.ir.Verdict;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;
import org.nftrace.space.Reach;

/// A verdict that the packets would get anyway.
public final class NoEffect implements Check {
    private static final Card CARD = new Card(
            "NFT004",
            "no-effect",
            Level.NOTE,
            new Said(
                    "Without the rule, its packets would end in the same way a little later.",
                    "このルールがなくても、パケットは少し後で同じ結果になります。"),
            new Said("It suggests a difference where there is none.", "違いがないのに、あるように見えます。"),
            new Said("Remove it, unless it is there to save time or to count.", "時間の節約や計数が目的でなければ、削除してください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy accept;
                tcp dport 22 accept
                tcp dport 25 drop
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                tcp dport 22 accept
              }
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    /// Each rule is walked past once more; beyond this many a table is left alone.
    private static final int MOST_RULES = 400;

    @Override
    public List<Finding> check(Subject subject) {
        var findings = new ArrayList<Finding>();
        for (Table table : subject.tables()) {
            int rules = table.chains().stream().mapToInt(c -> c.rules().size()).sum();
            Optional<Reach> reach = rules > MOST_RULES ? Optional.empty() : subject.reach(table);
            reach.ifPresent(r -> table.chains()
                    .forEach(c -> Subject.rules(table, c).stream()
                            .filter(spot -> isPlain(spot.rule()) && r.isIdle(spot.rule()))
                            .forEach(spot -> findings.add(finding(spot)))));
        }
        return findings;
    }

    private static Finding finding(Subject.Spot spot) {
        return Finding.of(
                CARD,
                spot.rule().span(),
                new Said("without this rule, its packets would end in the same way", "このルールがなくても、パケットの結果は変わりません"));
    }

    // Rules that count or log do more than decide.
    private static boolean isPlain(Rule rule) {
        boolean decides = false;
        for (Statement statement : Subject.statements(rule)) {
            switch (statement) {
                case Match _, Action.Counter _ -> {}
                case Action.Decide(_, Verdict verdict) ->
                    decides = verdict instanceof Verdict.Accept || verdict instanceof Verdict.Drop;
                case Action _ -> {
                    return false;
                }
            }
        }
        return decides && !(rule.statements().getFirst() instanceof Action);
    }
}
