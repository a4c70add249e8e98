package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Table;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// A dump that shows a part of what is in force.
public final class PartialDump implements Check {
    private static final Card CARD = new Card(
            "NFT042",
            "partial-dump",
            Level.NOTE,
            new Said(
                    "No chain of the table is hooked in; or, in a dump of iptables, a policy or a chain that is jumped"
                            + " to stands nowhere.",
                    "フックされたチェーンがありません。iptables のダンプでは、ポリシーか飛び先のチェーンがありません。"),
            new Said(
                    "Nothing can be proved of rules whose callers, or whose end, are not in the dump; findings that"
                            + " need them are not made.",
                    "呼び出し元や最後の扱いがダンプになければ何も証明できず、それに関わる指摘は行いません。"),
            new Said(
                    "Dump everything: nft list ruleset, iptables-save, or nftrace snapshot.",
                    "すべてをダンプしてください: nft list ruleset、iptables-save、または nftrace snapshot"),
            """
            table ip filter {
              chain DOCKER {
                tcp dport 80 accept
              }
            }
            """,
            """
            table ip filter {
              chain FORWARD {
                type filter hook forward priority 0; policy drop;
                jump DOCKER
              }
              chain DOCKER {
                tcp dport 80 accept
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
            boolean hooked = table.chains().stream().anyMatch(Chain::isBase);
            if (!hooked) {
                table.chains().stream()
                        .filter(chain -> !chain.rules().isEmpty())
                        .findFirst()
                        .ifPresent(chain -> findings.add(unhooked(table, chain)));
            } else if (table.origin() != Table.Origin.NFT) {
                subject.roots().stream()
                        .filter(root -> root.table().equals(table) && lacksPolicy(root))
                        .forEach(root -> findings.add(unended(root)));
                JumpToNothing.missing(subject, table).forEach(missing -> findings.add(unfollowed(missing)));
            }
        }
        return findings;
    }

    // iptables always tells it; nft leaves it out where it is accept.
    private static boolean lacksPolicy(Subject.Root root) {
        return root.base().policy().isEmpty();
    }

    private static Finding unhooked(Table table, Chain chain) {
        return Finding.of(
                CARD,
                chain.span(),
                new Said(
                        "no chain of table " + table.label() + " is hooked in: what leads to its rules was not dumped",
                        "テーブル " + table.label() + " にはフックされたチェーンがありません: 呼び出し元がダンプにありません"));
    }

    private static Finding unended(Subject.Root root) {
        return Finding.of(
                CARD,
                root.chain().span(),
                new Said(
                        "the policy of " + root.place() + " is not in the dump, and is taken for accept",
                        root.place() + " のポリシーがダンプにないので、accept とみなします"));
    }

    private static Finding unfollowed(JumpToNothing.Missing missing) {
        return Finding.of(
                CARD,
                missing.from().span(),
                new Said(
                        "chain " + missing.chain() + " is not in the dump: nothing is proved of this table",
                        "チェーン " + missing.chain() + " がダンプにありません: このテーブルについては何も証明しません"));
    }
}
