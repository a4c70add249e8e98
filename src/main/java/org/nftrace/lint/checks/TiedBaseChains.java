package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.ir.Family;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// Base chains of different tables whose order the priority does not say.
public final class TiedBaseChains implements Check {
    private static final Card CARD = new Card(
            "NFT010",
            "tied-base-chains",
            Level.NOTE,
            new Said(
                    "Two base chains of different tables have the same hook, type and priority.",
                    "別のテーブルの二つのベースチェーンが、同じフックと優先度を持っています。"),
            new Said(
                    "Which runs first depends on which was loaded first, and a reload may turn it round.",
                    "どちらが先かは読み込み順で決まり、再読み込みで入れ替わることがあります。"),
            new Said("Give them different priorities where the order matters.", "順序が問題になるなら、優先度を変えてください。"),
            """
            table inet a {
              chain input {
                type filter hook input priority 0; policy accept;
                tcp dport 22 drop
              }
            }
            table inet b {
              chain input {
                type filter hook input priority 0; policy accept;
                tcp dport 22 log
              }
            }
            """,
            """
            table inet a {
              chain input {
                type filter hook input priority 0; policy accept;
                tcp dport 22 drop
              }
            }
            table inet b {
              chain input {
                type filter hook input priority 10; policy accept;
                tcp dport 22 log
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
        List<Subject.Root> roots = subject.roots();
        for (int i = 0; i < roots.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (isTie(roots.get(j), roots.get(i))) {
                    findings.add(finding(roots.get(j), roots.get(i)));
                }
            }
        }
        return findings;
    }

    private static Finding finding(Subject.Root first, Subject.Root second) {
        return Finding.of(
                        CARD,
                        second.base().span(),
                        new Said(
                                "the same hook and priority as " + first.place()
                                        + ": which runs first depends on the order of loading",
                                first.place() + " とフックも優先度も同じです: どちらが先かは読み込み順によります"))
                .with(first.base().span(), new Said("the other one", "もう一方"));
    }

    private static boolean isTie(Subject.Root first, Subject.Root second) {
        return !first.table().equals(second.table())
                && first.base().hook() == second.base().hook()
                && first.base().type() == second.base().type()
                && first.base().priority().value() == second.base().priority().value()
                && first.base().devices().equals(second.base().devices())
                && meet(first.table().family(), second.table().family())
                && !isIdle(first)
                && !isIdle(second);
    }

    /// {@return whether packets come by both}
    static boolean meet(Family first, Family second) {
        return first == second
                || first == Family.INET && (second == Family.IP || second == Family.IP6)
                || second == Family.INET && (first == Family.IP || first == Family.IP6);
    }

    /// {@return whether the chain lets everything pass unseen}
    static boolean isIdle(Subject.Root root) {
        return root.chain().rules().isEmpty() && !root.drops();
    }
}
