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
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.space.Ending;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Reach;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;

/// What nat rules take and give.
final class Translations {
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

    /// {@return a stranger's first packet to the service that the rule takes, where it is one}
    static Optional<Packet> service(Reach reach, Subject.Spot spot) {
        PacketSet taken = reach.matchingInward(spot.rule());
        return reach.space()
                .only(Dimensions.PROTOCOL, taken)
                .flatMap(protocol -> reach.space()
                        .only(Dimensions.DPORT, taken)
                        .map(port -> Strangers.to(protocol.longValue(), port.intValue())))
                .map(packet -> reach.space()
                        .only(Dimensions.DESTINATION, taken)
                        .map(address -> packet.with(Fact.DESTINATION, new Address.V4(address.intValue())))
                        .orElse(packet));
    }

    /// {@return whether such a packet passes every forward chain on its way to where the rule sends it}
    static boolean passesForward(Subject subject, Action.Nat nat, Packet service) {
        Optional<Packet> there = nat.address()
                .filter(Value.IpAddress.class::isInstance)
                .map(a -> ((Value.IpAddress) a).address())
                .map(address -> withPort(nat, service).with(Fact.DESTINATION, address));
        return there.isPresent()
                && subject.roots(Hook.FORWARD, Chain.ChainType.FILTER).stream()
                        .allMatch(root -> Strangers.endings(subject, root, there.get())
                                .filter(e -> e.isEmpty() || e.contains(Ending.ACCEPTED))
                                .isPresent());
    }

    private static Packet withPort(Action.Nat nat, Packet service) {
        return nat.port()
                .filter(Value.Number.class::isInstance)
                .map(p -> service.with(Fact.DPORT, ((Value.Number) p).value()))
                .orElse(service);
    }

    /// {@return whether the set does not depend on the dimension, beyond that an interface must be there}
    static boolean isIndifferent(PacketSet set, Dimension dimension, Reach reach) {
        PacketSet any = set.forgetting(List.of(dimension));
        return switch (dimension) {
            case Dimension.InterfaceName _ -> {
                var named = new Meaning.Range(BigInteger.ONE, Dimension.InterfaceName.LAST);
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
