package org.nftrace.lint.checks;

import java.util.List;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;
import org.nftrace.space.PacketSet;

/// A rule whose conditions exclude each other.
public final class Contradiction implements Check {
    private static final Card CARD = new Card(
            "NFT002",
            "contradiction",
            Level.WARNING,
            new Said(
                    "The conditions of the rule exclude each other: no packet can have all of them.",
                    "条件が互いに矛盾していて、すべてを満たすパケットはありません。"),
            new Said("The rule never matches.", "このルールが一致することはありません。"),
            new Said("Ask for one of them, or give the alternatives as a set.", "どちらかの条件だけにするか、集合として書いてください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy accept;
                tcp dport 22 tcp dport 80 drop
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy accept;
                tcp dport { 22, 80 } drop
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
                .filter(spot -> subject.reach(spot.table())
                        .filter(r -> r.isEntered(spot.chain()) && !RejectInWrongFamily.isForOthers(r, spot))
                        .flatMap(r -> r.asked(spot.rule()))
                        .filter(PacketSet::isEmpty)
                        .isPresent())
                .map(spot -> Finding.of(
                        CARD,
                        spot.rule().span(),
                        new Said(
                                "its conditions exclude each other here: no packet can meet all of them",
                                "ここでは条件が互いに矛盾しています: すべてを満たすパケットはありません")))
                .toList();
    }
}
