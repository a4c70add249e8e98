package org.nftrace.lint.checks;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.ir.Chain;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Match;
import org.nftrace.ir.Selector;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// A question about a connection where packets have none yet.
public final class StateBeforeTracking implements Check {
    private static final Card CARD = new Card(
            "NFT021",
            "state-before-tracking",
            Level.WARNING,
            new Said(
                    "A chain before priority -200 asks for ct state or another property of the connection.",
                    "優先度 -200 より前のチェーンで接続の状態(ct state など)を調べています。"),
            new Said(
                    "Connection tracking comes at -200: before, every packet from outside is invalid, and new never"
                            + " matches.",
                    "接続追跡は -200 で行われます。それより前では外からのパケットはすべて invalid で、new には一致しません。"),
            new Said("Ask in a chain at -150 or later.", "-150 以降のチェーンで調べてください。"),
            """
            table inet t {
              chain pre {
                type filter hook prerouting priority -300; policy accept;
                ct state new tcp dport 22 drop
              }
            }
            """,
            """
            table inet t {
              chain pre {
                type filter hook prerouting priority -150; policy accept;
                ct state new tcp dport 22 drop
              }
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    private static final int TRACKING = -200;

    @Override
    public List<Finding> check(Subject subject) {
        var findings = new ArrayList<Finding>();
        for (Subject.Root root : subject.roots()) {
            boolean early =
                    (root.base().hook() == Hook.PREROUTING || root.base().hook() == Hook.OUTPUT)
                            && root.base().type() != Chain.ChainType.NAT
                            && root.base().priority().value() < TRACKING;
            if (early) {
                for (Subject.Spot spot : Subject.rules(root.table(), root.chain())) {
                    if (asks(spot)) {
                        findings.add(Finding.of(
                                CARD,
                                spot.rule().span(),
                                new Said(
                                        "no connection is known here yet: tracking comes at -200, this chain runs at "
                                                + root.base().priority().value(),
                                        "ここではまだ接続が分かりません: 追跡は -200、このチェーンは "
                                                + root.base().priority().value() + " です")));
                    }
                }
            }
        }
        return findings;
    }

    private static boolean asks(Subject.Spot spot) {
        return Subject.statements(spot.rule()).stream()
                .anyMatch(s -> s instanceof Match.Compare(_, Selector.Ct(CtKey key, _, _), _, _)
                        && key == CtKey.STATE);
    }
}
