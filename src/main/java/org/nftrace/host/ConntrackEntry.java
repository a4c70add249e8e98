package org.nftrace.host;

import java.util.OptionalInt;
import org.nftrace.net.Address;

/// A line of `conntrack -L` or /proc/net/nf_conntrack: the tuples of both directions (conntrack(8)).
///
///     udp 17 29 src=10.0.0.5 dst=10.0.0.1 sport=40000 dport=53 src=172.20.0.4 dst=172.20.0.1 sport=53 dport=40000 mark=0 use=1
///
/// @param state     the TCP state, or empty
/// @param seenReply not marked `[UNREPLIED]`
public record ConntrackEntry(
        int protocol,
        Tuple original,
        Tuple reply,
        String state,
        boolean seenReply,
        boolean assured,
        long mark,
        int zone) {

    /// Source and destination of one direction; of ICMP, `id` in place of ports.
    public record Tuple(
            Address source,
            Address destination,
            OptionalInt sport,
            OptionalInt dport,
            OptionalInt icmpType,
            OptionalInt icmpCode,
            OptionalInt icmpId) {}
}
