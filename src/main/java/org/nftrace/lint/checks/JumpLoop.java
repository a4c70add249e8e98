package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Table;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// Chains that jump in a circle.
public final class JumpLoop implements Check {
    private static final Card CARD = new Card(
            "NFT016",
            "jump-loop",
            Level.ERROR,
            new Said("From the chain, jumps lead back to it.", "チェーンから飛んだ先をたどると、同じチェーンに戻ります。"),
            new Said("The kernel refuses such rules, so the file does not load.", "カーネルはこうしたルールを受け付けないので、読み込めません。"),
            new Said("Take out one of the jumps, or return instead.", "どれか一つの jump を外すか、return にしてください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                jump a
              }
              chain a {
                tcp dport 80 jump b
              }
              chain b {
                jump a
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                jump a
              }
              chain a {
                tcp dport 80 jump b
              }
              chain b {
                return
              }
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Finding> check(Subject subject) {
        var findings = new ArrayList<Finding>();
        for (Table table : subject.tables()) {
            Set<String> told = new HashSet<>();
            for (Chain chain : table.chains()) {
                if (!told.contains(chain.name())) {
                    back(subject, table, chain, told).ifPresent(findings::add);
                }
            }
        }
        return findings;
    }

    // A circle is told once, of the first of its chains.
    private static Optional<Finding> back(Subject subject, Table table, Chain start, Set<String> told) {
        var seen = new HashSet<String>();
        var left = new ArrayList<>(List.of(start));
        while (!left.isEmpty()) {
            Chain chain = left.removeLast();
            for (Subject.Spot spot : Subject.rules(table, chain)) {
                for (String name : targets(subject, spot)) {
                    if (name.equals(start.name())) {
                        told.addAll(seen);
                        return Optional.of(finding(spot, start));
                    }
                    if (seen.add(name)) {
                        table.chain(name).ifPresent(left::add);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> targets(Subject subject, Subject.Spot spot) {
        return subject.verdicts(spot.table(), spot.rule()).stream()
                .flatMap(JumpToNothing::target)
                .toList();
    }

    private static Finding finding(Subject.Spot spot, Chain start) {
        return Finding.of(
                        CARD,
                        spot.rule().span(),
                        new Said(
                                "a loop: this leads back to chain " + start.name() + ", from which it came",
                                "ループ: ここから元のチェーン " + start.name() + " に戻ります"))
                .with(start.span(), new Said("this chain", "このチェーン"));
    }
}
