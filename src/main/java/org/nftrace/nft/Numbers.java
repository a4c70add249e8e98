package org.nftrace.nft;

import java.math.BigInteger;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/// Numbers as nft spells them: `22`, `0x16`.
record Numbers(Places places) {
    private static final int LONGEST = 80;

    static Optional<BigInteger> parse(String text) {
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        String digits = hex ? text.substring(2) : text;
        int radix = hex ? 16 : 10;
        boolean fits = !digits.isEmpty()
                && digits.length() <= LONGEST
                && digits.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
        return fits ? Optional.of(new BigInteger(digits, radix)) : Optional.empty();
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
