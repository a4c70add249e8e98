package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.net.Address;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// What conntrack knows a packet's connection by: addresses, protocol and ports, or the type and id of ICMP (struct
/// nf_conntrack_tuple).
///
/// A tuple is a [Packet] with these facts only. What was not given is not in it.
final class Tuple {
    private static final Packet.Facts FACTS = Packet.Facts.of(
            Fact.ETHER_TYPE,
            Fact.PROTOCOL,
            Fact.SOURCE,
            Fact.DESTINATION,
            Fact.SPORT,
            Fact.DPORT,
            Fact.ICMP_TYPE,
            Fact.ICMP_CODE,
            Fact.ICMP_ID);

    private static final long IPV4 = 0x0800;
    private static final long IPV6 = 0x86dd;

    private Tuple() {}

    static Packet of(Packet packet) {
        return packet.only(FACTS);
    }

    /// {@return the tuple of the packet that an ICMP error is about; nothing where that is one that has no answer}
    static Optional<Packet> about(Packet error) {
        boolean v6 = error.is(Protocol.ICMPV6);
        Packet tuple = number(
                Packet.UNKNOWN.with(Fact.ETHER_TYPE, v6 ? IPV6 : IPV4), Fact.PROTOCOL, error, Fact.ABOUT_PROTOCOL);
        tuple = address(tuple, Fact.SOURCE, error.findAddress(Fact.ABOUT_SOURCE));
        tuple = address(tuple, Fact.DESTINATION, error.findAddress(Fact.ABOUT_DESTINATION));
        tuple = number(tuple, Fact.SPORT, error, Fact.ABOUT_SPORT);
        tuple = number(tuple, Fact.DPORT, error, Fact.ABOUT_DPORT);
        tuple = number(tuple, Fact.ICMP_TYPE, error, Fact.ABOUT_TYPE);
        tuple = number(tuple, Fact.ICMP_CODE, error, Fact.ABOUT_CODE);
        tuple = number(tuple, Fact.ICMP_ID, error, Fact.ABOUT_ID);
        return Optional.of(tuple).filter(about -> !Icmp.isError(about));
    }

    /// {@return the tuple of an answer}
    static Packet inverse(Packet tuple) {
        Packet inverse = tuple.exchanged(Fact.SOURCE, Fact.DESTINATION).exchanged(Fact.SPORT, Fact.DPORT);
        if (tuple.knows(Fact.ICMP_TYPE)) {
            boolean v6 = tuple.is(Protocol.ICMPV6);
            inverse = inverse.with(Fact.ICMP_TYPE, Icmp.answer(tuple.number(Fact.ICMP_TYPE), v6));
        }
        return inverse;
    }

    /// {@return the packet with the source (or destination) of what the other answers, its port, or id of ICMP,
    /// included}
    static Packet withSide(Packet packet, boolean source, Packet answer) {
        Packet moved = withAddress(packet, source, answer);
        return answer.knows(Fact.ICMP_TYPE)
                ? number(moved, Fact.ICMP_ID, answer, Fact.ICMP_ID)
                : number(moved, source ? Fact.SPORT : Fact.DPORT, answer, source ? Fact.DPORT : Fact.SPORT);
    }

    /// {@return what is left of it when it does not matter who it goes to}
    static Packet source(Packet tuple) {
        return tuple.without(Fact.DESTINATION)
                .without(Fact.DPORT)
                .without(Fact.ICMP_TYPE)
                .without(Fact.ICMP_CODE);
    }

    /// {@return whether all that tells it from others is known}
    static boolean isWhole(Packet tuple) {
        boolean icmp = tuple.knows(Fact.ICMP_TYPE);
        boolean ports = tuple.protocol().filter(Protocol::hasPorts).isPresent();
        return tuple.knows(Fact.PROTOCOL)
                && tuple.knows(Fact.SOURCE)
                && tuple.knows(Fact.DESTINATION)
                && (!icmp || tuple.knows(Fact.ICMP_ID))
                && (!ports || tuple.knows(Fact.SPORT) && tuple.knows(Fact.DPORT));
    }

    /// {@return the packet with the source (or destination) address of what the other answers}
    static Packet withAddress(Packet packet, boolean source, Packet answer) {
        Fact from = source ? Fact.DESTINATION : Fact.SOURCE;
        Fact to = source ? Fact.SOURCE : Fact.DESTINATION;
        return answer.knows(from) ? packet.with(to, answer.address(from)) : packet.without(to);
    }

    private static Packet address(Packet packet, Fact fact, Optional<Address> address) {
        return address.map(a -> packet.with(fact, a)).orElseGet(() -> packet.without(fact));
    }

    private static Packet number(Packet packet, Fact fact, Packet from, Fact other) {
        return from.knows(other) ? packet.with(fact, from.number(other)) : packet.without(fact);
    }
}
