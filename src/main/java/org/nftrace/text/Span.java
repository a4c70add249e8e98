package org.nftrace.text;

/// A stretch of a source, from the offset `start` to before `end`.
///
/// Only the two offsets are kept: a dump of a million rules has millions of spans, and lines are
/// asked for only where something is shown.
public record Span(Source source, int start, int end) {
    private static final int LONG = 2_000;

    public Span {
        if (start < 0 || end < start || end > source.text().length()) {
            throw new IllegalArgumentException("no such span: " + start + ".." + end + " of " + source.name());
        }
    }

    /// {@return the 1-based line of the first character}
    public int line() {
        return source.line(start);
    }

    /// {@return the 1-based column of the first character}
    public int column() {
        return source.column(start);
    }

    /// {@return the text itself, exactly as the input has it}
    public String text() {
        return source.text().substring(start, end);
    }

    /// {@return the text of the line on which it begins; of one of many thousand characters, those near it}
    public String lineText() {
        int line = line();
        int from = Math.max(source.lineStart(line), start - LONG);
        int to = Math.min(source.lineEnd(line), start + LONG);
        return source.text().substring(from, Math.max(from, to));
    }

    /// {@return the span from the start of this one to the end of `last`}
    public Span to(Span last) {
        return new Span(source, start, Math.max(end, last.end));
    }

    @Override
    public String toString() {
        return source.name() + ":" + line() + ":" + column();
    }
}
