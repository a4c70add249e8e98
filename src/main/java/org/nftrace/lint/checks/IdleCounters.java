package org.nftrace.lint.checks;

import java.util.List;
import org.nftrace.ir.Action;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// A dump in which nothing was ever counted.
public final class IdleCounters implements Check {
    private static final Card CARD = new Card(
            "NFT047",
            "idle-counters",
            Level.NOTE,
            new Said("All counters of the dump are zero.", "ダンプのカウンターがすべて 0 です。"),
            new Said(
                    "Rules through which no packet ever went are hardly those in force: they were just loaded, belong"
                            + " to another namespace, or the kernel runs others.",
                    "一度もパケットが通っていないルールは、動いているものではなさそうです。読み込んだ直後か、別の名前空間か、別のルールが使われています。"),
            new Said(
                    "Dump where packets pass, or leave counters out of what is kept in a repository (nft -s).",
                    "パケットが通る場所でダンプしてください。保管用には nft -s でカウンターを省けます。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                ct state established,related counter packets 0 bytes 0 accept
                tcp dport 22 counter packets 0 bytes 0 accept
                counter packets 0 bytes 0
              }
            }
            """,
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                ct state established,related counter packets 8121 bytes 904310 accept
                tcp dport 22 counter packets 0 bytes 0 accept
                counter packets 0 bytes 0
              }
            }
            """);

    /// Fewer may well be zero.
    private static final int FEWEST = 3;

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Finding> check(Subject subject) {
        List<Subject.Spot> counting = subject.rules().stream()
                .filter(spot -> !packets(spot).isEmpty())
                .toList();
        boolean idle = counting.size() >= FEWEST
                && counting.stream().allMatch(spot -> packets(spot).stream().allMatch(n -> n == 0));
        return idle ? List.of(finding(counting.getFirst(), counting.size())) : List.of();
    }

    private static List<Long> packets(Subject.Spot spot) {
        return Subject.statements(spot.rule()).stream()
                .filter(Action.Counter.class::isInstance)
                .flatMapToLong(s -> ((Action.Counter) s).packets().stream())
                .boxed()
                .toList();
    }

    private static Finding finding(Subject.Spot first, int rules) {
        return Finding.of(
                CARD,
                first.rule().span(),
                new Said(
                        "all " + rules + " counters are zero, from here on: no packet has passed these rules",
                        "ここから " + rules + " 個のカウンターがすべて 0 です: このルールを通ったパケットはありません"));
    }
}
