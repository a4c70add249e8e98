package org.nftrace.net;

import java.util.Optional;

/// An IP address: `172.20.0.4` or `2001:db8::1`.
public sealed interface Address extends Comparable<Address> {

    /// `172.20.0.4`, as the 32 bits in network order.
    record V4(int bits) implements Address {
        @Override
        public int width() {
            return 32;
        }

        @Override
        public boolean bit(int index) {
            return (bits >>> (31 - index) & 1) == 1;
        }

        @Override
        public long high() {
            return 0;
        }

        @Override
        public long low() {
            return Integer.toUnsignedLong(bits);
        }

        @Override
        public String toString() {
            return AddressText.print(this);
        }
    }

    /// `2001:db8::1`, as its two 64-bit halves in network order.
    record V6(long high, long low) implements Address {
        @Override
        public int width() {
            return 128;
        }

        @Override
        public boolean bit(int index) {
            long half = index < 64 ? high : low;
            return (half >>> (63 - index % 64) & 1) == 1;
        }

        @Override
        public String toString() {
            return AddressText.print(this);
        }
    }

    /// {@return 32 or 128}
    int width();

    /// {@return the bit at `index`, 0 being the most significant}
    boolean bit(int index);

    /// {@return the upper 64 bits of the address as a 128-bit number; 0 for IPv4}
    long high();

    /// {@return the lower 64 bits of the address as a 128-bit number}
    long low();

    default boolean isV4() {
        return width() == 32;
    }

    /// {@return the address of the same family with these bits}
    default Address withBits(long newHigh, long newLow) {
        return isV4() ? new V4((int) newLow) : new V6(newHigh, newLow);
    }

    /// {@return the address one above; wraps at the end}
    default Address next() {
        long up = low() + 1;
        return withBits(isV4() || up != 0 ? high() : high() + 1, up);
    }

    /// {@return the address one below; wraps at the start}
    default Address previous() {
        return withBits(isV4() || low() != 0 ? high() : high() - 1, low() - 1);
    }

    /// {@return whether it is in `127.0.0.0/8`, or `::1`}
    default boolean isLoopback() {
        return isV4() ? low() >>> 24 == 127 : high() == 0 && low() == 1;
    }

    /// {@return whether it is in `224.0.0.0/4` or `ff00::/8`}
    default boolean isMulticast() {
        return isV4() ? low() >>> 28 == 14 : high() >>> 56 == 0xff;
    }

    /// {@return whether it is `0.0.0.0` or `::`}
    default boolean isUnspecified() {
        return high() == 0 && low() == 0;
    }

    /// {@return whether it is `255.255.255.255`}
    default boolean isLimitedBroadcast() {
        return isV4() && low() == 0xffff_ffffL;
    }

    /// {@return whether it is in `fe80::/10`; an IPv4 address never is}
    default boolean isLinkLocal() {
        return high() >>> 54 == 0xfe80 >>> 6;
    }

    /// {@return how far a group of IPv6 reaches: 1 the host, 2 a link, 5 a site, 14 everywhere (RFC 4291, section 2.7)}
    default int groupScope() {
        return (int) (high() >>> 48) & 0xf;
    }

    /// {@return whether it is one that no single host on a network can have: of the loopback, of a group, of all or of
    /// none}
    default boolean isSpecial() {
        return isLoopback() || isMulticast() || isUnspecified() || isLimitedBroadcast();
    }

    /// {@return how many leading bits it has in common with another of its family}
    default int commonBits(Address other) {
        long upper = high() ^ other.high();
        int bits = upper != 0 ? Long.numberOfLeadingZeros(upper) : 64 + Long.numberOfLeadingZeros(low() ^ other.low());
        return bits - (128 - width());
    }

    /// IPv4 sorts before IPv6, within a family by number.
    @Override
    default int compareTo(Address other) {
        if (width() != other.width()) {
            return Integer.compare(width(), other.width());
        }
        int upper = Long.compareUnsigned(high(), other.high());
        return upper != 0 ? upper : Long.compareUnsigned(low(), other.low());
    }

    /// {@return the address that `text` spells (RFC 4291, dotted quad), or empty when it spells none}
    static Optional<Address> parse(String text) {
        return AddressText.parse(text);
    }
}
