package org.nftrace.capture;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// What stands behind the IP header, as far as it was captured.
final class TransportHeader {
    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int DCCP = 33;
    private static final int ICMPV6 = 58;
    private static final int SCTP = 132;
    private static final int UDPLITE = 136;

    // Echo, timestamp, information and address mask: the types that have an identifier (RFC 792, RFC 950, RFC 4443).
    private static final List<Integer> WITH_ID = List.of(0, 8, 13, 14, 15, 16, 17, 18);
    private static final List<Integer> WITH_ID_6 = List.of(128, 129);
    // Errors carry the packet that they are about, from byte 8 on.
    private static final List<Integer> ERRORS = List.of(3, 4, 5, 11, 12);
    private static final List<Integer> ERRORS_6 = List.of(1, 2, 3, 4);
    private static final int ABOUT_AT = 8;

    private TransportHeader() {}

    static Packet read(Packet packet, int protocol, ByteBuffer bytes) {
        return switch (protocol) {
            case TCP -> tcp(ports(packet, bytes), bytes);
            case SCTP -> sctp(ports(packet, bytes), bytes);
            case UDP, UDPLITE, DCCP -> ports(packet, bytes);
            case ICMP -> icmp(packet, bytes, WITH_ID, ERRORS);
            case ICMPV6 -> icmp(packet, bytes, WITH_ID_6, ERRORS_6);
            default -> packet;
        };
    }

    private static Packet ports(Packet packet, ByteBuffer bytes) {
        return bytes.limit() < 4
                ? packet
                : packet.with(Fact.SPORT, bytes.getShort(0) & 0xffff).with(Fact.DPORT, bytes.getShort(2) & 0xffff);
    }

    private static Packet tcp(Packet packet, ByteBuffer bytes) {
        return bytes.limit() < 16
                ? packet
                : packet.with(Fact.TCP_SEQUENCE, Integer.toUnsignedLong(bytes.getInt(4)))
                        .with(Fact.TCP_ACKNOWLEDGED, Integer.toUnsignedLong(bytes.getInt(8)))
                        .with(Fact.TCP_FLAGS, bytes.get(13) & 0xff)
                        .with(Fact.TCP_WINDOW, bytes.getShort(14) & 0xffff);
    }

    private static Packet sctp(Packet packet, ByteBuffer bytes) {
        return bytes.limit() < 13 ? packet : packet.with(Fact.SCTP_CHUNK, bytes.get(12) & 0xff);
    }

    private static Packet icmp(Packet packet, ByteBuffer bytes, List<Integer> withId, List<Integer> errors) {
        if (bytes.limit() < 2) {
            return packet;
        }
        int type = bytes.get(0) & 0xff;
        Packet known = packet.with(Fact.ICMP_TYPE, type).with(Fact.ICMP_CODE, bytes.get(1) & 0xff);
        if (withId.contains(type) && bytes.limit() >= 6) {
            return known.with(Fact.ICMP_ID, bytes.getShort(4) & 0xffff);
        }
        // What the packet inside would be about, in turn, nobody asks; it has no link layer.
        return errors.contains(type) && bytes.limit() > ABOUT_AT && packet.knows(Fact.ETHER_TYPE)
                ? about(known, bytes.slice(ABOUT_AT, bytes.limit() - ABOUT_AT))
                : known;
    }

    private static Packet about(Packet packet, ByteBuffer bytes) {
        Optional<Packet> inner = (bytes.get(0) >>> 4 & 0xf) == 4
                ? InternetHeader.v4(Packet.UNKNOWN, bytes)
                : InternetHeader.v6(Packet.UNKNOWN, bytes);
        return inner.map(about -> about(packet, about)).orElse(packet);
    }

    private static Packet about(Packet packet, Packet about) {
        Packet known = packet.with(Fact.ABOUT_SOURCE, about.address(Fact.SOURCE))
                .with(Fact.ABOUT_DESTINATION, about.address(Fact.DESTINATION));
        known = copy(known, Fact.ABOUT_PROTOCOL, about, Fact.PROTOCOL);
        known = copy(known, Fact.ABOUT_SPORT, about, Fact.SPORT);
        known = copy(known, Fact.ABOUT_DPORT, about, Fact.DPORT);
        known = copy(known, Fact.ABOUT_TYPE, about, Fact.ICMP_TYPE);
        known = copy(known, Fact.ABOUT_CODE, about, Fact.ICMP_CODE);
        return copy(known, Fact.ABOUT_ID, about, Fact.ICMP_ID);
    }

    private static Packet copy(Packet packet, Fact to, Packet from, Fact fact) {
        return from.knows(fact) ? packet.with(to, from.number(fact)) : packet;
    }
}
