package org.nftrace.text;

import java.util.Arrays;
import java.util.Optional;

/// One input as it was given: a name for messages (`dump.nft`, `<stdin>`) and its whole text, or some of its lines.
public final class Source {
    private final String name;
    private final String text;
    private final int firstLine;
    private int[] lineStarts = {};
    private Optional<Signs> signs = Optional.empty();

    public Source(String name, String text) {
        this(name, text, 1);
    }

    /// @param firstLine the 1-based line of the input at which the text begins
    public Source(String name, String text, int firstLine) {
        this.name = name;
        this.text = text;
        this.firstLine = firstLine;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public Span span(int start, int end) {
        return new Span(this, start, end);
    }

    /// {@return the whole input as one span}
    public Span whole() {
        return span(0, text.length());
    }

    /// {@return the 1-based line on which the character at `offset` stands}
    public int line(int offset) {
        return index(offset) + firstLine;
    }

    private int index(int offset) {
        int found = Arrays.binarySearch(starts(), offset);
        return found >= 0 ? found : -found - 2;
    }

    /// {@return the 1-based column of the character at `offset`}
    public int column(int offset) {
        return offset - starts()[index(offset)] + 1;
    }

    /// {@return the offset at which a 1-based line begins}
    public int lineStart(int line) {
        return starts()[line - firstLine];
    }

    /// {@return the number of the first line that is here}
    public int firstLine() {
        return firstLine;
    }

    /// {@return how many lines are here}
    public int lineCount() {
        return starts().length;
    }

    /// {@return a line's text without its line end}
    public String lineText(int line) {
        return text.substring(lineStart(line), lineEnd(line));
    }

    /// {@return the offset at which a 1-based line's text ends}
    public int lineEnd(int line) {
        int start = lineStart(line);
        int next = line - firstLine + 1;
        int end = next < starts().length ? starts()[next] : text.length();
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }

    /// {@return what characters are in the text}
    public Signs signs() {
        if (signs.isEmpty()) {
            signs = Optional.of(new Signs(text));
        }
        return signs.get();
    }

    // Most inputs never have a message, so the table is made when first asked for.
    private int[] starts() {
        if (lineStarts.length == 0) {
            int[] starts = new int[16];
            int count = 1;
            for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = at + 1;
            }
            lineStarts = Arrays.copyOf(starts, count);
        }
        return lineStarts;
    }

    @Override
    public String toString() {
        return name;
    }
}
