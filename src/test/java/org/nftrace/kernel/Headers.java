package org.nftrace.kernel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// The headers of an IP packet as the kernel showed them, in a trace message or on a cable.
///
/// @param mark the identification (IPv4) or flow label (IPv6)
/// @param length the whole packet's, in bytes
/// @param offset of this fragment, in bytes
public record Headers(
        int version,
        String source,
        String destination,
        int protocol,
        int ttl,
        int tos,
        int mark,
        int length,
        int offset,
        boolean moreFragments,
        Layer4 layer4) {

    public sealed interface Layer4 {}

    /// The header of a fragment of IPv6, as a protocol.
    static final int FRAGMENT = 44;

    public record Ports(int sport, int dport) implements Layer4 {}

    public record Tcp(int sport, int dport, int flags, long seq, long ack, int window) implements Layer4 {}

    /// @param id of an echo
    /// @param about the mark of the packet that an error quotes
    public record Icmp(int type, int code, int id, Optional<Integer> about) implements Layer4 {}

    public record Opaque() implements Layer4 {}

    /// Reads a packet that is there in one piece.
    public static Optional<Headers> read(byte[] packet) {
        if (packet.length < 20) {
            return Optional.empty();
        }
        var header = packet[0] >> 4 == 4 ? (packet[0] & 15) * 4 : Math.min(40, packet.length);
        var fragment = packet[0] >> 4 == 6 && packet[6] == FRAGMENT ? 8 : 0;
        var end = Math.min(packet.length, header + fragment);
        return read(Arrays.copyOf(packet, end), Arrays.copyOfRange(packet, end, packet.length));
    }

    /// Reads a packet from the beginnings of its two headers; {@return empty if it is no IP}
    public static Optional<Headers> read(byte[] network, byte[] transport) {
        // Of a later fragment of IPv6, Linux 6.18 takes the first bytes for those of the transport header.
        if (network.length == 0 && transport.length >= 8 && transport[0] >> 4 == 6 && transport[6] == FRAGMENT) {
            return Optional.of(laterFragment(ByteBuffer.wrap(transport)));
        }
        return switch (network.length == 0 ? 0 : network[0] >> 4) {
            case 4 -> network.length < 20 ? Optional.empty() : Optional.of(v4(ByteBuffer.wrap(network), transport));
            case 6 -> network.length < 40 ? Optional.empty() : Optional.of(v6(ByteBuffer.wrap(network), transport));
            default -> Optional.empty();
        };
    }

    private static Headers laterFragment(ByteBuffer header) {
        var first = header.getInt(0);
        var length = 40 + (header.getShort(4) & 0xffff);
        var ttl = header.get(7) & 0xff;
        var offset = 8;
        return new Headers(
                6, "", "", FRAGMENT, ttl, first >> 20 & 0xff, first & 0xfffff, length, offset, false, new Opaque());
    }

    private static Headers v4(ByteBuffer header, byte[] transport) {
        var fragment = header.getShort(6) & 0xffff;
        var protocol = header.get(9) & 0xff;
        var offset = (fragment & 0x1fff) * 8;
        return new Headers(
                4,
                address(header, 12, 4),
                address(header, 16, 4),
                protocol,
                header.get(8) & 0xff,
                header.get(1) & 0xff,
                header.getShort(4) & 0xffff,
                header.getShort(2) & 0xffff,
                offset,
                (fragment & 0x2000) != 0,
                offset == 0 ? layer4(protocol, transport) : new Opaque());
    }

    private static Headers v6(ByteBuffer header, byte[] transport) {
        var first = header.getInt(0);
        var protocol = header.get(6) & 0xff;
        var fragment = 0;
        if (protocol == FRAGMENT && header.capacity() >= 48) {
            protocol = header.get(40) & 0xff;
            fragment = header.getShort(42) & 0xffff;
        }
        var offset = fragment & 0xfff8;
        return new Headers(
                6,
                address(header, 8, 16),
                address(header, 24, 16),
                protocol,
                header.get(7) & 0xff,
                first >> 20 & 0xff,
                first & 0xfffff,
                40 + (header.getShort(4) & 0xffff),
                offset,
                (fragment & 1) != 0,
                offset == 0 ? layer4(protocol, transport) : new Opaque());
    }

    private static Layer4 layer4(int protocol, byte[] bytes) {
        var header = ByteBuffer.wrap(bytes);
        return switch (protocol) {
            case 6 ->
                bytes.length < 16
                        ? new Opaque()
                        : new Tcp(
                                header.getShort(0) & 0xffff,
                                header.getShort(2) & 0xffff,
                                header.get(13) & 0xff,
                                header.getInt(4) & 0xffff_ffffL,
                                header.getInt(8) & 0xffff_ffffL,
                                header.getShort(14) & 0xffff);
            case 17, 132, 136 ->
                bytes.length < 4 ? new Opaque() : new Ports(header.getShort(0) & 0xffff, header.getShort(2) & 0xffff);
            case 1, 58 ->
                bytes.length < 8
                        ? new Opaque()
                        : new Icmp(
                                header.get(0) & 0xff, header.get(1) & 0xff, header.getShort(4) & 0xffff, about(header));
            default -> new Opaque();
        };
    }

    /// Of the packet that an ICMP error quotes, a trace shows no more than the first twelve bytes.
    private static Optional<Integer> about(ByteBuffer icmp) {
        return switch (icmp.capacity() < 14 ? 0 : icmp.get(8) >> 4) {
            case 4 -> Optional.of(icmp.getShort(12) & 0xffff);
            case 6 -> Optional.of(icmp.getInt(8) & 0xfffff);
            default -> Optional.empty();
        };
    }

    private static String address(ByteBuffer header, int at, int length) {
        return AddressText.of(Arrays.copyOfRange(header.array(), at, at + length));
    }
}
