package org.nftrace.trace;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;

/// What conntrack knows of the packet's connection: `ct state`, `ct direction`, `ct status` and the tuples.
///
/// A packet to which none is attached, as before priority -200, has no `Connection`: `ct state` is then `invalid`, the
/// rest cannot be asked.
///
/// @param states   what `ct state` may be; more than one when it was not told and is not decided
/// @param status   bits that are set: `SNAT`, `DNAT`, `SEEN_REPLY`, `ASSURED`, `CONFIRMED` …
/// @param original the first packet as it came, and `reply` what the answer will look like; absent for invalid and
/// untracked packets
public record Connection(
        Set<ConnectionState> states,
        boolean isReply,
        Set<Status> status,
        Optional<Packet> original,
        Optional<Packet> reply,
        OptionalLong mark) {

    /// The bits of `ct status` (include/uapi/linux/netfilter/nf_conntrack_common.h).
    ///
    /// The two `…_DONE` have no name in rules, but `ct status != dnat` compares the whole word and sees them.
    public enum Status {
        EXPECTED(0),
        SEEN_REPLY(1),
        ASSURED(2),
        CONFIRMED(3),
        SNAT(4),
        DNAT(5),
        /// the source side of nat is settled, mapped or not
        SNAT_DONE(7),
        /// the destination side of nat is settled, mapped or not
        DNAT_DONE(8),
        DYING(9);

        private final int bit;

        Status(int bit) {
            this.bit = bit;
        }

        /// {@return its value in the word: `dnat` is 0x20}
        public long mask() {
            return 1L << bit;
        }
    }

    public Connection {
        states = Set.copyOf(states);
        status = Set.copyOf(status);
    }
}
