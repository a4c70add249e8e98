package org.nftrace.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/// A stretch of a text, read in place: tokens carry offsets of the whole text, in UTF-16 units, as spans do.
///
/// ANTLR's own streams copy the text and count code points.
public final class Stretch implements CharStream {
    private final String text;
    private final int start;
    private final int end;
    private int at;

    /// The characters from `start` to before `end`.
    public Stretch(String text, int start, int end) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.at = start;
    }

    @Override
    public void consume() {
        if (at >= end) {
            throw new IllegalStateException("cannot consume the end");
        }
        at++;
    }

    // ANTLR's LA(1) is the next character, LA(-1) the one before; LA(0) is not defined.
    @Override
    public int LA(int distance) {
        int index = distance > 0 ? at + distance - 1 : at + distance;
        return index < start || index >= end ? IntStream.EOF : text.charAt(index);
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = Math.min(Math.max(index, start), end);
    }

    @Override
    public int size() {
        return end;
    }

    @Override
    public String getText(Interval interval) {
        int from = Math.max(interval.a, start);
        int to = Math.min(interval.b + 1, end);
        return from < to ? text.substring(from, to) : "";
    }

    @Override
    public String getSourceName() {
        return UNKNOWN_SOURCE_NAME;
    }
}
