package org.nftrace.nft;

import java.util.Optional;
import org.nftrace.ir.DataType;

/// How the values of one expression are spelled: its type, whether its plain numbers are hexadecimal, and whether
/// nothing is known of it.
record Kind(DataType type, boolean hex, boolean loose) {
    static final Kind HEX = new Kind(DataType.INTEGER, true, false);
    static final Kind UNKNOWN = new Kind(DataType.INTEGER, false, true);
    static final Kind NUMBER = of(DataType.INTEGER);

    static Kind of(DataType type) {
        return new Kind(type, false, false);
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

    /// {@return the kind of constants that bits of this kind are combined with: they may be wider, `ip dscp |
    /// 0xff000000`}
    Kind unbounded() {
        return new Kind(type, true, loose);
    }
}
