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
        int at = 0;
        while (at < text.length()) {
            at = line(at);
        }
    }

    // Where the next line begins.
    private int line(int start) {
        int at = start;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            all[text.charAt(at++)] = true;
        }
        if (at < text.length()) {
            leading[Math.min(text.charAt(at), OTHER)]++;
        }
        while (at < text.length()) {
            char c = text.charAt(at++);
            all[Math.min(c, OTHER)] = true;
            if (c == '\n') {
                break;
            }
        }
        return at;
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
