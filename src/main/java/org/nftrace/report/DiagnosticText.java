package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Span;

/// Prints diagnostics: the message with its place, the line, and a caret below what is meant.
///
///     dump.nft:4:2: error: unknown statement 'foo', a statement or a verdict was expected
///       4 |     foo accept
///         |     ^
///
/// Tabs reach to the next multiple of eight, wide characters take two columns, of a long line only the part around the
/// caret is shown.
public final class DiagnosticText {
    private static final int TAB = 8;
    private static final int LEAST_ROOM = 20;
    // Of a terminal, or of what is told that it were one.
    private static final int WIDEST = 1_000;

    private final int columns;
    private final boolean colour;

    public DiagnosticText(int columns, boolean colour) {
        this.columns = columns;
        this.colour = colour;
    }

    public void print(List<Diagnostic> diagnostics, PrintWriter out) {
        diagnostics.forEach(d -> print(d, out));
    }

    public void print(Diagnostic diagnostic, PrintWriter out) {
        Span span = diagnostic.span();
        Style style = switch (diagnostic.severity()) {
            case ERROR -> Style.BAD;
            case WARNING -> Style.OPEN;
            case NOTE -> Style.NUMBER;
        };
        out.println(new Line()
                .add(Style.HIT, span + ": ")
                .add(style, diagnostic.severity() + ": ")
                .add(Style.HIT, diagnostic.message())
                .render(colour));
        String number = Integer.toString(span.line());
        String gutter = "  " + number + " | ";
        var shown = Excerpt.of(span, Math.max(LEAST_ROOM, columns - gutter.length()));
        out.println(new Line()
                .add(Style.FAINT, gutter)
                .add(Style.PLAIN, shown.text())
                .render(colour));
        out.println(new Line()
                .add(Style.FAINT, " ".repeat(number.length() + 2) + " | ")
                .to(gutter.length() + shown.caret())
                .add(style, "^")
                .render(colour));
    }

    /// A line, or as much of it as there is room for, and the column of the caret in it.
    private record Excerpt(String text, int caret) {

        static Excerpt of(Span span, int room) {
            String text = span.source().text();
            int start = span.source().lineStart(span.line());
            int end = span.source().lineEnd(span.line());
            int at = Math.min(span.start(), end);
            // Of a line of many megabytes, the far ends are not even looked at.
            int near = 2 * Math.min(room, WIDEST);
            int from = Math.max(start, at - near);
            int to = Math.min(end, at + near);
            String before = safe(text.substring(from, at), 0);
            int caret = Width.of(before);
            String whole = before + safe(text.substring(at, to), caret);
            return cut(whole, caret, room, from > start);
        }

        private static Excerpt cut(String whole, int caret, int room, boolean cutBefore) {
            if (Width.of(whole) <= room && !cutBefore) {
                return new Excerpt(whole, caret);
            }
            int skip = cutBefore || caret > room * 2 / 3 ? Math.max(0, caret - room / 2) : 0;
            var text = new StringBuilder(skip > 0 ? "…" : "");
            int column = 0;
            int start = -1;
            for (int i = 0; i < whole.length(); i += Character.charCount(whole.codePointAt(i))) {
                int c = whole.codePointAt(i);
                if (column >= skip && column + Width.of(c) - skip <= room - 2) {
                    start = start < 0 ? column : start;
                    text.appendCodePoint(c);
                }
                column += Width.of(c);
            }
            int gone = Math.max(0, start) - (skip > 0 ? 1 : 0);
            return new Excerpt(column - skip > room - 2 ? text + "…" : text.toString(), caret - gone);
        }

        // Tabs become blanks up to the next stop; all else that is no text is spelled out.
        private static String safe(String text, int startColumn) {
            var out = new StringBuilder();
            int column = startColumn;
            for (int from = 0; from < text.length(); ) {
                int tab = text.indexOf('\t', from);
                int to = tab < 0 ? text.length() : Math.max(tab, from + 1);
                String shown = tab == from ? " ".repeat(TAB - column % TAB) : Escape.line(text.substring(from, to));
                out.append(shown);
                column += Width.of(shown);
                from = to;
            }
            return out.toString();
        }
    }
}
