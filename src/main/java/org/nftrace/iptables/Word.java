package org.nftrace.iptables;

import org.nftrace.text.Span;

/// A word of a command line without its quotes.
///
/// @param negated whether `!` stands right before it: `-i ! eth0`, as iptables before 1.4.3 prints it
record Word(String text, Span span, boolean negated) {

    /// {@return what iptables-restore(8) makes of a word with quotes in it}
    static String unquoted(String raw) {
        if (raw.indexOf('"') < 0) {
            return raw;
        }
        var out = new StringBuilder(raw.length());
        boolean open = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '"') {
                open = !open;
            } else if (open && c == '\\' && i + 1 < raw.length()) {
                out.append(raw.charAt(++i));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /// {@return `text` as `iptables-save` quotes it where anything but letters, digits, `-` and `_` is in it}
    static String quotedIfNeeded(String text) {
        return !text.isEmpty() && text.chars().allMatch(Word::isPlain) ? text : quoted(text);
    }

    static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c == '\'') {
                out.append('\\');
            }
            out.append(c);
        }
        return out.append('"').toString();
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }
}
