package org.nftrace.kernel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A [Packet] as the bytes that go over a cable: one IP packet, or its fragments.
///
/// The mark by which a packet is found again is its identification in IPv4 and its flow label in IPv6: neither is
/// changed by NAT, bridges or routing, and what the kernel makes itself has other ones.
final class Wire {

    private static final int DONT_FRAGMENT = 0x4000;
    private static final int MORE_FRAGMENTS = 0x2000;

    private Wire() {}

    static List<byte[]> packets(Packet packet, int mark) {
        var payload = Payload.of(packet);
        if (packet.cut().isEmpty()) {
            return List.of(whole(packet, payload, mark));
        }
        var cut = packet.cut().get();
        if (payload.length <= cut.bytes()) {
            return cut.only() <= 1 ? List.of(whole(packet, payload, mark)) : List.of();
        }
        var pieces = new ArrayList<byte[]>();
        for (int at = 0, piece = 1; at < payload.length; at += cut.bytes(), piece++) {
            if (cut.only() == 0 || cut.only() == piece) {
                pieces.add(piece(packet, payload, at, Math.min(cut.bytes(), payload.length - at), mark));
            }
        }
        return pieces;
    }

    static byte[] frame(String destination, String source, byte[] packet) {
        var type = (packet[0] & 0xf0) == 0x60 ? 0x86dd : 0x0800;
        return ByteBuffer.allocate(14 + packet.length)
                .put(mac(destination))
                .put(mac(source))
                .putShort((short) type)
                .put(packet)
                .array();
    }

    static byte[] mac(String text) {
        var bytes = new byte[6];
        var parts = text.split(":");
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i], 16);
        }
        return bytes;
    }

    private static byte[] whole(Packet packet, byte[] payload, int mark) {
        return packet.isV6()
                ? v6(packet, packet.protocol(), payload, mark)
                : v4(packet, payload, mark, packet.body() instanceof Packet.Tcp ? DONT_FRAGMENT : 0);
    }

    private static byte[] piece(Packet packet, byte[] payload, int at, int length, int mark) {
        var last = at + length == payload.length;
        var bytes = java.util.Arrays.copyOfRange(payload, at, at + length);
        if (!packet.isV6()) {
            return v4(packet, bytes, mark, at / 8 | (last ? 0 : MORE_FRAGMENTS));
        }
        var withHeader = ByteBuffer.allocate(8 + length)
                .put((byte) packet.protocol())
                .put((byte) 0)
                .putShort((short) (at | (last ? 0 : 1)))
                .putInt(mark)
                .put(bytes);
        return v6(packet, Headers.FRAGMENT, withHeader.array(), mark);
    }

    private static byte[] v4(Packet packet, byte[] payload, int mark, int fragment) {
        var bytes = ByteBuffer.allocate(20 + payload.length)
                .put((byte) 0x45)
                .put((byte) packet.tos())
                .putShort((short) (20 + payload.length))
                .putShort((short) mark)
                .putShort((short) fragment)
                .put((byte) packet.ttl())
                .put((byte) packet.protocol())
                .putShort((short) 0)
                .put(packet.source().getAddress())
                .put(packet.destination().getAddress());
        bytes.putShort(10, (short) Checksum.of(bytes.array(), 0, 20));
        return bytes.put(payload).array();
    }

    private static byte[] v6(Packet packet, int next, byte[] payload, int mark) {
        return ByteBuffer.allocate(40 + payload.length)
                .putInt(6 << 28 | packet.tos() << 20 | mark)
                .putShort((short) payload.length)
                .put((byte) next)
                .put((byte) packet.ttl())
                .put(packet.source().getAddress())
                .put(packet.destination().getAddress())
                .put(payload)
                .array();
    }
}
