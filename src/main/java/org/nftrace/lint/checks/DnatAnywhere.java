package org.nftrace.lint.checks;

import java.util.List;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;
import org.nftrace.packet.Fact;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Reach;
import org.nftrace.trace.Dimension;

/// A dnat that takes packets for any address by any interface.
public final class DnatAnywhere implements Check {
    private static final Card CARD = new Card(
            "NFT033",
            "dnat-anywhere",
            Level.WARNING,
            new Said(
                    "The rule changes the destination of packets whatever their destination was and wherever they come"
                            + " from.",
                    "宛先も入力インターフェースも問わずに dnat しています。"),
            new Said(
                    "It also catches connections through this host to other machines, and those of containers to the"
                            + " outside.",
                    "このホストを通って他の機械へ向かう接続や、コンテナから外への接続も曲げられます。"),
            new Said(
                    "Ask for the interface (iifname) or the address (ip daddr, fib daddr type local).",
                    "インターフェース(iifname)か宛先(ip daddr、fib daddr type local)を条件に加えてください。"),
            """
            table ip t {
              chain pre {
                type nat hook prerouting priority -100; policy accept;
                tcp dport 80 dnat to 10.0.0.2
              }
            }
            """,
            """
            table ip t {
              chain pre {
                type nat hook prerouting priority -100; policy accept;
                iifname "eth0" tcp dport 80 dnat to 10.0.0.2
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
                .filter(spot -> Translations.dnat(spot.rule()).isPresent())
                .filter(spot -> subject.reach(spot.table())
                        .map(r -> r.matchingInward(spot.rule()))
                        .filter(set -> !set.isEmpty()
                                && isFree(subject.reach(spot.table()).orElseThrow(), set))
                        .isPresent())
                .map(spot -> Finding.of(
                        CARD,
                        spot.rule().span(),
                        new Said(
                                "dnat for any destination by any interface: it also takes what only passes through",
                                "宛先もインターフェースも問わない dnat です: 通過するだけの接続も曲げられます")))
                .toList();
    }

    // No condition on the way here speaks of the interface, the destination, or anything that may follow from them.
    private static boolean isFree(Reach reach, PacketSet set) {
        return reach.space().dimensions().stream()
                .filter(d -> switch (d) {
                    case Dimension.OfPacket(Fact fact, _) ->
                        fact == Fact.DESTINATION || fact == Fact.SOURCE || fact == Fact.MARK;
                    case Dimension.InterfaceName(Fact fact) -> fact == Fact.IN || fact == Fact.PORT_IN;
                    case Dimension.InSet _, Dimension.Other _ -> true;
                    case Dimension.EtherType _, Dimension.Nfproto _, Dimension.OfConnection _ -> false;
                })
                .allMatch(d -> Translations.isIndifferent(set, d, reach));
    }
}
