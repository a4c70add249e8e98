package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// What the walk asks of the host between the hooks: where routing sends a packet, and which addresses are the host's.
interface Terrain extends Surroundings {

    /// {@return the interface by which the packet came in, when it was not told but can be said}
    Finding<String> cameInBy(Packet packet);

    /// The routing decision for a packet that came in, after prerouting. Unknown: it may be for the host or for
    /// another.
    Finding<Way> incoming(Packet packet);

    /// The same for IPv6 where nothing looks at the source: ip6_forward() takes a packet that has a route already, from
    /// inside a bridge, for one that leaves as it came (ip6_rcv_core).
    default Finding<Way> unchecked(Packet packet) {
        return incoming(packet);
    }

    /// The routing decision for a packet that the host sends.
    ///
    /// @param again whether it has one already, and was changed since
    Finding<Way> outgoing(Packet packet, boolean again);

    @Override
    default Finding<Boolean> plainHeaders(Packet packet) {
        return Finding.assumed(true, new Assumption.PlainHeaders(Assumption.Ground.CONVENTION));
    }

    @Override
    default Finding<Boolean> isWhole(Packet packet) {
        return packet.knows(Fact.MORE_FRAGMENTS)
                ? Surroundings.super.isWhole(packet)
                : Finding.assumed(true, new Assumption.FieldIs(Fact.MORE_FRAGMENTS, 0, Assumption.Ground.CONVENTION));
    }

    /// {@return the source of a packet that may not leave by `out`: 127.0.0.1, unless that has route_localnet}
    default Optional<Address> staysInside(Packet packet, Optional<String> out) {
        return Optional.empty();
    }

    /// {@return whether the host forwards a packet that came in so}
    Finding<Boolean> forwards(Packet packet);

    /// {@return what masquerade makes of the source of a packet that leaves by its `OUT`; a known empty value: it has
    /// no address}
    ///
    /// @param nextHop where the packet is handed to, when that is not its destination
    Finding<Optional<Address>> masqueraded(Packet packet, Optional<Address> nextHop);

    /// {@return what redirect makes of the destination of a packet that came in by its `IN`; a known empty value: it
    /// has no address}
    Finding<Optional<Address>> redirected(Packet packet);

    /// Where routing sends a packet.
    sealed interface Way {
        /// To the host itself; a broadcast of one of its networks, too.
        record Here() implements Way {}

        /// To a multicast group, which the host may have joined.
        record Group() implements Way {}

        /// Out by an interface.
        ///
        /// @param out     absent when its name is not known
        /// @param nextHop absent when the destination is on the link, or nothing is known of a gateway
        record Onward(Optional<String> out, Optional<Address> nextHop) implements Way {}

        /// Nowhere.
        record Refused(DropReason reason) implements Way {}
    }
}
