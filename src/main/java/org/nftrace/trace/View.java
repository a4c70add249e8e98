package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.packet.Packet;

/// All that a statement can see when it is asked: the packet as it is now, and what stands around it.
///
/// An interface that the packet does not have at this place (the way in of one that the host sends) is known and the
/// empty text, as in the kernel: `iifname != "lo"` holds in an output chain. Without such a fact, hook output has no
/// way in, and ingress, prerouting and input have no way out.
///
/// A packet whose fragment offset is not known is taken for one that begins with its transport header; who asks says
/// so.
///
/// At the hooks of a bridge `iif` and `oif` are its ports, [org.nftrace.packet.Fact#PORT_IN] and `PORT_OUT`, and the
/// packet's `IN` and `OUT` are the bridge.
///
/// @param connection absent before conntrack looked at the packet, and while tracking is off
/// @param route      where the last routing decision sends it; absent before one
/// @param layer      whose hook it is: IP, IP6, ARP, BRIDGE or NETDEV
/// @param knowledge  what the branches taken so far say of what was not given
/// @param sets       what rules on the way have put into sets, or taken out
public record View(
        Packet packet,
        Optional<Connection> connection,
        Optional<Route> route,
        Family layer,
        Hook hook,
        Surroundings surroundings,
        Knowledge knowledge,
        SetChanges sets) {

    /// A packet that was not routed.
    public View(
            Packet packet,
            Optional<Connection> connection,
            Family layer,
            Hook hook,
            Surroundings surroundings,
            Knowledge knowledge,
            SetChanges sets) {
        this(packet, connection, Optional.empty(), layer, hook, surroundings, knowledge, sets);
    }

    /// {@return the same with more, or other, knowledge}
    public View with(Knowledge known) {
        return new View(packet, connection, route, layer, hook, surroundings, known, sets);
    }

    /// {@return the same with another packet}
    public View with(Packet changed) {
        return new View(changed, connection, route, layer, hook, surroundings, knowledge, sets);
    }
}
