package org.nftrace.packet;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The flags of a TCP segment: `syn`, `syn+ack`, `SA`, tcpdump's `[S.]`, `none`, or a number.
final class TcpFlags {
    static final String FORMS =
            "names joined by '+' as in 'syn+ack', letters as in 'SA', 'none' or a number up to 0xff";

    private static final Map<String, Integer> NAMES = Map.of(
            "fin", 1, "syn", 2, "rst", 4, "psh", 8, "ack", 16, "urg", 32, "ecn", 64, "ece", 64, "cwr", 128, "none", 0);
    // In the order of the bits; tcpdump(8) writes '.' for ack and 'W' for cwr.
    private static final List<String> LETTERS = List.of("F", "S", "R", "P", "A.", "U", "E", "WC");

    private TcpFlags() {}

    /// {@return the flags that `text` names, or empty when it names none}
    static OptionalLong parse(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") && text.length() > 2
                ? text.substring(1, text.length() - 1)
                : text;
        var named = named(bare);
        return named.isPresent() ? named : lettered(bare);
    }

    private static OptionalLong named(String text) {
        int bits = 0;
        for (String name : text.split("[+,|]", -1)) {
            Integer bit = NAMES.get(name);
            if (bit == null) {
                return OptionalLong.empty();
            }
            bits |= bit;
        }
        return OptionalLong.of(bits);
    }

    private static OptionalLong lettered(String text) {
        int bits = 0;
        for (char letter : text.toCharArray()) {
            int bit = bitOf(letter);
            if (bit < 0) {
                return OptionalLong.empty();
            }
            bits |= 1 << bit;
        }
        return OptionalLong.of(bits);
    }

    private static int bitOf(char letter) {
        for (int bit = 0; bit < LETTERS.size(); bit++) {
            if (LETTERS.get(bit).indexOf(letter) >= 0) {
                return bit;
            }
        }
        return -1;
    }
}
