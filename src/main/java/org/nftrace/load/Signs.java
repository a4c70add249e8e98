package org.nftrace.load;

import java.util.List;
import java.util.function.IntPredicate;

/// Which characters a text has, and which of them begin its lines, found by going over it once: what cannot be there
/// need not be looked for. All that are not of ASCII count as one.
final class Signs {
    private static final int OTHER = 128;

    private final String text;
    private final boolean[] all = new boolean[OTHER + 1];
    private final int[] leading = new int[OTHER + 1];

    Signs(String text) {
        this.text = text;
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int sign = Math.min(c, OTHER);
            all[sign] = true;
            if (begins) {
                leading[sign]++;
            }
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

    /// {@return whether more than one line may begin, behind blanks, with such a character}
    boolean beginsSomeWith(IntPredicate first) {
        int lines = leading[OTHER];
        for (int sign = 0; sign < OTHER; sign++) {
            lines += first.test(sign) ? leading[sign] : 0;
        }
        return lines > 1;
    }
}
