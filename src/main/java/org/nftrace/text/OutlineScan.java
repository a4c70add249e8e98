package org.nftrace.text;

import java.util.Arrays;
import java.util.Optional;

/// Finds the outlines of lines of one text. A gap is taken only where every lexer that reads the line sees the same
/// words, whatever number, address or string stands in it: `22`, but neither `eth22` nor `22h` nor `2001:db8::22`.
public final class OutlineScan {
    private static final int LONGEST = 500;
    private static final int MOST_GAPS = 24;
    private static final int NUMBER = 1;
    private static final int ADDRESS = 2;
    private static final int STRING = 3;
    private static final int NOTHING = -1;

    private static final int ASCII = 128;
    private static final byte ENDS_WORD = 1;
    private static final byte STRANGE = 2;
    private static final byte[] SIGNS = signs();

    private final String text;
    private final boolean colons;
    private final char[] line = new char[LONGEST];
    private final int[] gaps = new int[2 * MOST_GAPS];
    private int start;
    private int length;
    private int count;
    private long kinds;
    private int hash;

    /// @param colons whether a colon may stand beside a number, as in `1024:65535`; else it makes one word of both, as
    ///               in `2001:db8::22`
    public OutlineScan(String text, boolean colons) {
        this.text = text;
        this.colons = colons;
    }

    // What quotes and backslashes do is for the lexers to know.
    private static byte[] signs() {
        var signs = new byte[ASCII];
        " \t,\"".chars().forEach(c -> signs[c] = ENDS_WORD);
        "\\'$".chars().forEach(c -> signs[c] = STRANGE);
        return signs;
    }

    /// {@return the outline of the characters from `from` to before `to`; none of a long line, and of one where
    /// backslashes and the like make it hard to tell}
    public Optional<Outline> of(int from, int to) {
        if (to - from > LONGEST) {
            return Optional.empty();
        }
        start = from;
        length = to - from;
        count = 0;
        kinds = 0;
        hash = 0;
        text.getChars(from, to, line, 0);
        int at = 0;
        while (at >= 0 && at < length) {
            char c = line[at];
            at = c == '"' ? string(at) : isDigit(c) ? number(at) : isPartOfWord(at) ? word(at) : literal(at);
        }
        return at == NOTHING
                ? Optional.empty()
                : Optional.of(new Outline(text, from, to, Arrays.copyOf(gaps, 2 * count), kinds, hash));
    }

    private int string(int at) {
        for (int i = at + 1; i < length; i++) {
            switch (line[i]) {
                case '"' -> {
                    return gap(at, i + 1, STRING);
                }
                case '\\', '\r' -> {
                    return NOTHING;
                }
                default -> {}
            }
        }
        return NOTHING;
    }

    private int number(int at) {
        int to = at;
        int dots = 0;
        for (char c = '0'; isDigit(c) || c == '.'; c = characterAt(++to)) {
            dots += c == '.' ? 1 : 0;
        }
        boolean address = dots == 3 && isAddress(at, to);
        boolean alone = (dots == 0 || address) && !goesOn(to, address) && !goesOnBackwards(at);
        return alone ? gap(at, to, address ? ADDRESS : NUMBER) : word(at);
    }

    // Digits on either side of each dot.
    private boolean isAddress(int at, int to) {
        for (int i = at; i < to; i++) {
            if (line[i] == '.' && (!isDigit(line[i - 1]) || !isDigit(characterAt(i + 1)))) {
                return false;
            }
        }
        return true;
    }

    private boolean goesOn(int to, boolean address) {
        char next = characterAt(to);
        if (next == ':') {
            return !colons && !(address && isDigit(characterAt(to + 1)));
        }
        return isLetter(next) || next == '"';
    }

    // `172.20.0.4:80` is an address and a port.
    private boolean goesOnBackwards(int at) {
        boolean afterColon = at > 0 && line[at - 1] == ':' && !colons;
        return afterColon && !(count > 0 && gaps[2 * count - 1] == start + at - 1 && (kinds & 3) == ADDRESS);
    }

    // Words of both languages may hold dashes, dots, slashes and digits.
    private boolean isPartOfWord(int at) {
        char c = line[at];
        return isLetter(c) || c == '-' && !isDigit(characterAt(at + 1));
    }

    private int word(int at) {
        int sum = hash;
        int to = at;
        while (to < length) {
            char c = line[to];
            byte sign = c < ASCII ? SIGNS[c] : 0;
            if (sign == STRANGE) {
                return NOTHING;
            }
            if (sign == ENDS_WORD) {
                break;
            }
            sum = 31 * sum + c;
            to++;
        }
        hash = sum;
        return to;
    }

    private int literal(int at) {
        char c = line[at];
        hash = 31 * hash + c;
        return c < ASCII && SIGNS[c] == STRANGE ? NOTHING : at + 1;
    }

    private int gap(int from, int to, int kind) {
        if (count == MOST_GAPS) {
            return NOTHING;
        }
        gaps[2 * count] = start + from;
        gaps[2 * count + 1] = start + to;
        count++;
        kinds = kinds << 2 | kind;
        hash = 31 * hash + kind;
        return to;
    }

    private char characterAt(int at) {
        return at < length ? line[at] : '\n';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
