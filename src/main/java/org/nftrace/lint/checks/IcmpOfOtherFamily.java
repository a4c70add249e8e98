package org.nftrace.lint.checks;

import java.math.BigInteger;
import java.util.List;
import org.nftrace.ir.Family;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Reach;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;

/// ICMP asked of IPv6, or ICMPv6 of IPv4.
public final class IcmpOfOtherFamily implements Check {
    private static final Card CARD = new Card(
            "NFT045",
            "icmp-of-other-family",
            Level.WARNING,
            new Said(
                    "The rule asks for icmp where only IPv6 comes by, or for icmpv6 where only IPv4 does.",
                    "IPv6 しか来ない所で icmp を、または IPv4 しか来ない所で icmpv6 を条件にしています。"),
            new Said(
                    "No host sends such packets: the rule never matches, and what it should let in (neighbours, path"
                            + " MTU, ping) is not.",
                    "そのようなパケットはなく、一致しません。通すはずのもの(近隣探索、パス MTU、ping)が通りません。"),
            new Said(
                    "Write icmpv6 (-p ipv6-icmp) for IPv6, icmp for IPv4.",
                    "IPv6 では icmpv6(-p ipv6-icmp)、IPv4 では icmp と書いてください。"),
            """
            table ip6 t {
              chain input {
                type filter hook input priority 0; policy drop;
                icmp type echo-request accept
              }
            }
            """,
            """
            table ip6 t {
              chain input {
                type filter hook input priority 0; policy drop;
                icmpv6 type echo-request accept
              }
            }
            """);

    private static final long ICMP = 1;
    private static final long ICMP_6 = 58;

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Finding> check(Subject subject) {
        return subject.rules().stream()
                .filter(spot -> subject.reach(spot.table())
                        .filter(reach -> asksOther(reach, spot))
                        .isPresent())
                .map(spot -> Finding.of(
                        CARD,
                        spot.rule().span(),
                        spot.table().family() == Family.IP6
                                ? new Said(
                                        "IPv6 has no icmp: this never matches; icmpv6 is meant",
                                        "IPv6 に icmp はなく、一致しません: icmpv6 のことでしょう")
                                : new Said(
                                        "IPv4 has no icmpv6: this never matches; icmp is meant",
                                        "IPv4 に icmpv6 はなく、一致しません: icmp のことでしょう")))
                .toList();
    }

    private static boolean asksOther(Reach reach, Subject.Spot spot) {
        return switch (spot.table().family()) {
            case IP -> asksOnly(ICMP_6, reach, spot);
            case IP6 -> asksOnly(ICMP, reach, spot);
            case INET, ARP, BRIDGE, NETDEV -> false;
        };
    }

    private static boolean asksOnly(long protocol, Reach reach, Subject.Spot spot) {
        if (!reach.space().dimensions().contains(Dimensions.PROTOCOL)) {
            return false;
        }
        BigInteger number = BigInteger.valueOf(protocol);
        PacketSet these = reach.space().in(Dimensions.PROTOCOL, List.of(new Meaning.Range(number, number)));
        return reach.asked(spot.rule())
                .filter(set -> !set.isEmpty() && !these.isAll() && set.isSubsetOf(these))
                .isPresent();
    }
}
