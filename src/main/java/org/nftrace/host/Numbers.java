package org.nftrace.host;

import java.util.OptionalLong;

/// Numbers as `ip` and `conntrack` print them: decimal, or hex behind `0x`.
final class Numbers {
    private static final int OCTETS = 6;

    private Numbers() {}

    static OptionalLong parse(String text) {
        boolean hex = text.startsWith("0x");
        String digits = hex ? text.substring(2) : text;
        int radix = hex ? 16 : 10;
        boolean sound = !digits.isEmpty()
                && digits.length() <= 15
                && digits.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
        return sound ? OptionalLong.of(Long.parseLong(digits, radix)) : OptionalLong.empty();
    }

    /// {@return the 48 bits of `02:42:ac:14:00:04`, or empty when `text` is no such address}
    static OptionalLong parseMac(String text) {
        String[] octets = text.split(":", -1);
        if (octets.length != OCTETS) {
            return OptionalLong.empty();
        }
        long bits = 0;
        for (String octet : octets) {
            OptionalLong value = octet.length() == 2 ? parse("0x" + octet) : OptionalLong.empty();
            if (value.isEmpty()) {
                return OptionalLong.empty();
            }
            bits = bits << 8 | value.getAsLong();
        }
        return OptionalLong.of(bits);
    }
}
