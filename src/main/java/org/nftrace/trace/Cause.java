package org.nftrace.trace;

/// Why a packet was changed.
public sealed interface Cause {

    /// A rule's statement.
    record ByRule(Place place) implements Cause {}

    /// Conntrack translates a packet of a connection that was mapped before; no nat chain is asked.
    ///
    /// @param reverse the packet is a reply: the mapping is undone
    record ByConnection(boolean reverse) implements Cause {}

    /// A fragment was held until the others of its packet were there, for conntrack or for the host.
    record Reassembly() implements Cause {}

    /// Forwarding takes one from the TTL.
    record Forwarding() implements Cause {}
}
