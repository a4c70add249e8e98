package org.nftrace.load;

import java.util.List;
import java.util.Random;

/// Damages texts as a careless paste does, and worse.
final class Mutations {
    private static final int MOST_AT_ONCE = 4;
    private static final int LONGEST_CUT = 60;
    private static final String MARKS = "{}()[]\"'#;:,!=*$@-\n\t /\\\u0000\u00e9";

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    /// {@return the text after one edit or a few}
    ///
    /// @param other where a line may come from
    String edit(String text, String other) {
        String edited = text;
        for (int i = 0, edits = 1 + random.nextInt(MOST_AT_ONCE); i < edits; i++) {
            edited = once(edited, other);
        }
        return edited;
    }

    private String once(String text, String other) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(LONGEST_CUT));
        return switch (random.nextInt(9)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 -> text.substring(0, from);
            case 2 -> swapped(text, from, to);
            case 3 ->
                text.substring(0, to) + text.substring(from, to).repeat(1 + random.nextInt(3)) + text.substring(to);
            case 4 -> text.substring(0, from) + mark() + text.substring(from);
            case 5 -> from == to ? text : text.substring(0, from) + mark() + text.substring(from + 1);
            case 6 -> joined(text, from);
            case 7 -> text.substring(0, from) + line(other) + text.substring(from);
            default -> text.substring(0, from) + random.nextInt() + text.substring(from);
        };
    }

    private static String swapped(String text, int from, int to) {
        int middle = (from + to) / 2;
        return text.substring(0, from) + text.substring(middle, to) + text.substring(from, middle) + text.substring(to);
    }

    private static String joined(String text, int from) {
        int newline = text.indexOf('\n', from);
        return newline < 0 ? text : text.substring(0, newline) + text.substring(newline + 1);
    }

    private String line(String other) {
        List<String> lines = other.lines().toList();
        return lines.isEmpty() ? "" : lines.get(random.nextInt(lines.size())) + "\n";
    }

    private char mark() {
        return MARKS.charAt(random.nextInt(MARKS.length()));
    }
}
