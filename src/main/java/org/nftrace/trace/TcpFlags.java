package org.nftrace.trace;

import java.util.Set;

/// What TCP flags mean to conntrack (net/netfilter/nf_conntrack_proto_tcp.c).
final class TcpFlags {
    static final long FIN = 0x01;
    static final long SYN = 0x02;
    static final long RST = 0x04;
    static final long ACK = 0x10;
    static final long URG = 0x20;
    // PSH, ECE and CWR make no difference.
    private static final long COUNTED = FIN | SYN | RST | ACK | URG;
    // tcp_valid_flags
    private static final Set<Long> VALID =
            Set.of(SYN, SYN | URG, SYN | ACK, RST, RST | ACK, FIN | ACK, FIN | ACK | URG, ACK, ACK | URG);

    private TcpFlags() {}

    static boolean areValid(long flags) {
        return VALID.contains(flags & COUNTED);
    }

    /// {@return whether a packet that belongs to no known connection begins one}
    ///
    /// @param loose nf_conntrack_tcp_loose: connections are picked up in their middle
    static boolean begin(long flags, boolean loose) {
        if (!areValid(flags)) {
            return false;
        }
        boolean syn = (flags & (SYN | ACK | RST)) == SYN;
        boolean ack = (flags & (SYN | FIN | RST | ACK)) == ACK;
        return syn || loose && ack;
    }
}
