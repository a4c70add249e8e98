package org.nftrace.host;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.nftrace.text.Span;

/// The lines of a stretch of text that have something on them, found one by one: an input may have millions.
record Lines(Span part) implements Iterable<Span> {

    @Override
    public Iterator<Span> iterator() {
        return new Iterator<>() {
            private int at = skipBlanks(part.start());

            @Override
            public boolean hasNext() {
                return at < part.end();
            }

            @Override
            public Span next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int start = part.source().text().lastIndexOf('\n', at) + 1;
                int newline = part.source().text().indexOf('\n', at);
                int end = newline < 0 || newline > part.end() ? part.end() : newline;
                at = skipBlanks(end);
                return part.source().span(Math.max(start, part.start()), end);
            }
        };
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < part.end() && isBlank(part.source().text().charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || c == '\uFEFF';
    }
}
