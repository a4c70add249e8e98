package org.nftrace.capture;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// The header of IPv4 (RFC 791) or IPv6 (RFC 8200), and what follows it.
final class InternetHeader {
    private static final int V4_BYTES = 20;
    private static final int V6_BYTES = 40;
    private static final int OFFSET = 0x1fff;
    private static final int MORE = 0x2000;
    private static final int FLOW_LABEL = 0xf_ffff;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int MOST_EXTENSIONS = 16;

    private InternetHeader() {}

    static Optional<Packet> v4(Packet packet, ByteBuffer bytes) {
        int header = bytes.limit() < V4_BYTES ? 0 : (bytes.get(0) & 0xf) * 4;
        if (header < V4_BYTES) {
            return Optional.empty();
        }
        int fragment = bytes.getShort(6) & 0xffff;
        int protocol = bytes.get(9) & 0xff;
        int length = bytes.getShort(2) & 0xffff;
        Packet known = withLength(packet, length, 0)
                .with(Fact.TOS, bytes.get(1) & 0xff)
                .with(Fact.IP_ID, bytes.getShort(4) & 0xffff)
                .with(Fact.FRAGMENT_OFFSET, fragment & OFFSET)
                .with(Fact.MORE_FRAGMENTS, (fragment & MORE) == 0 ? 0 : 1)
                .with(Fact.TTL, bytes.get(8) & 0xff)
                .with(Fact.PROTOCOL, protocol)
                .with(Fact.SOURCE, new Address.V4(bytes.getInt(12)))
                .with(Fact.DESTINATION, new Address.V4(bytes.getInt(16)));
        return Optional.of(
                (fragment & OFFSET) == 0
                        ? TransportHeader.read(known, protocol, between(bytes, header, length))
                        : known);
    }

    static Optional<Packet> v6(Packet packet, ByteBuffer bytes) {
        if (bytes.limit() < V6_BYTES) {
            return Optional.empty();
        }
        int first = bytes.getInt(0);
        int payload = bytes.getShort(4) & 0xffff;
        Packet known = withLength(packet, payload, V6_BYTES)
                .with(Fact.TOS, first >>> 20 & 0xff)
                .with(Fact.FLOW_LABEL, first & FLOW_LABEL)
                .with(Fact.TTL, bytes.get(7) & 0xff)
                .with(Fact.SOURCE, v6(bytes, 8))
                .with(Fact.DESTINATION, v6(bytes, 24))
                .with(Fact.FRAGMENT_OFFSET, 0)
                .with(Fact.MORE_FRAGMENTS, 0);
        return Optional.of(extensions(
                known, bytes.get(6) & 0xff, between(bytes, V6_BYTES, payload == 0 ? 0 : payload + V6_BYTES)));
    }

    // A packet that was captured before the device cut it into segments says 0 of its length.
    private static Packet withLength(Packet packet, int said, int header) {
        return said == 0 ? packet : packet.with(Fact.LENGTH, said + header);
    }

    private static Address v6(ByteBuffer bytes, int at) {
        return new Address.V6(bytes.getLong(at), bytes.getLong(at + 8));
    }

    // What lies behind more extension headers than anybody sends, or behind the end of what was captured, is unknown.
    private static Packet extensions(Packet packet, int next, ByteBuffer bytes) {
        Packet known = packet;
        int header = next;
        ByteBuffer from = bytes;
        for (int i = 0; i < MOST_EXTENSIONS; i++) {
            if (!isExtension(header)) {
                return TransportHeader.read(known.with(Fact.PROTOCOL, header), header, from);
            }
            if (from.limit() < 8) {
                return known;
            }
            if (header == FRAGMENT) {
                int fragment = from.getShort(2) & 0xffff;
                known = known.with(Fact.FRAGMENT_OFFSET, fragment >>> 3).with(Fact.MORE_FRAGMENTS, fragment & 1);
                if (fragment >>> 3 != 0) {
                    int protocol = from.get(0) & 0xff;
                    return isExtension(protocol) ? known : known.with(Fact.PROTOCOL, protocol);
                }
            }
            int length = length(header, from);
            header = from.get(0) & 0xff;
            from = between(from, length, 0);
        }
        return known;
    }

    private static boolean isExtension(int header) {
        return switch (header) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS -> true;
            default -> false;
        };
    }

    private static int length(int header, ByteBuffer from) {
        int words = from.get(1) & 0xff;
        return switch (header) {
            case FRAGMENT -> 8;
            case AUTHENTICATION -> (words + 2) * 4;
            default -> (words + 1) * 8;
        };
    }

    // A short frame is filled up behind the packet's end.
    private static ByteBuffer between(ByteBuffer bytes, int from, int to) {
        int end = to == 0 ? bytes.limit() : Math.min(to, bytes.limit());
        int start = Math.min(from, end);
        return bytes.slice(start, end - start);
    }
}
