package org.nftrace.trace;

import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// What of a TCP packet concerns its connection.
///
/// @param reply     it comes from the end that was called
/// @param isNumbered the numbers below are known; else they are 0
/// @param end       the number behind its last byte, SYN and FIN counted
record Segment(long flags, boolean reply, boolean isNumbered, int sequence, int acknowledged, int window, int end) {
    private static final int IP_HEADER = 20;
    private static final int IP6_HEADER = 40;
    private static final int TCP_HEADER = 20;
    private static final long IPV6 = 0x86dd;

    /// {@return the segment of a packet, which has TCP flags}
    static Segment of(Packet packet, boolean reply) {
        long flags = packet.number(Fact.TCP_FLAGS);
        boolean acknowledges = (flags & TcpFlags.ACK) != 0;
        boolean isNumbered = packet.knows(Fact.TCP_SEQUENCE)
                && packet.knows(Fact.TCP_WINDOW)
                && packet.knows(Fact.LENGTH)
                && (packet.knows(Fact.TCP_ACKNOWLEDGED) || !acknowledges);
        if (!isNumbered) {
            return new Segment(flags, reply, false, 0, 0, 0, 0);
        }
        boolean v6 = packet.knows(Fact.ETHER_TYPE) && packet.number(Fact.ETHER_TYPE) == IPV6;
        int data = (int) packet.number(Fact.LENGTH) - (v6 ? IP6_HEADER : IP_HEADER) - TCP_HEADER;
        int counted = ((flags & TcpFlags.SYN) != 0 ? 1 : 0) + ((flags & TcpFlags.FIN) != 0 ? 1 : 0);
        int sequence = (int) packet.number(Fact.TCP_SEQUENCE);
        return new Segment(
                flags,
                reply,
                true,
                sequence,
                packet.knows(Fact.TCP_ACKNOWLEDGED) ? (int) packet.number(Fact.TCP_ACKNOWLEDGED) : 0,
                (int) packet.number(Fact.TCP_WINDOW),
                sequence + Math.max(0, data) + counted);
    }

    boolean isSyn() {
        return (flags & TcpFlags.SYN) != 0;
    }

    boolean isAck() {
        return (flags & TcpFlags.ACK) != 0;
    }

    boolean isReset() {
        return (flags & TcpFlags.RST) != 0;
    }
}
