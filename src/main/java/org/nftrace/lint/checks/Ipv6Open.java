package org.nftrace.lint.checks;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// IPv4 is filtered at input and IPv6 is not.
public final class Ipv6Open implements Check {
    private static final Card CARD = new Card(
            "NFT036",
            "ipv6-open",
            Level.WARNING,
            new Said(
                    "An input chain of IPv4 drops what is not allowed; the dump has rules for IPv6, and none of them"
                            + " drops at input.",
                    "IPv4 の input は許可外を破棄しますが、IPv6 には規則があるのに input で破棄していません。"),
            new Said("Whoever reaches the host by IPv6 reaches every service.", "IPv6 で届く者には、すべてのサービスが開いています。"),
            new Said(
                    "Filter IPv6 in the same way; an inet table serves both.",
                    "IPv6 も同じように制限してください。inet テーブルなら両方に効きます。"),
            """
            table ip filter {
              chain INPUT {
                type filter hook input priority 0; policy drop;
                ct state established,related accept
                tcp dport 22 accept
              }
            }
            table ip6 filter {
              chain INPUT {
                type filter hook input priority 0; policy accept;
              }
            }
            """,
            """
            table inet filter {
              chain input {
                type filter hook input priority 0; policy drop;
                ct state established,related accept
                tcp dport 22 accept
              }
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Finding> check(Subject subject) {
        List<Subject.Root> roots = subject.roots(Hook.INPUT, Chain.ChainType.FILTER);
        Optional<Subject.Root> closed = roots.stream()
                .filter(r -> r.table().family() == Family.IP && Strangers.mayBeStopped(subject, r, Strangers.to(47011)))
                .findFirst();
        List<Subject.Root> six =
                roots.stream().filter(r -> r.table().family() != Family.IP).toList();
        boolean closed6 = six.stream().anyMatch(r -> Strangers.mayBeStopped(subject, r, Strangers.to6(47011)));
        return closed.isEmpty() || six.isEmpty() || closed6
                ? List.of()
                : List.of(Finding.of(
                                CARD,
                                six.getFirst().base().span(),
                                new Said(
                                        "IPv6 comes in unfiltered, while "
                                                + closed.get().place() + " filters IPv4",
                                        "IPv4 は " + closed.get().place() + " で制限されていますが、IPv6 は制限なく入ります"))
                        .with(closed.get().base().span(), new Said("IPv4 is filtered here", "IPv4 はここで制限されます")));
    }
}
