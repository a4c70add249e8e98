package org.nftrace.cli.shell;

import java.util.stream.Collectors;

/// Text as groff and mandoc read it, see groff_man_style(7), "Portability", and mandoc_char(7).
final class Roff {
    private Roff() {}

    static String bold(String text) {
        return "\\fB" + text(text) + "\\fR";
    }

    static String italic(String text) {
        return "\\fI" + text(text) + "\\fR";
    }

    /// {@return text that shows as it is, wherever in a line it stands}
    static String text(String text) {
        return text.codePoints().mapToObj(Roff::character).collect(Collectors.joining());
    }

    // Plain quotes and dashes would become typographic ones, which no shell understands; a line that begins with '.'
    // would be a request.
    private static String character(int character) {
        return switch (character) {
            case '\\' -> "\\(rs";
            case '-' -> "\\-";
            case '\'' -> "\\(aq";
            case '"' -> "\\(dq";
            case '`' -> "\\(ga";
            case '^' -> "\\(ha";
            case '~' -> "\\(ti";
            case '.' -> "\\&.";
            case '…' -> "\\&.\\&.\\&.";
            default -> character < 127 ? Character.toString(character) : "\\[u%04X]".formatted(character);
        };
    }
}
