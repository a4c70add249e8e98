package org.nftrace.load;

import java.util.List;
import java.util.function.IntPredicate;

/// Which characters a text has, and which of them begin a line, found by going over it once: what cannot be there need
/// not be looked for. All that are not of ASCII count as one.
final class Signs {
    private static final int OTHER = 128;

    private final String text;
    private final boolean[] all = new boolean[OTHER + 1];
    private final boolean[] leading = new boolean[OTHER + 1];

    Signs(String text) {
        this.text = text;
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int sign = Math.min(c, OTHER);
            all[sign] = true;
            leading[sign] |= begins;
            begins = c == '\n' || begins && (c == ' ' || c == '\t');
        }
    }

    boolean has(char sign) {
        return all[Math.min(sign, OTHER)];
    }

    boolean hasOneOf(List<String> words) {
        for (String word : words) {
            if (has(word.charAt(0)) && text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /// {@return whether a line may begin, behind blanks, with such a character}
    boolean beginsOneWith(IntPredicate first) {
        for (int sign = 0; sign < OTHER; sign++) {
            if (leading[sign] && first.test(sign)) {
                return true;
            }
        }
        return leading[OTHER];
    }
}
