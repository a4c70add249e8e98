package org.nftrace.nft;

/// Masks that are prefixes: of 32 bits, 0xfffffff0 is 28.
final class Masks {
    private Masks() {}

    /// {@return how many leading bits of a field the mask covers, or -1 when it is no prefix}
    static int prefixLength(long mask, int width) {
        if (width <= 0 || width >= Long.SIZE || mask >>> width != 0) {
            return -1;
        }
        int zeros = mask == 0 ? width : Long.numberOfTrailingZeros(mask);
        return mask == of(width - zeros, width) ? width - zeros : -1;
    }

    /// {@return the mask that covers the `length` leading bits of a field}
    static long of(int length, int width) {
        long ones = width == Long.SIZE ? -1L : (1L << width) - 1;
        return length >= width ? ones : ones & ~(ones >>> length);
    }
}
