package org.nftrace.lint.checks;

import java.util.List;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// A rule that asks for what the jumps to its chain keep out.
public final class ExcludedByCallers implements Check {
    private static final Card CARD = new Card(
            "NFT014",
            "excluded-by-callers",
            Level.NOTE,
            new Said(
                    "No packet that comes to this chain has what the rule asks for: the conditions of the jumps"
                            + " exclude it.",
                    "このチェーンに来るパケットには、ルールの条件に合うものがありません。呼び出し側の条件と矛盾しています。"),
            new Said(
                    "The rule never matches. Docker leaves such rules where there is one network only.",
                    "このルールが一致することはありません。ネットワークが一つのとき Docker はこうしたルールを残します。"),
            new Said("Correct the rule or the jump.", "ルールか、呼び出し側の条件を直してください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                iifname "eth0" jump outside
              }
              chain outside {
                iifname "lan0" tcp dport 22 accept
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                iifname { "eth0", "lan0" } jump outside
              }
              chain outside {
                iifname "lan0" tcp dport 22 accept
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
                .filter(spot -> !spot.chain().isBase())
                .filter(spot -> subject.reach(spot.table())
                        .filter(r -> r.isEntered(spot.chain())
                                // What comes to the chain may be marked there.
                                && !r.isMatched(spot.rule())
                                && !r.mayMeet(spot.chain(), spot.rule())
                                && r.asked(spot.rule())
                                        .filter(set -> !set.isEmpty())
                                        .isPresent())
                        .isPresent())
                .map(spot -> finding(subject, spot))
                .toList();
    }

    private static Finding finding(Subject subject, Subject.Spot spot) {
        var finding = Finding.of(
                CARD,
                spot.rule().span(),
                new Said(
                        "no packet that comes to " + spot.chain().name() + " has what this rule asks for",
                        spot.chain().name() + " に来るパケットには、この条件に合うものがありません"));
        for (Chain chain : spot.table().chains()) {
            for (Rule rule : chain.rules()) {
                if (finding.related().size() < 3 && leads(subject, spot, rule)) {
                    finding = finding.with(rule.span(), new Said("from here they come", "ここから来ます"));
                }
            }
        }
        return finding;
    }

    private static boolean leads(Subject subject, Subject.Spot spot, Rule rule) {
        return subject.verdicts(spot.table(), rule).stream()
                .anyMatch(verdict ->
                        verdict.target().filter(spot.chain().name()::equals).isPresent());
    }
}
