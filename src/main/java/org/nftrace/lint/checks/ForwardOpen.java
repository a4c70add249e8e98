package org.nftrace.lint.checks;

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

/// A host that forwards and lets everything through.
public final class ForwardOpen implements Check {
    private static final Card CARD = new Card(
            "NFT034",
            "forward-open",
            Level.WARNING,
            new Said(
                    "The host translates addresses for others, so it forwards; and every forward chain accepts what no"
                            + " rule names.",
                    "アドレス変換をしているので転送を行うホストですが、forward チェーンはどのルールにもないものを許可します。"),
            new Said(
                    "Whoever can send packets to this host reaches the networks behind it.",
                    "このホストにパケットを送れる者は、その先のネットワークに届きます。"),
            new Said(
                    "policy drop in the forward chain, and accept what is wanted.",
                    "forward チェーンを policy drop にし、必要なものだけ許可してください。"),
            """
            table ip t {
              chain forward {
                type filter hook forward priority 0; policy accept;
                tcp dport 25 drop
              }
              chain post {
                type nat hook postrouting priority 100; policy accept;
                oifname "eth0" masquerade
              }
            }
            """,
            """
            table ip t {
              chain forward {
                type filter hook forward priority 0; policy drop;
                iifname "lan0" accept
                ct state established,related accept
              }
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
        List<Subject.Root> roots = subject.roots(Hook.FORWARD, Chain.ChainType.FILTER);
        boolean forwards = subject.rules().stream()
                .flatMap(spot -> Subject.statements(spot.rule()).stream())
                .anyMatch(s -> s instanceof Action.Nat nat
                        && (nat.kind() == Action.NatKind.MASQUERADE || nat.kind() == Action.NatKind.DNAT));
        if (!forwards
                || roots.isEmpty()
                || roots.stream().anyMatch(root -> Strangers.mayBeStopped(subject, root, Strangers.to(47011)))) {
            return List.of();
        }
        return List.of(Finding.of(
                CARD,
                roots.getFirst().base().span(),
                new Said(
                        "this host forwards, and whatever no rule names passes: policy accept",
                        "転送を行うホストですが、どのルールにもないものが通ります: policy accept")));
    }
}
