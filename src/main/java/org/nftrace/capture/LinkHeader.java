package org.nftrace.capture;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// What stands before the IP header (https://www.tcpdump.org/linktypes.html).
final class LinkHeader {
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int VLAN = 0x8100;
    private static final int SERVICE_VLAN = 0x88a8;
    private static final int VLAN_ID = 0xfff;

    private LinkHeader() {}

    /// {@return the packet that the frame holds, unless it is none of IP}
    static Optional<Packet> packet(Frame frame) {
        ByteBuffer bytes = frame.bytes();
        Packet packet =
                frame.in().map(name -> Packet.UNKNOWN.with(Fact.IN, name)).orElse(Packet.UNKNOWN);
        return switch (frame.link()) {
            case 1 -> ethernet(packet, bytes);
            // NULL and LOOP: the family of a socket, whose number is another on each system
            case 0, 108 -> bytes.limit() < 4 ? Optional.empty() : ip(packet, bytes, 4);
            // RAW, by its own number and as BSD and OpenBSD have it; IPV4; IPV6
            case 12, 14, 101, 228, 229 -> ip(packet, bytes, 0);
            // LINUX_SLL and LINUX_SLL2, of `tcpdump -i any`
            case 113 -> bytes.limit() < 16 ? Optional.empty() : typed(packet, bytes, 14, 16);
            case 276 -> bytes.limit() < 20 ? Optional.empty() : typed(packet, bytes, 0, 20);
            default -> Optional.empty();
        };
    }

    private static Optional<Packet> ethernet(Packet packet, ByteBuffer bytes) {
        if (bytes.limit() < 14) {
            return Optional.empty();
        }
        Packet framed = packet.with(Fact.DESTINATION_MAC, mac(bytes, 0)).with(Fact.SOURCE_MAC, mac(bytes, 6));
        return typed(framed, bytes, 12, 14);
    }

    private static long mac(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at)) << 16 | bytes.getShort(at + 4) & 0xffff;
    }

    // One VLAN tag is a fact; of several, the outermost.
    private static Optional<Packet> typed(Packet packet, ByteBuffer bytes, int typeAt, int from) {
        int type = bytes.getShort(typeAt) & 0xffff;
        if (type == IPV4 || type == IPV6) {
            return ip(packet, bytes, from);
        }
        if ((type == VLAN || type == SERVICE_VLAN) && bytes.limit() >= from + 4) {
            Packet tagged = packet.knows(Fact.VLAN) ? packet : packet.with(Fact.VLAN, bytes.getShort(from) & VLAN_ID);
            return typed(tagged, bytes, from + 2, from + 4);
        }
        return Optional.empty();
    }

    private static Optional<Packet> ip(Packet packet, ByteBuffer bytes, int from) {
        if (bytes.limit() <= from) {
            return Optional.empty();
        }
        ByteBuffer rest = bytes.slice(from, bytes.limit() - from);
        return switch (rest.get(0) >>> 4 & 0xf) {
            case 4 -> InternetHeader.v4(packet.with(Fact.ETHER_TYPE, IPV4), rest);
            case 6 -> InternetHeader.v6(packet.with(Fact.ETHER_TYPE, IPV6), rest);
            default -> Optional.empty();
        };
    }
}
