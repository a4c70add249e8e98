package org.nftrace.net;

import java.util.Optional;

/// A network: `172.20.0.0/24`. Host bits are kept as written (`ip addr` prints `172.20.0.1/24`); [#network()] clears
/// them.
public record Prefix(Address address, int length) {
    public Prefix {
        if (length < 0 || length > address.width()) {
            throw new IllegalArgumentException("no such prefix length: " + address + "/" + length);
        }
    }

    public boolean contains(Address other) {
        return other.width() == address.width()
                && ((address.high() ^ other.high()) & highMask()) == 0
                && ((address.low() ^ other.low()) & lowMask()) == 0;
    }

    public boolean contains(Prefix other) {
        return other.length >= length && contains(other.address);
    }

    public Prefix network() {
        return new Prefix(first(), length);
    }

    /// {@return the lowest address of the network}
    public Address first() {
        return address.withBits(address.high() & highMask(), address.low() & lowMask());
    }

    /// {@return the highest address of the network: of an IPv4 subnet, its broadcast address}
    public Address last() {
        return address.withBits(address.high() | ~highMask(), address.low() | ~lowMask());
    }

    private long highMask() {
        return mask(fixedBits());
    }

    private long lowMask() {
        return mask(fixedBits() - 64);
    }

    // Both families are seen as 128-bit numbers, an IPv4 address in the lowest 32.
    private int fixedBits() {
        return 128 - address.width() + length;
    }

    // The mask of a 64-bit half of which `ones` leading bits are set; out of range means none or all.
    private static long mask(int ones) {
        return ones <= 0 ? 0 : ones >= 64 ? -1L : -1L << (64 - ones);
    }

    /// {@return the prefix that `text` spells, a bare address being a prefix of full length, or empty}
    public static Optional<Prefix> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Address.parse(text).map(a -> new Prefix(a, a.width()));
        }
        String digits = text.substring(slash + 1);
        if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int length = Integer.parseInt(digits);
        return Address.parse(text.substring(0, slash))
                .filter(a -> length <= a.width())
                .map(a -> new Prefix(a, length));
    }

    @Override
    public String toString() {
        return length == address.width() ? address.toString() : address + "/" + length;
    }
}
