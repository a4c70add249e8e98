package org.nftrace.repl;

import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Colours a line while it is typed.
record Highlighting(Shell shell) implements Highlighter {
    @Override
    public AttributedString highlight(LineReader reader, String line) {
        var out = new AttributedStringBuilder(line.length());
        int at = 0;
        for (Shell.Piece piece : shell.pieces(line)) {
            out.append(line, at, piece.start());
            out.styled(style(piece.kind()), line.substring(piece.start(), piece.end()));
            at = piece.end();
        }
        return out.append(line, at, line.length()).toAttributedString();
    }

    private static AttributedStyle style(Shell.Kind kind) {
        AttributedStyle plain = AttributedStyle.DEFAULT;
        return switch (kind) {
            case COMMAND -> plain.bold();
            case OPTION -> plain.foreground(AttributedStyle.CYAN);
            case NUMBER -> plain.foreground(AttributedStyle.BLUE);
            case STRING -> plain.foreground(AttributedStyle.YELLOW);
            case ARROW -> plain.bold().foreground(AttributedStyle.CYAN);
            case VERDICT -> plain.bold().foreground(AttributedStyle.GREEN);
            case MISTAKE -> plain.foreground(AttributedStyle.RED);
        };
    }
}
