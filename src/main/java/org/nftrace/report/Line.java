package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;

/// One line of output in the making: pieces of text, each in its style. What is added is escaped here.
final class Line {
    private final List<Piece> pieces = new ArrayList<>();
    private int width;

    private record Piece(Style style, String text) {}

    static Line of(String text) {
        return new Line().add(Style.PLAIN, text);
    }

    Line add(Style style, String text) {
        String safe = Escape.line(text);
        pieces.add(new Piece(style, safe));
        width += Width.of(safe);
        return this;
    }

    /// Fills up with blanks to a column; where the line is there already, nothing is added.
    Line to(int column) {
        return column > width ? add(Style.PLAIN, " ".repeat(column - width)) : this;
    }

    int width() {
        return width;
    }

    /// {@return the line without blanks at its end}
    String render(boolean colour) {
        var out = new StringBuilder();
        int last = pieces.size();
        while (last > 0 && pieces.get(last - 1).text().isBlank()) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            Piece piece = pieces.get(i);
            String text = i == last - 1 ? piece.text().stripTrailing() : piece.text();
            out.append(colour ? piece.style().paint(text) : text);
        }
        return out.toString();
    }
}
