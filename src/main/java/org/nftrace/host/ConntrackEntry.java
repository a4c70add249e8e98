package org.nftrace.host;

import java.util.OptionalInt;
import org.nftrace.net.Address;

/// A line of `conntrack -L` or /proc/net/nf_conntrack: the tuples of both directions.
///
/// @param state the TCP state, or empty
public record ConntrackEntry(
        int protocol, Tuple original, Tuple reply, String state, boolean assured, long mark, int zone) {

    /// Source and destination of one direction; ports, or the ICMP id in `sport`.
    public record Tuple(
            Address source,
            Address destination,
            OptionalInt sport,
            OptionalInt dport,
            OptionalInt icmpType,
            OptionalInt icmpCode) {}
}
