package org.nftrace.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// The attributes of a netlink message by their numbers (`nlattr`: length, type, value, padded to four bytes).
///
/// Lengths and types are in the machine's byte order; netfilter keeps the values in the network's.
record Attributes(Map<Integer, ByteBuffer> values) {

    private static final int TYPE_MASK = 0x3fff;

    static Attributes read(ByteBuffer message) {
        var values = new HashMap<Integer, ByteBuffer>();
        var rest = message.slice().order(ByteOrder.nativeOrder());
        while (rest.remaining() >= 4) {
            var length = rest.getShort(rest.position()) & 0xffff;
            var type = rest.getShort(rest.position() + 2) & TYPE_MASK;
            values.put(type, rest.slice(rest.position() + 4, length - 4).order(ByteOrder.BIG_ENDIAN));
            rest.position(Math.min(rest.limit(), rest.position() + (length + 3 & ~3)));
        }
        return new Attributes(values);
    }

    boolean has(int type) {
        return values.containsKey(type);
    }

    String string(int type) {
        var bytes = bytes(type);
        var end = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
        return new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8);
    }

    int number(int type) {
        return values.get(type).getInt(0);
    }

    OptionalInt maybe(int type) {
        return has(type) ? OptionalInt.of(number(type)) : OptionalInt.empty();
    }

    long longNumber(int type) {
        return values.get(type).getLong(0);
    }

    int octet(int type) {
        return values.get(type).get(0) & 0xff;
    }

    Attributes nested(int type) {
        return read(values.get(type));
    }

    byte[] bytes(int type) {
        if (!has(type)) {
            return new byte[0];
        }
        var value = values.get(type);
        var bytes = new byte[value.capacity()];
        value.get(0, bytes);
        return bytes;
    }
}
