package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            var jumps = new LinkedHashMap<String, List<Jump>>();
            for (Chain chain : table.chains()) {
                jumps.put(chain.name(), jumps(subject, table, chain));
            }
            new Search(jumps, findings).run();
        }
        return findings;
    }

    private record Jump(Subject.Spot from, String to) {}

    private static List<Jump> jumps(Subject subject, Table table, Chain chain) {
        return Subject.rules(table, chain).stream()
                .flatMap(spot -> subject.verdicts(table, spot.rule()).stream()
                        .flatMap(verdict -> verdict.target().stream())
                        .map(name -> new Jump(spot, name)))
                .toList();
    }

    /// Goes along all jumps once; what leads to a chain on the way there closes a circle.
    private record Search(
            Map<String, List<Jump>> jumps,
            List<Finding> findings,
            Set<String> done,
            LinkedHashMap<String, Integer> way) {
        Search(Map<String, List<Jump>> jumps, List<Finding> findings) {
            this(jumps, findings, new HashSet<>(), new LinkedHashMap<>());
        }

        void run() {
            for (String start : jumps.keySet()) {
                if (done.add(start)) {
                    way.put(start, 0);
                }
                while (!way.isEmpty()) {
                    step(way.lastEntry().getKey(), way.lastEntry().getValue());
                }
            }
        }

        private void step(String chain, int next) {
            List<Jump> here = jumps.getOrDefault(chain, List.of());
            if (next == here.size()) {
                way.pollLastEntry();
                return;
            }
            way.put(chain, next + 1);
            Jump jump = here.get(next);
            if (way.containsKey(jump.to())) {
                findings.add(finding(jump.from(), jump.to()));
            } else if (done.add(jump.to())) {
                way.put(jump.to(), 0);
            }
        }
    }

    private static Finding finding(Subject.Spot spot, String start) {
        var finding = Finding.of(
                CARD,
                spot.rule().span(),
                new Said(
                        "a loop: this leads back to chain " + start + ", from which it came",
                        "ループ: ここから元のチェーン " + start + " に戻ります"));
        return spot.table()
                .chain(start)
                .map(chain -> finding.with(chain.span(), new Said("this chain", "このチェーン")))
                .orElse(finding);
    }
}
