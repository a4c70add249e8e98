package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Symbols;

/// Numbers in the words in which people read them: `syn+ack`, `02:42:ac:14:00:04`, `established`, `local`.
final class Numbers {
    private Numbers() {}

    /// {@return the number as a rule spells it that compares a value of this type}
    static String of(long number, DataType type) {
        return switch (type.form()) {
            case DECIMAL, TEXT, TIME -> Long.toUnsignedString(number);
            case HEX -> hex(number);
            case ADDRESS -> type == DataType.ETHER_ADDR ? mac(number) : Long.toUnsignedString(number);
            case NAMED -> Symbols.name(type, number).orElseGet(() -> Long.toUnsignedString(number));
            case BITS -> bits(number, type, ",");
        };
    }

    /// {@return `syn+ack`, as a packet description has it}
    static String tcpFlags(long bits) {
        return bits == 0 ? "none" : bits(bits, DataType.TCP_FLAG, "+");
    }

    static String mac(long number) {
        var bytes = new ArrayList<String>();
        for (int shift = 40; shift >= 0; shift -= 8) {
            String hex = Long.toHexString(number >>> shift & 255);
            bytes.add(hex.length() == 1 ? "0" + hex : hex);
        }
        return String.join(":", bytes);
    }

    static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    private static String bits(long number, DataType type, String separator) {
        List<String> set = new ArrayList<>();
        for (long left = number; left != 0; left &= left - 1) {
            long bit = Long.lowestOneBit(left);
            set.add(Symbols.name(type, bit).orElseGet(() -> hex(bit)));
        }
        return set.isEmpty() ? "0" : String.join(separator, set);
    }
}
