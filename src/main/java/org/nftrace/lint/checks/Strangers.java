package org.nftrace.lint.checks;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nftrace.lint.Subject;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.space.Ending;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Space;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;

/// Packets of someone whom no rule names: documentation addresses (RFC 5737, RFC 3849), a first packet of TCP.
final class Strangers {
    private static final long TCP = 6;

    private Strangers() {}

    /// {@return a first packet of IPv4 to this port, by any interface}
    static Packet to(int port) {
        return to(TCP, port);
    }

    /// {@return the same of another protocol}
    static Packet to(long protocol, int port) {
        return first(protocol, port)
                .with(Fact.ETHER_TYPE, 0x0800)
                .with(Fact.SOURCE, Address.parse("198.51.100.7").orElseThrow())
                .with(Fact.SPORT, 40000);
    }

    static Packet to6(int port) {
        return first(TCP, port)
                .with(Fact.ETHER_TYPE, 0x86dd)
                .with(Fact.SOURCE, Address.parse("2001:db8::7").orElseThrow())
                .with(Fact.SPORT, 40000);
    }

    /// {@return the same of IPv4 from any address, by an interface that no rule names}
    static Packet anyTo(int port) {
        return first(TCP, port).with(Fact.ETHER_TYPE, 0x0800).with(Fact.IN, "nobody0");
    }

    /// {@return how a first packet may leave the base chain; empty when that is too much to tell}
    static Optional<Set<Ending>> endings(Subject subject, Subject.Root root, Packet packet) {
        return subject.reach(root.table())
                .flatMap(r -> r.endings(root.chain(), r.space().of(packet, ConnectionState.NEW)))
                .map(Map::keySet);
    }

    /// {@return whether the base chain lets such a packet through for some case only, or it is not known}
    static boolean mayBeStopped(Subject subject, Subject.Root root, Packet packet) {
        return endings(subject, root, packet)
                .map(e -> e.contains(Ending.DROPPED) || e.contains(Ending.REJECTED) || e.contains(Ending.ELSEWHERE))
                .orElse(true);
    }

    /// {@return whether by some interface the base chain stops each such first packet that nothing was done to; false
    /// where one may pass, by an exception or a condition that is not known}
    static boolean isClosed(Subject subject, Subject.Root root, Packet packet) {
        return subject.reach(root.table())
                .flatMap(reach -> reach.endings(root.chain(), fromElsewhere(reach.space(), packet))
                        .map(endings -> isClosed(reach.space(), endings)))
                .orElse(false);
    }

    /// {@return such first packets to which nothing was done: without a mark, of a connection without nat}
    static PacketSet untouched(Space space, Packet packet) {
        return space.of(packet.with(Fact.MARK, 0), ConnectionState.NEW)
                .and(space.in(Dimensions.STATUS, List.of(new Meaning.Range(BigInteger.ZERO, BigInteger.ZERO))));
    }

    private static PacketSet fromElsewhere(Space space, Packet packet) {
        BigInteger lo = Dimension.InterfaceName.number("lo");
        var others = List.of(
                new Meaning.Range(BigInteger.ZERO, lo.subtract(BigInteger.ONE)),
                new Meaning.Range(lo.add(BigInteger.ONE), Dimension.InterfaceName.LAST));
        return untouched(space, packet).and(space.in(Dimensions.IN, others));
    }

    private static boolean isClosed(Space space, Map<Ending, PacketSet> endings) {
        PacketSet stopped = space.none();
        PacketSet passing = space.none();
        for (var by : endings.entrySet()) {
            switch (by.getKey()) {
                case DROPPED, REJECTED -> stopped = stopped.or(by.getValue());
                case ACCEPTED, TRANSLATED, ELSEWHERE -> passing = passing.or(by.getValue());
            }
        }
        return !stopped.alikeIn(Dimensions.IN)
                .minus(passing.alikeIn(Dimensions.IN))
                .isEmpty();
    }

    private static Packet first(long protocol, int port) {
        Packet packet = Packet.UNKNOWN.with(Fact.PROTOCOL, protocol).with(Fact.DPORT, port);
        return protocol == TCP ? packet.with(Fact.TCP_FLAGS, 2) : packet;
    }
}
