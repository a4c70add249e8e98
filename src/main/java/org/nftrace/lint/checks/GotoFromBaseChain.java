package org.nftrace.lint.checks;

import java.util.List;
import org.nftrace.ir.Match;
import org.nftrace.ir.Verdict;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// A goto in a base chain with rules behind it.
public final class GotoFromBaseChain implements Check {
    private static final Card CARD = new Card(
            "NFT013",
            "goto-from-base-chain",
            Level.NOTE,
            new Said(
                    "A base chain goes to another chain by goto, and rules stand behind it.",
                    "ベースチェーンで goto を使い、その後にもルールがあります。"),
            new Said(
                    "A packet that the other chain does not decide about meets the policy, not the rules behind.",
                    "移動先で決まらないパケットは、後のルールではなくポリシーに従います。"),
            new Said("Say jump where the rules behind are meant to see it too.", "後のルールも通したいなら jump を使ってください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy accept;
                iifname "eth0" goto outside
                tcp dport 23 drop
              }
              chain outside {
                tcp dport 22 drop
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy accept;
                iifname "eth0" jump outside
                tcp dport 23 drop
              }
              chain outside {
                tcp dport 22 drop
              }
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Finding> check(Subject subject) {
        return subject.rules().stream()
                .filter(spot -> spot.chain().isBase()
                        && spot.index() + 1 < spot.chain().rules().size()
                        && subject.verdicts(spot.table(), spot.rule()).stream()
                                .anyMatch(v -> v instanceof Verdict.Goto(String name) && fallsThrough(spot, name)))
                .map(spot -> Finding.of(
                        CARD,
                        spot.rule().span(),
                        new Said(
                                "goto: what the other chain does not decide meets the policy, not the rules behind",
                                "goto: 移動先で決まらないパケットは、後のルールを通らずポリシーに従います")))
                .toList();
    }

    private static boolean fallsThrough(Subject.Spot spot, String name) {
        return spot.table()
                .chain(name)
                .filter(c -> c.rules().isEmpty()
                        || Subject.statements(c.rules().getLast()).stream().anyMatch(Match.class::isInstance))
                .isPresent();
    }
}
