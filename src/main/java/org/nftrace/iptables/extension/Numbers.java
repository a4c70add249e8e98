package org.nftrace.iptables.extension;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// Numbers as iptables reads them (strtoul(3) with base 0: decimal, `0x` hex, leading `0` octal), and ranges of them.
final class Numbers {
    static final long BYTE = 0xff;
    static final long SHORT = 0xffff;
    static final long WORD = 0xffff_ffffL;

    private static final int LONGEST = 20;

    private Numbers() {}

    static OptionalLong parse(String text, long most) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return OptionalLong.empty();
        }
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        int radix = hex ? 16 : text.length() > 1 && text.charAt(0) == '0' ? 8 : 10;
        String digits = hex ? text.substring(2) : text;
        if (!isNumber(digits, radix)) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseUnsignedLong(digits, radix);
            return Long.compareUnsigned(number, most) <= 0 ? OptionalLong.of(number) : OptionalLong.empty();
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    // A sign is none to strtoul's callers, but would be one to Java.
    private static boolean isNumber(String digits, int radix) {
        for (int i = 0; i < digits.length(); i++) {
            if (Character.digit(digits.charAt(i), radix) < 0) {
                return false;
            }
        }
        return !digits.isEmpty();
    }

    /// {@return whether it is of decimal digits only, so many at most}
    static boolean isDecimal(String text, int longest) {
        boolean digits = !text.isEmpty() && text.length() <= longest;
        for (int i = 0; i < text.length() && digits; i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits;
    }

    static Optional<Long> boxed(String text, long most) {
        var number = parse(text, most);
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    /// `0x0a`: at least `digits` of them.
    static String hex(long number, int digits) {
        return "0x" + String.format(Locale.ROOT, "%0" + digits + "x", number);
    }

    /// A decimal number.
    static Shape number(long most) {
        return number(0, most);
    }

    static Shape number(long least, long most) {
        return Shape.oneOf(
                "a number from " + least + " to " + Long.toUnsignedString(most),
                text -> boxed(text, most).filter(n -> n >= least || n < 0).map(Long::toUnsignedString));
    }

    /// A number printed in hex, with at least that many digits.
    static Shape hexNumber(long most, int digits) {
        return Shape.oneOf(
                "a number from 0 to " + hex(most), text -> boxed(text, most).map(n -> hex(n, digits)));
    }

    /// `100:200`, `:200`, `100:`, `100`.
    static Shape range(long most) {
        return Shape.oneOf(
                "a number up to " + Long.toUnsignedString(most) + " or a range like 1:5",
                text -> range(text, most, UnaryOperator.identity()));
    }

    /// {@return `text` with both ends filled in, or as one number where they are the same}
    static Optional<String> range(String text, long most, UnaryOperator<String> name) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return boxed(name.apply(text), most).map(Long::toUnsignedString);
        }
        String low = text.substring(0, colon);
        String high = text.substring(colon + 1);
        var first = low.isEmpty() ? Optional.of(0L) : boxed(name.apply(low), most);
        var last = high.isEmpty() ? Optional.of(most) : boxed(name.apply(high), most);
        if (first.isEmpty() || last.isEmpty() || Long.compareUnsigned(first.get(), last.get()) > 0) {
            return Optional.empty();
        }
        String from = Long.toUnsignedString(first.get());
        String to = Long.toUnsignedString(last.get());
        return Optional.of(from.equals(to) ? from : from + ":" + to);
    }

    /// {@return the number that a canonical word spells}
    static long of(String canonical) {
        return parse(canonical, -1L).orElse(0);
    }
}
