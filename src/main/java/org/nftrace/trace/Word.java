package org.nftrace.trace;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.nftrace.net.Address;

/// An unsigned number of up to 128 bits, right-aligned: what an nf_tables register holds.
///
/// A name is its bytes from the left, padded with zeros (IFNAMSIZ is 16), so that all names with one beginning are one
/// range.
record Word(long high, long low) implements Comparable<Word> {
    static final Word ZERO = new Word(0, 0);
    static final Word MAX = new Word(-1, -1);
    private static final int NAME_SIZE = 16;

    static Word of(long number) {
        return new Word(0, number);
    }

    static Word of(BigInteger number) {
        return new Word(number.shiftRight(64).longValue(), number.longValue());
    }

    static Word of(Address address) {
        return new Word(address.high(), address.low());
    }

    /// {@return the lowest word of those that stand for names with this beginning: the name itself}
    static Word of(String name) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < Math.min(name.length(), NAME_SIZE); i++) {
            char letter = name.charAt(i);
            if (letter >= 0x80) {
                return of(name.getBytes(StandardCharsets.UTF_8));
            }
            if (i < 8) {
                high |= (long) letter << (56 - 8 * i);
            } else {
                low |= (long) letter << (120 - 8 * i);
            }
        }
        return new Word(high, low);
    }

    private static Word of(byte[] bytes) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < NAME_SIZE; i++) {
            long octet = i < bytes.length ? bytes[i] & 0xff : 0;
            if (i < 8) {
                high = high << 8 | octet;
            } else {
                low = low << 8 | octet;
            }
        }
        return new Word(high, low);
    }

    /// {@return the number with the lowest `count` bits set}
    static Word ones(int count) {
        return count >= 128 ? MAX : count >= 64 ? new Word((1L << (count - 64)) - 1, -1) : of((1L << count) - 1);
    }

    Word and(Word other) {
        return new Word(high & other.high, low & other.low);
    }

    Word or(Word other) {
        return new Word(high | other.high, low | other.low);
    }

    Word xor(Word other) {
        return new Word(high ^ other.high, low ^ other.low);
    }

    Word shiftLeft(int count) {
        if (count == 0) {
            return this;
        }
        return count >= 128
                ? ZERO
                : count >= 64
                        ? new Word(low << (count - 64), 0)
                        : new Word(high << count | low >>> (64 - count), low << count);
    }

    Word shiftRight(int count) {
        if (count == 0) {
            return this;
        }
        return count >= 128
                ? ZERO
                : count >= 64
                        ? new Word(0, high >>> (count - 64))
                        : new Word(high >>> count, low >>> count | high << (64 - count));
    }

    boolean bit(int index) {
        return ((index < 64 ? low >>> index : high >>> (index - 64)) & 1) == 1;
    }

    /// {@return one more, not beyond [#MAX]}
    Word next() {
        return low == -1 ? high == -1 ? this : new Word(high + 1, 0) : new Word(high, low + 1);
    }

    /// {@return one less, not below [#ZERO]}
    Word previous() {
        return low == 0 ? high == 0 ? this : new Word(high - 1, -1) : new Word(high, low - 1);
    }

    boolean fitsLong() {
        return high == 0 && low >= 0;
    }

    BigInteger toBigInteger() {
        byte[] bytes = new byte[17];
        for (int i = 0; i < 8; i++) {
            bytes[8 - i] = (byte) (high >>> (8 * i));
            bytes[16 - i] = (byte) (low >>> (8 * i));
        }
        return new BigInteger(bytes);
    }

    /// {@return whether only the name whose bytes these are has them: it is of plain letters, and not cut off}
    boolean isWholeName() {
        return (low & 0xff) == 0 && this.equals(of(toName())) && ((high | low) & 0x8080808080808080L) == 0;
    }

    /// {@return the name whose bytes these are}
    String toName() {
        byte[] bytes = new byte[NAME_SIZE];
        int length = 0;
        for (int i = 0; i < NAME_SIZE; i++) {
            bytes[i] = (byte) ((i < 8 ? high : low) >>> (56 - i % 8 * 8));
            if (bytes[i] != 0) {
                length = i + 1;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(Word other) {
        return compareTo(other.high, other.low);
    }

    int compareTo(long otherHigh, long otherLow) {
        int upper = Long.compareUnsigned(high, otherHigh);
        return upper != 0 ? upper : Long.compareUnsigned(low, otherLow);
    }

    @Override
    public String toString() {
        return toBigInteger().toString();
    }
}
