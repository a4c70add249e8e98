package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;

/// Where an article is written: so wide, in colour or not, behind a bar for each fork it is inside of.
final class Page {
    private static final int LEAST_WIDTH = 40;
    private static final String BAR = "│ ";

    private final PrintWriter out;
    private final int columns;
    private final boolean colour;
    private final String bars;

    Page(PrintWriter out, int columns, boolean colour) {
        this(out, columns, colour, "");
    }

    private Page(PrintWriter out, int columns, boolean colour, String bars) {
        this.out = out;
        this.columns = columns;
        this.colour = colour;
        this.bars = bars;
    }

    /// {@return the same page for what belongs to a branch}
    Page branch() {
        return new Page(out, columns, colour, bars + BAR);
    }

    /// {@return the columns that there are}
    int width() {
        return Math.max(LEAST_WIDTH, columns - Width.of(bars));
    }

    void blank() {
        line(new Line());
    }

    void line(Line line) {
        String text = line.render(colour);
        String start = text.isEmpty() ? bars.stripTrailing() : bars;
        out.println((colour ? Style.FAINT.paint(start) : start) + text);
    }

    void heading(String text) {
        line(new Line().add(Style.HEADING, text));
    }

    /// Writes prose behind a number or a blank, broken into lines that hang below the first word.
    void prose(String start, Style style, String text) {
        int indent = Width.of(start);
        List<String> lines = Wrap.lines(text, width() - indent);
        for (int i = 0; i < lines.size(); i++) {
            line(new Line().add(Style.NUMBER, i == 0 ? start : "").to(indent).add(style, lines.get(i)));
        }
    }
}
