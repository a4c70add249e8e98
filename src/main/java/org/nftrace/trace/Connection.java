package org.nftrace.trace;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;

/// What conntrack knows of the packet's connection: `ct state`, `ct direction`, `ct status` and the tuples.
///
/// @param states   what `ct state` may be; more than one when it was not told and is not decided
/// @param status   bits that are set: `SNAT`, `DNAT`, `SEEN_REPLY`, `ASSURED`, `CONFIRMED` …
/// @param original the first packet as it came, and `reply` what the answer will look like; absent for invalid and untracked packets
public record Connection(
        Set<ConnectionState> states,
        boolean isReply,
        Set<Status> status,
        Optional<Packet> original,
        Optional<Packet> reply,
        OptionalLong mark) {

    /// The bits of `ct status` (include/uapi/linux/netfilter/nf_conntrack_common.h).
    public enum Status {
        EXPECTED,
        SEEN_REPLY,
        ASSURED,
        CONFIRMED,
        SNAT,
        DNAT,
        DYING
    }

    public Connection {
        states = Set.copyOf(states);
        status = Set.copyOf(status);
    }
}
