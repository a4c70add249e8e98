package org.nftrace.lint.checks;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Hook;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Shown;
import org.nftrace.lint.Subject;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.space.Ending;
import org.nftrace.space.PacketSet;

/// Packets that notrack takes out of connection tracking, and that a later chain lets in by their state only.
public final class UntrackedDropped implements Check {
    private static final Card CARD = new Card(
            "NFT023",
            "untracked-dropped",
            Level.WARNING,
            new Said(
                    "A rule leaves packets untracked, and a later chain accepts them by their state only.",
                    "notrack されたパケットを、後のチェーンが状態だけを条件に許可しています。"),
            new Said(
                    "Untracked packets are neither new nor established: they are dropped, also the answers.",
                    "追跡されないパケットは new でも established でもなく、応答も含めて破棄されます。"),
            new Said(
                    "Accept ct state untracked (--ctstate UNTRACKED) there, or do not take them out of tracking.",
                    "そこで ct state untracked(--ctstate UNTRACKED)を許可するか、notrack をやめてください。"),
            """
            table inet t {
              chain pre {
                type filter hook prerouting priority -300; policy accept;
                udp dport 53 notrack
              }
              chain input {
                type filter hook input priority 0; policy drop;
                ct state established,related accept
                udp dport 53 ct state new accept
              }
            }
            """,
            """
            table inet t {
              chain pre {
                type filter hook prerouting priority -300; policy accept;
                udp dport 53 notrack
              }
              chain input {
                type filter hook input priority 0; policy drop;
                ct state established,related accept
                udp dport 53 ct state new,untracked accept
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
                .filter(spot -> Subject.statements(spot.rule()).stream().anyMatch(Action.Notrack.class::isInstance))
                .flatMap(spot -> finding(subject, spot).stream())
                .toList();
    }

    private static Optional<Finding> finding(Subject subject, Subject.Spot spot) {
        return packet(subject, spot)
                .flatMap(packet -> later(subject, spot)
                        .filter(root -> TiedBaseChains.meet(
                                root.table().family(), spot.table().family()))
                        .filter(root -> isLetInByState(subject, root, packet))
                        .findFirst()
                        .map(root -> Finding.of(
                                        CARD,
                                        spot.rule().span(),
                                        new Said(
                                                "what is left untracked here, " + root.place()
                                                        + " drops: it lets it in by its state only",
                                                "ここで notrack したものは " + root.place() + " で破棄されます: 状態でしか許可されません"))
                                .with(root.base().span(), new Said("this chain", "このチェーン"))
                                .with(Optional.of(new Shown(packet, Set.of(ConnectionState.UNTRACKED))))));
    }

    private static Optional<Packet> packet(Subject subject, Subject.Spot spot) {
        return subject.reach(spot.table())
                .map(reach -> reach.matching(spot.rule()))
                .flatMap(PacketSet::sample)
                .map(sample -> sample.packet().without(Fact.OUT));
    }

    // notrack stands in chains before -200, at prerouting or output.
    private static Stream<Subject.Root> later(Subject subject, Subject.Spot spot) {
        boolean inward = spot.table().chains().stream()
                .flatMap(chain -> chain.base().stream())
                .anyMatch(base -> base.hook() == Hook.PREROUTING);
        return inward
                ? subject.roots(Hook.INPUT, Chain.ChainType.FILTER).stream()
                : subject.roots(Hook.OUTPUT, Chain.ChainType.FILTER).stream();
    }

    private static boolean isLetInByState(Subject subject, Subject.Root root, Packet packet) {
        return ends(subject, root, packet, ConnectionState.UNTRACKED)
                        .filter(untracked -> !untracked.isEmpty()
                                && untracked.stream().allMatch(e -> e == Ending.DROPPED || e == Ending.REJECTED))
                        .isPresent()
                && Stream.of(ConnectionState.NEW, ConnectionState.ESTABLISHED)
                        .anyMatch(state -> ends(subject, root, packet, state)
                                .filter(e -> e.contains(Ending.ACCEPTED))
                                .isPresent());
    }

    private static Optional<Set<Ending>> ends(
            Subject subject, Subject.Root root, Packet packet, ConnectionState state) {
        return subject.reach(root.table())
                .flatMap(r -> r.endings(root.chain(), r.space().of(packet, state)))
                .map(endings -> endings.keySet());
    }
}
