package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Hook;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// A nat chain whose priority suggests a place that it does not have.
public final class NatPriority implements Check {
    private static final Card CARD = new Card(
            "NFT011",
            "nat-priority",
            Level.NOTE,
            new Said(
                    "Nat chains run together at one place of the hook, whatever their priority: -100 on the way in,"
                            + " 100 on the way out.",
                    "nat チェーンは優先度にかかわらず、フックの決まった位置(入力側 -100、出力側 100)で実行されます。"),
            new Said(
                    "A filter chain between that place and the written priority sees addresses other than its author"
                            + " expects.",
                    "その位置と書かれた優先度の間にある filter チェーンには、思ったのと違うアドレスが見えます。"),
            new Said(
                    "Write dstnat (-100) or srcnat (100); order nat chains among themselves by small offsets.",
                    "dstnat (-100) か srcnat (100) と書き、nat チェーン同士の順は小さな差でつけてください。"),
            """
            table ip t {
              chain pre {
                type nat hook prerouting priority 10; policy accept;
                tcp dport 8080 dnat to 10.0.0.2:80
              }
              chain early {
                type filter hook prerouting priority 0; policy accept;
                tcp dport 8080 counter
              }
            }
            """,
            """
            table ip t {
              chain pre {
                type nat hook prerouting priority -100; policy accept;
                tcp dport 8080 dnat to 10.0.0.2:80
              }
              chain early {
                type filter hook prerouting priority 0; policy accept;
                tcp dport 80 counter
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
        for (Subject.Root nat : subject.roots()) {
            if (nat.base().type() == Chain.ChainType.NAT && !nat.chain().rules().isEmpty()) {
                between(subject, nat).ifPresent(other -> findings.add(finding(nat, other)));
            }
        }
        return findings;
    }

    private static Finding finding(Subject.Root nat, Subject.Root other) {
        return Finding.of(
                        CARD,
                        nat.base().span(),
                        new Said(
                                "nat is done at " + place(nat.base().hook()) + ", not at "
                                        + nat.base().priority().value() + ": " + other.place()
                                        + " is on the other side of it than the priorities say",
                                "nat は " + nat.base().priority().value() + " ではなく "
                                        + place(nat.base().hook()) + " で行われます: " + other.place() + " との前後が優先度と逆です"))
                .with(other.base().span(), new Said("this chain", "このチェーン"));
    }

    private static int place(Hook hook) {
        return switch (hook) {
            case PREROUTING, OUTPUT, INGRESS, FORWARD, EGRESS -> -100;
            case INPUT, POSTROUTING -> 100;
        };
    }

    private static Optional<Subject.Root> between(Subject subject, Subject.Root nat) {
        int real = place(nat.base().hook());
        int said = nat.base().priority().value();
        return subject.roots(nat.base().hook(), Chain.ChainType.FILTER).stream()
                .filter(r -> !r.chain().rules().isEmpty())
                .filter(r -> {
                    int at = r.base().priority().value();
                    return Math.min(real, said) < at && at < Math.max(real, said);
                })
                .findFirst();
    }
}
