package org.nftrace.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// What stands behind the IP header of a [Packet]: its transport header with a right checksum, and data.
///
/// The data is the same each time: byte `n` has the value `n`, so that a later fragment that is mistaken for a header
/// has ports that can be foretold.
final class Payload {

    private static final int GRE = 47;
    private static final List<String> TCP_FLAGS = List.of("fin", "syn", "rst", "psh", "ack", "urg", "ecn", "cwr");

    private Payload() {}

    static byte[] of(Packet packet) {
        return switch (packet.body()) {
            case Packet.Tcp tcp -> tcp(packet, tcp);
            case Packet.Udp udp -> udp(packet, udp.sport(), udp.dport(), udp.data());
            case Packet.UdpLite lite -> udp(packet, lite.sport(), lite.dport(), lite.data());
            case Packet.Sctp sctp -> sctp(sctp);
            case Packet.Icmp icmp ->
                icmp(packet, icmp.type(), icmp.code(), icmp.id() << 16 | icmp.seq() & 0xffff, data(icmp.data()));
            case Packet.IcmpError error -> icmp(packet, error.type(), error.code(), 0, quoted(error.about()));
            case Packet.Other(int protocol, int length) when protocol == GRE -> gre(data(length));
            case Packet.Other other -> data(other.data());
        };
    }

    static int tcpFlags(String names) {
        int flags = 0;
        for (var name : names.split(",")) {
            if (!name.equals("none")) {
                flags |= 1 << TCP_FLAGS.indexOf(name);
            }
        }
        return flags;
    }

    static String tcpFlags(int flags) {
        var names = TCP_FLAGS.stream()
                .filter(name -> (flags & 1 << TCP_FLAGS.indexOf(name)) != 0)
                .toList();
        return names.isEmpty() ? "none" : String.join(",", names);
    }

    private static byte[] tcp(Packet packet, Packet.Tcp tcp) {
        var bytes = ByteBuffer.allocate(20 + tcp.data())
                .putShort((short) tcp.sport())
                .putShort((short) tcp.dport())
                .putInt((int) tcp.seq())
                .putInt((int) tcp.ack())
                .put((byte) 0x50)
                .put((byte) tcpFlags(tcp.flags()))
                .putShort((short) 64240)
                .putInt(0)
                .put(data(tcp.data()));
        return bytes.putShort(16, (short) Checksum.withPseudoHeader(packet, bytes.array()))
                .array();
    }

    private static byte[] udp(Packet packet, int sport, int dport, int data) {
        var bytes = ByteBuffer.allocate(8 + data)
                .putShort((short) sport)
                .putShort((short) dport)
                .putShort((short) (8 + data))
                .putShort((short) 0)
                .put(data(data));
        var sum = Checksum.withPseudoHeader(packet, bytes.array());
        return bytes.putShort(6, (short) (sum == 0 ? 0xffff : sum)).array();
    }

    private static byte[] sctp(Packet.Sctp sctp) {
        final int init = 1;
        final int initAck = 2;
        var least = sctp.chunk() == init || sctp.chunk() == initAck ? 16 : 0;
        var length = 4 + Math.max(sctp.data(), least);
        var bytes = ByteBuffer.allocate(12 + (length + 3) / 4 * 4)
                .putShort((short) sctp.sport())
                .putShort((short) sctp.dport())
                .putInt(0)
                .putInt(0)
                .put((byte) sctp.chunk())
                .put((byte) 0)
                .putShort((short) length);
        var crc = new CRC32C();
        crc.update(bytes.array());
        return bytes.order(ByteOrder.LITTLE_ENDIAN)
                .putInt(8, (int) crc.getValue())
                .array();
    }

    private static byte[] icmp(Packet packet, int type, int code, int rest, byte[] data) {
        var bytes = ByteBuffer.allocate(8 + data.length)
                .put((byte) type)
                .put((byte) code)
                .putShort((short) 0)
                .putInt(rest)
                .put(data);
        var sum = packet.isV6()
                ? Checksum.withPseudoHeader(packet, bytes.array())
                : Checksum.of(bytes.array(), 0, bytes.capacity());
        return bytes.putShort(2, (short) sum).array();
    }

    /// Without flags, and around IPv4 (RFC 2784).
    private static byte[] gre(byte[] data) {
        var header = new byte[] {0, 0, 8, 0};
        System.arraycopy(header, 0, data, 0, Math.min(data.length, header.length));
        return data;
    }

    /// As much as an error may hold: 576 bytes with its headers, 1280 in IPv6 (RFC 1812, RFC 4443).
    private static byte[] quoted(Packet about) {
        var whole = Wire.packets(about, 0).getFirst();
        var most = about.isV6() ? 1280 - 48 : 576 - 28;
        return whole.length <= most ? whole : Arrays.copyOf(whole, most);
    }

    private static byte[] data(int length) {
        var data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) i;
        }
        return data;
    }
}
