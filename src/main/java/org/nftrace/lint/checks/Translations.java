package org.nftrace.lint.checks;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Value;
import org.nftrace.lint.Subject;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.space.Ending;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Reach;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Meaning;

/// What nat rules take and give.
final class Translations {
    private static final Dimension DPORT = new Dimension.OfPacket(Fact.DPORT, 16);

    /// What a dnat without a port leaves as it was; some port that rules hardly name.
    private static final int ANY_PORT = 8080;

    private Translations() {}

    /// {@return the dnat of a rule that sends packets on to another address}
    static Optional<Action.Nat> dnat(Rule rule) {
        return Subject.statements(rule).stream()
                .filter(Action.Nat.class::isInstance)
                .map(Action.Nat.class::cast)
                .filter(nat ->
                        nat.kind() == Action.NatKind.DNAT && nat.address().isPresent())
                .findFirst();
    }

    /// {@return whether packets from outside come to the rule: a base chain at prerouting leads there}
    static boolean isInward(Subject subject, Subject.Spot spot) {
        boolean prerouting = spot.table().chains().stream()
                .flatMap(c -> c.base().stream())
                .anyMatch(b -> b.type() == Chain.ChainType.NAT && b.hook() == Hook.PREROUTING);
        return prerouting
                && subject.reach(spot.table())
                        .filter(r -> r.isReached(spot.rule()))
                        .isPresent();
    }

    /// {@return the port that the rule takes, where it is one}
    static Optional<Integer> ports(Subject subject, Subject.Spot spot) {
        return subject.reach(spot.table())
                .flatMap(reach -> reach.space().only(DPORT, reach.matching(spot.rule())))
                .map(BigInteger::intValue);
    }

    /// {@return whether some first packet of a stranger to where the rule sends it passes every forward chain}
    static boolean passesForward(Subject subject, Action.Nat nat) {
        Optional<Packet> there = nat.address()
                .filter(Value.IpAddress.class::isInstance)
                .map(a -> ((Value.IpAddress) a).address())
                .map(address -> Strangers.to(port(nat)).with(Fact.DESTINATION, address));
        return there.isPresent()
                && subject.roots(Hook.FORWARD, Chain.ChainType.FILTER).stream()
                        .allMatch(root -> subject.reach(root.table())
                                .flatMap(r -> r.endings(root.chain(), r.space().of(there.get(), ConnectionState.NEW)))
                                .filter(e -> e.isEmpty() || e.containsKey(Ending.ACCEPTED))
                                .isPresent());
    }

    private static int port(Action.Nat nat) {
        return nat.port()
                .filter(Value.Number.class::isInstance)
                .map(p -> (int) ((Value.Number) p).value())
                .orElse(ANY_PORT);
    }

    /// {@return whether the set does not depend on the dimension, beyond that an interface must be there}
    static boolean isIndifferent(PacketSet set, Dimension dimension, Reach reach) {
        PacketSet any = set.forgetting(List.of(dimension));
        return switch (dimension) {
            case Dimension.InterfaceName _ -> {
                var named = new Meaning.Range(
                        BigInteger.ONE, BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
                PacketSet some = reach.space().in(dimension, List.of(named));
                yield any.and(some).equals(set.and(some));
            }
            case Dimension.OfConnection _ -> true;
            case Dimension.OfPacket _,
                    Dimension.EtherType _,
                    Dimension.Nfproto _,
                    Dimension.InSet _,
                    Dimension.Other _ -> any.equals(set);
        };
    }
}
