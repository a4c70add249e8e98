package org.nftrace.nft;

import java.util.Optional;
import org.nftrace.ir.DataType;

/// How the values of one expression are spelled: its type, the digits of its plain numbers, and whether nothing is
/// known of it.
record Kind(DataType type, Digits digits, boolean loose) {
    enum Digits {
        DECIMAL,
        HEXADECIMAL,
        /// hexadecimal since nft 1.1, decimal before
        HEXADECIMAL_NOW
    }

    static final Kind HEX = new Kind(DataType.INTEGER, Digits.HEXADECIMAL, false);
    static final Kind OFFSET = new Kind(DataType.INTEGER, Digits.HEXADECIMAL_NOW, false);
    static final Kind UNKNOWN = new Kind(DataType.INTEGER, Digits.DECIMAL, true);
    static final Kind NUMBER = of(DataType.INTEGER);

    static Kind of(DataType type) {
        return new Kind(type, Digits.DECIMAL, false);
    }

    /// {@return the kind that a set declares as `type NAME`}
    static Optional<Kind> named(String label) {
        for (DataType type : DataType.values()) {
            if (type.label().equals(label)) {
                return Optional.of(of(type));
            }
        }
        return Optional.empty();
    }

    boolean isDecimal() {
        return digits == Digits.DECIMAL;
    }

    /// {@return the kind of constants that bits of this kind are combined with: they may be wider, `ip dscp |
    /// 0xff000000`}
    Kind unbounded() {
        return new Kind(type, Digits.HEXADECIMAL, loose);
    }
}
