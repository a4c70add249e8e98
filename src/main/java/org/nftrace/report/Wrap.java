package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;

/// Breaks text into lines: between words, and in Japanese between any two characters except before closing punctuation.
final class Wrap {
    private static final String NOT_AT_START = "、。，．・：；？！）」』】〉》ー…,.:;)]}";
    private static final String NOT_AT_END = "（「『【〈《([{";

    private Wrap() {}

    /// {@return the lines, none wider than `width` columns unless a single character is}
    static List<String> lines(String text, int width) {
        return lines(text, width, width);
    }

    /// {@return the lines; the first may be `first` columns wide, the others `rest`}
    static List<String> lines(String text, int first, int rest) {
        var lines = new ArrayList<String>();
        String left = Escape.line(text).strip();
        while (Width.of(left) > room(lines, first, rest)) {
            int cut = cut(left, room(lines, first, rest));
            lines.add(left.substring(0, cut).stripTrailing());
            left = left.substring(cut).stripLeading();
        }
        lines.add(left);
        return lines;
    }

    private static int room(List<String> lines, int first, int rest) {
        return lines.isEmpty() ? first : rest;
    }

    // The last good place at which at most `room` columns are before; in the middle of a word where there is none.
    private static int cut(String text, int room) {
        int columns = 0;
        int good = 0;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int next = at + Character.charCount(c);
            if (at > 0 && breaks(text.codePointBefore(at), c)) {
                good = at;
            }
            columns += Width.of(c);
            if (columns > room && c != ' ') {
                return good > 0 ? good : Math.max(at, Character.charCount(text.codePointAt(0)));
            }
            at = next;
        }
        return text.length();
    }

    // Words written in katakana are read as one.
    private static boolean isKatakana(int c) {
        return c >= 0x30a1 && c <= 0x30ff;
    }

    private static boolean breaks(int before, int after) {
        if (before == ' ') {
            return true;
        }
        return after != ' '
                && !(isKatakana(before) && isKatakana(after))
                && (Width.isWide(before) || Width.isWide(after))
                && NOT_AT_START.indexOf(after) < 0
                && NOT_AT_END.indexOf(before) < 0;
    }
}
