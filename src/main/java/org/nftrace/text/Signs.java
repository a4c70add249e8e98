package org.nftrace.text;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/// Which characters a text has, which of them begin its lines, and which lines have a mark, found by going over it
/// once: what cannot be there need not be looked for. All characters that are not of ASCII count as one.
public final class Signs {
    private static final int OTHER = 128;
    private static final int MARK = 1;
    private static final int LINE_END = 2;
    private static final byte[] KINDS = kinds();

    private final String text;
    private final boolean[] all = new boolean[OTHER + 1];
    private final int[] leading = new int[OTHER + 1];
    private int[] marked = new int[16];
    private int markedLines;

    Signs(String text) {
        this.text = text;
        int at = 0;
        while (at < text.length()) {
            at = line(at);
        }
        marked = Arrays.copyOf(marked, markedLines);
    }

    // What opens or closes a block, ends a prompt or begins a comment.
    private static byte[] kinds() {
        var kinds = new byte[OTHER + 1];
        "#$%>{}".chars().forEach(c -> kinds[c] = MARK);
        kinds['\n'] = LINE_END;
        return kinds;
    }

    // Where the next line begins.
    private int line(int start) {
        int at = start;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            all[text.charAt(at++)] = true;
        }
        if (at < text.length()) {
            leading[sign(text.charAt(at))]++;
        }
        int kind = 0;
        int found = 0;
        while (at < text.length() && kind != LINE_END) {
            int sign = sign(text.charAt(at++));
            all[sign] = true;
            kind = KINDS[sign];
            found |= kind;
        }
        if ((found & MARK) != 0) {
            mark(start);
        }
        return at;
    }

    private void mark(int line) {
        if (markedLines == marked.length) {
            marked = Arrays.copyOf(marked, markedLines * 2);
        }
        marked[markedLines++] = line;
    }

    private static int sign(char c) {
        return c < OTHER ? c : OTHER;
    }

    public boolean has(char sign) {
        return all[sign(sign)];
    }

    public boolean hasOneOf(List<String> words) {
        Map<Character, List<String>> alike = words.stream().collect(Collectors.groupingBy(word -> word.charAt(0)));
        return alike.entrySet().stream()
                .anyMatch(some -> has(some.getKey()) && hasOneOf(some.getKey(), some.getValue()));
    }

    private boolean hasOneOf(char first, List<String> words) {
        for (int at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
            for (String word : words) {
                if (text.startsWith(word, at)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// {@return whether more than one line may begin, behind blanks, with such a character}
    public boolean beginsSomeWith(IntPredicate first) {
        int lines = leading[OTHER];
        for (int sign = 0; sign < OTHER; sign++) {
            lines += first.test(sign) ? leading[sign] : 0;
        }
        return lines > 1;
    }

    /// {@return whether there is a brace, or one of `#$%>`, in the line that begins at a place}
    public boolean isMarked(int line) {
        return Arrays.binarySearch(marked, line) >= 0;
    }
}
