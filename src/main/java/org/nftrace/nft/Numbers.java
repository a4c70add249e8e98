package org.nftrace.nft;

import java.math.BigInteger;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/// Numbers as nft spells them: `22`, `0x16`.
record Numbers(Places places) {
    private static final int LONGEST = 80;
    private static final int DIGITS_OF_LONG = 15;

    static Optional<BigInteger> parse(String text) {
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        String digits = hex ? text.substring(2) : text;
        int radix = hex ? 16 : 10;
        if (digits.isEmpty() || digits.length() > LONGEST || !isNumber(digits, radix)) {
            return Optional.empty();
        }
        return Optional.of(
                digits.length() < DIGITS_OF_LONG
                        ? BigInteger.valueOf(Long.parseLong(digits, radix))
                        : new BigInteger(digits, radix));
    }

    private static boolean isNumber(String digits, int radix) {
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c >= 128 || Character.digit(c, radix) < 0) {
                return false;
            }
        }
        return true;
    }

    long number(Token token) {
        return parse(token.getText())
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(BigInteger::longValueExact)
                .orElseThrow(() -> new Unreadable(places.of(token), "'" + token.getText() + "' is no number"));
    }

    int small(Token token) {
        long number = number(token);
        if (number > Integer.MAX_VALUE) {
            throw new Unreadable(places.of(token), "'" + token.getText() + "' is too large");
        }
        return (int) number;
    }

    /// {@return the milliseconds of a duration}
    long duration(Token token) {
        return Durations.parse(token.getText())
                .orElseThrow(() -> new Unreadable(
                        places.of(token), "'" + token.getText() + "' is no duration, expected one such as 1h30m"));
    }

    /// {@return the milliseconds of a timeout, 0 for one that never ends}
    long durationOrNever(Token token) {
        return token.getText().equals("never") ? 0 : duration(token);
    }
}
