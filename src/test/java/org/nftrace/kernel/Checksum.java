package org.nftrace.kernel;

import java.nio.ByteBuffer;

/// The Internet checksum of RFC 1071. Connection tracking looks at it: a wrong one makes a packet `invalid`.
final class Checksum {

    private Checksum() {}

    static int of(byte[] data, int from, int to) {
        return ~folded(sum(data, from, to)) & 0xffff;
    }

    /// The checksum over the payload and the pseudo header of RFC 793 and RFC 8200.
    static int withPseudoHeader(Packet packet, byte[] payload) {
        var addresses = ByteBuffer.allocate(packet.isV6() ? 32 : 8)
                .put(packet.source().getAddress())
                .put(packet.destination().getAddress())
                .array();
        var all = sum(addresses, 0, addresses.length)
                + packet.protocol()
                + payload.length
                + sum(payload, 0, payload.length);
        return ~folded(all) & 0xffff;
    }

    private static long sum(byte[] data, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i += 2) {
            sum += (data[i] & 0xff) << 8 | (i + 1 < to ? data[i + 1] & 0xff : 0);
        }
        return sum;
    }

    private static int folded(long sum) {
        var rest = sum;
        while (rest >> 16 != 0) {
            rest = (rest & 0xffff) + (rest >> 16);
        }
        return (int) rest;
    }
}
