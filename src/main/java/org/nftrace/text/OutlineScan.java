package org.nftrace.text;

import java.util.Arrays;
import java.util.Optional;

/// Finds the gaps of a line. One is taken only where every lexer that reads the line sees the same words, whatever
/// number, address or string stands in it: `22`, but neither `eth22` nor `22h` nor `2001:db8::22`.
final class OutlineScan {
    private static final int LONGEST = 500;
    private static final int MOST_GAPS = 24;
    private static final int NUMBER = 1;
    private static final int ADDRESS = 2;
    private static final int STRING = 3;
    private static final int NOTHING = -1;

    private final String text;
    private final int start;
    private final int end;
    private final boolean colons;
    private final int[] gaps = new int[2 * MOST_GAPS];
    private int count;
    private long kinds;
    private int hash;

    OutlineScan(String text, int start, int end, boolean colons) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.colons = colons;
    }

    Optional<Outline> outline() {
        int at = end - start > LONGEST ? NOTHING : start;
        while (at >= 0 && at < end) {
            char c = text.charAt(at);
            at = c == '"' ? string(at) : isDigit(c) ? number(at) : isPartOfWord(at) ? word(at) : literal(at);
        }
        return at == NOTHING
                ? Optional.empty()
                : Optional.of(new Outline(text, start, end, Arrays.copyOf(gaps, 2 * count), kinds, hash));
    }

    private int string(int at) {
        int close = text.indexOf('"', at + 1);
        if (close < 0 || close >= end) {
            return NOTHING;
        }
        for (int i = at; i < close; i++) {
            if (text.charAt(i) == '\\' || text.charAt(i) == '\r') {
                return NOTHING;
            }
        }
        return gap(at, close + 1, STRING);
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
            if (text.charAt(i) == '.' && (!isDigit(text.charAt(i - 1)) || !isDigit(characterAt(i + 1)))) {
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
        boolean afterColon = at > start && text.charAt(at - 1) == ':' && !colons;
        return afterColon && !(count > 0 && gaps[2 * count - 1] == at - 1 && (kinds & 3) == ADDRESS);
    }

    // Words of both languages may hold dashes, dots, slashes and digits.
    private boolean isPartOfWord(int at) {
        char c = text.charAt(at);
        return isLetter(c) || c == '-' && !isDigit(characterAt(at + 1));
    }

    private int word(int at) {
        int to = at;
        for (char c = text.charAt(at); to < end && c != ' ' && c != '\t' && c != ',' && c != '"'; c = characterAt(to)) {
            if (literal(to++) == NOTHING) {
                return NOTHING;
            }
        }
        return to;
    }

    // What quotes and backslashes do is for the lexers to know.
    private int literal(int at) {
        char c = text.charAt(at);
        hash = 31 * hash + c;
        return c == '\\' || c == '\'' || c == '$' ? NOTHING : at + 1;
    }

    private int gap(int from, int to, int kind) {
        if (count == MOST_GAPS) {
            return NOTHING;
        }
        gaps[2 * count] = from;
        gaps[2 * count + 1] = to;
        count++;
        kinds = kinds << 2 | kind;
        hash = 31 * hash + kind;
        return to;
    }

    private char characterAt(int at) {
        return at < end ? text.charAt(at) : '\n';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
