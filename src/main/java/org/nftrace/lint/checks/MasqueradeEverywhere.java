package org.nftrace.lint.checks;

import java.math.BigInteger;
import java.util.List;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Hook;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Reach;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;

/// A masquerade towards every interface.
public final class MasqueradeEverywhere implements Check {
    private static final Card CARD = new Card(
            "NFT035",
            "masquerade-everywhere",
            Level.WARNING,
            new Said(
                    "The rule masquerades whatever leaves, by any interface and from any source.",
                    "出力インターフェースも送信元も問わずに masquerade しています。"),
            new Said(
                    "Connections into the own networks lose their source address too: logs and access rules there see"
                            + " this host.",
                    "自分のネットワークへの接続も送信元が書き換えられ、記録や制限にはこのホストが見えます。"),
            new Said(
                    "Ask for the outward interface: oifname \"eth0\" masquerade.",
                    "外向きのインターフェースを指定してください: oifname \"eth0\" masquerade"),
            """
            table ip t {
              chain post {
                type nat hook postrouting priority 100; policy accept;
                masquerade
              }
            }
            """,
            """
            table ip t {
              chain post {
                type nat hook postrouting priority 100; policy accept;
                oifname "eth0" masquerade
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
                .filter(spot -> Subject.statements(spot.rule()).stream()
                        .anyMatch(s -> s instanceof Action.Nat nat && nat.kind() == Action.NatKind.MASQUERADE))
                .filter(spot -> subject.reach(spot.table())
                        .filter(r -> isFree(r, r.matching(spot.rule())) && isMetUnmarked(subject, r, spot))
                        .isPresent())
                .map(spot -> Finding.of(
                        CARD,
                        spot.rule().span(),
                        new Said(
                                "masquerade towards every interface and from every source",
                                "すべてのインターフェースと送信元に対する masquerade です")))
                .toList();
    }

    // Who marks packets elsewhere chooses them there, whatever becomes of the mark before this rule.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isMetUnmarked(Subject subject, Reach reach, Subject.Spot spot) {
        var none = new Meaning.Range(BigInteger.ZERO, BigInteger.ZERO);
        PacketSet unmarked = reach.space().in(Dimensions.MARK, List.of(none));
        return subject.roots(Hook.POSTROUTING, Chain.ChainType.NAT).stream()
                .filter(root -> root.table() == spot.table())
                .anyMatch(root -> reach.mayMatch(root.chain(), unmarked, spot.rule()));
    }

    private static boolean isFree(Reach reach, PacketSet set) {
        return !set.isEmpty()
                && reach.space().dimensions().stream()
                        .filter(d -> !(d instanceof Dimension.EtherType || d instanceof Dimension.Nfproto))
                        .allMatch(d -> Translations.isIndifferent(set, d, reach));
    }
}
