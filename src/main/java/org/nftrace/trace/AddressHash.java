package org.nftrace.trace;

import org.nftrace.net.Address;

/// Which address of a range the kernel chooses: by a hash of source and destination that has no secret
/// (net/netfilter/nf_nat_core.c, find_best_ips_proto; include/linux/jhash.h, jhash2).
final class AddressHash {
    private static final int JHASH_INITVAL = 0xdeadbeef;

    private AddressHash() {}

    /// {@return the address of `first` to `last` for a packet with these addresses}
    ///
    /// @param persistent the destination makes no difference
    static Address choose(Address first, Address last, Address source, Address destination, boolean persistent) {
        if (first.equals(last)) {
            return first;
        }
        int[] from = words(source);
        int[] to = words(destination);
        int top = first.isV4() ? 0 : 3;
        int hash = jhash2(from, persistent ? 0 : to[top]);
        int[] low = words(first);
        int[] high = words(last);
        int[] chosen = new int[4];
        boolean full = false;
        for (int i = 0; i <= top; i++) {
            int least = full ? 0 : Integer.reverseBytes(low[i]);
            int distance = full ? -1 : Integer.reverseBytes(high[i]) - least + 1;
            chosen[i] = Integer.reverseBytes(least + scale(hash, distance));
            full |= chosen[i] != high[i];
            if (!persistent) {
                hash ^= to[i];
            }
        }
        return address(first, chosen);
    }

    // An address as a little-endian machine sees it, in words of the kernel's union nf_inet_addr.
    private static int[] words(Address address) {
        if (address.isV4()) {
            return new int[] {Integer.reverseBytes((int) address.low()), 0, 0, 0};
        }
        return new int[] {
            Integer.reverseBytes((int) (address.high() >>> 32)),
            Integer.reverseBytes((int) address.high()),
            Integer.reverseBytes((int) (address.low() >>> 32)),
            Integer.reverseBytes((int) address.low())
        };
    }

    private static Address address(Address like, int[] words) {
        if (like.isV4()) {
            return like.withBits(0, Integer.toUnsignedLong(Integer.reverseBytes(words[0])));
        }
        return like.withBits(join(words[0], words[1]), join(words[2], words[3]));
    }

    private static long join(int upper, int lower) {
        return Integer.toUnsignedLong(Integer.reverseBytes(upper)) << 32
                | Integer.toUnsignedLong(Integer.reverseBytes(lower));
    }

    // reciprocal_scale: the hash spread over 0 … range - 1
    private static int scale(int hash, int range) {
        return (int) (Integer.toUnsignedLong(hash) * Integer.toUnsignedLong(range) >>> 32);
    }

    private static int jhash2(int[] k, int initval) {
        int a = JHASH_INITVAL + (k.length << 2) + initval;
        int b = a;
        int c = a;
        // Of four words three are mixed in, one is the rest.
        a += k[0];
        b += k[1];
        c += k[2];
        a -= c;
        a ^= Integer.rotateLeft(c, 4);
        c += b;
        b -= a;
        b ^= Integer.rotateLeft(a, 6);
        a += c;
        c -= b;
        c ^= Integer.rotateLeft(b, 8);
        b += a;
        a -= c;
        a ^= Integer.rotateLeft(c, 16);
        c += b;
        b -= a;
        b ^= Integer.rotateLeft(a, 19);
        a += c;
        c -= b;
        c ^= Integer.rotateLeft(b, 4);
        b += a;
        a += k[3];
        c ^= b;
        c -= Integer.rotateLeft(b, 14);
        a ^= c;
        a -= Integer.rotateLeft(c, 11);
        b ^= a;
        b -= Integer.rotateLeft(a, 25);
        c ^= b;
        c -= Integer.rotateLeft(b, 16);
        a ^= c;
        a -= Integer.rotateLeft(c, 4);
        b ^= a;
        b -= Integer.rotateLeft(a, 14);
        c ^= b;
        c -= Integer.rotateLeft(b, 24);
        return c;
    }
}
