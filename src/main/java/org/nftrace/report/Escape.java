package org.nftrace.report;

/// Makes text of a dump safe to show: what could steer a terminal or reorder a line is spelled out instead.
///
/// Spelled out are control characters (`\x1b`, C1 ones too), format characters (`\u202e` and the other bidirectional
/// controls, zero-width ones, tags), line and paragraph separators, and halves of surrogate pairs. A tab becomes a
/// space.
public final class Escape {
    private Escape() {}

    /// {@return the text as one line without any character that does something}
    public static String line(String text) {
        int at = firstUnsafe(text);
        if (at == text.length()) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16).append(text, 0, at);
        while (at < text.length()) {
            int c = text.codePointAt(at);
            append(out, c);
            at += Character.charCount(c);
        }
        return out.toString();
    }

    private static int firstUnsafe(String text) {
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (isUnsafe(c)) {
                return at;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    private static void append(StringBuilder out, int c) {
        if (!isUnsafe(c)) {
            out.appendCodePoint(c);
        } else if (c == '\t') {
            out.append(' ');
        } else if (c == '\n') {
            out.append("\\n");
        } else if (c == '\r') {
            out.append("\\r");
        } else if (c < 0x100) {
            out.append("\\x").append(hex(c, 2));
        } else if (c < 0x10000) {
            out.append("\\u").append(hex(c, 4));
        } else {
            out.append("\\U").append(hex(c, 8));
        }
    }

    private static String hex(int c, int digits) {
        String hex = Integer.toHexString(c);
        return "0".repeat(digits - hex.length()) + hex;
    }

    private static boolean isUnsafe(int c) {
        if (c >= 0x20 && c < 0x7f) {
            return false;
        }
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
