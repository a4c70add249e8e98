package org.nftrace.lint.checks;

import java.util.List;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Hook;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.space.Ending;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Reach;

/// A base chain that drops and lets no answers back in.
public final class NoEstablished implements Check {
    private static final Card CARD = new Card(
            "NFT020",
            "answers-dropped",
            Level.WARNING,
            new Said(
                    "A chain at input drops what is not allowed, and no rule in it asks for established connections.",
                    "input のチェーンが許可外を破棄しますが、確立済みの接続を通すルールがありません。"),
            new Said("Answers to what this host asks (DNS, updates) are dropped.", "このホストが出した要求(DNS や更新)への応答が破棄されます。"),
            new Said(
                    "Begin with: ct state established,related accept.",
                    "最初に ct state established,related accept を置いてください。"),
            """
            table inet t {
              chain input {
                type filter hook input priority 0; policy drop;
                tcp dport 22 accept
              }
            }
            """,
            """
            table inet t {
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

    private static final long TCP = 6;

    @Override
    public List<Finding> check(Subject subject) {
        return subject.roots(Hook.INPUT, Chain.ChainType.FILTER).stream()
                .filter(root -> !root.chain().rules().isEmpty())
                .filter(root -> subject.reach(root.table())
                        .filter(r -> isDropped(r, root.chain()))
                        .isPresent())
                .map(root -> Finding.of(
                        CARD,
                        root.base().span(),
                        new Said(
                                "answers to this host's own connections are dropped: no rule lets established ones in",
                                "このホスト自身の接続への応答が破棄されます: 確立済みの接続を通すルールがありません")))
                .toList();
    }

    // The answer of a web server somewhere, by whatever interface but lo it comes.
    private static boolean isDropped(Reach reach, Chain chain) {
        Packet answer = Packet.UNKNOWN
                .with(Fact.PROTOCOL, TCP)
                .with(Fact.SOURCE, Address.parse("198.51.100.7").orElseThrow())
                .with(Fact.SPORT, 443)
                .with(Fact.DPORT, 47011)
                .with(Fact.TCP_FLAGS, 16)
                .with(Fact.ETHER_TYPE, 0x0800);
        PacketSet all = reach.space().of(answer, ConnectionState.ESTABLISHED);
        PacketSet looped = reach.space().of(answer.with(Fact.IN, "lo"), ConnectionState.ESTABLISHED);
        return reach.endings(chain, looped.equals(all) ? all : all.minus(looped))
                .filter(e -> !e.isEmpty())
                .filter(e -> e.keySet().stream().allMatch(k -> k == Ending.DROPPED || k == Ending.REJECTED))
                .isPresent();
    }
}
