package org.nftrace.packet;

import java.util.ArrayList;
import java.util.Optional;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Reads the lines of a packets file, all at once or a part after the other: what a line goes on with may stand in the
/// part before.
public final class PacketLines {
    private static final int MOST_DIAGNOSTICS = 100;

    private Optional<PacketSpec> first = Optional.empty();
    private int mistakes;

    /// {@return the packets of the next part, which ends where a line does}
    public PacketsFile read(Source part) {
        var packets = new ArrayList<PacketSpec>();
        var diagnostics = new ArrayList<Diagnostic>();
        int end = part.firstLine() + part.lineCount();
        for (int number = part.firstLine(); number < end && !isOver(); number++) {
            Span line = lineOf(part, number);
            if (line.text().isBlank()) {
                continue;
            }
            var read = PacketReader.readLine(line, first);
            read.packet().ifPresent(packets::add);
            diagnostics.addAll(read.diagnostics());
            mistakes += read.diagnostics().size();
            if (isOver()) {
                diagnostics.add(Diagnostic.error(line, "too many mistakes; the rest was not read"));
            }
            first = begins(read) ? read.packet() : first;
        }
        return new PacketsFile(packets, diagnostics);
    }

    /// {@return whether there were so many mistakes that nothing more is read}
    public boolean isOver() {
        return mistakes >= MOST_DIAGNOSTICS;
    }

    private static boolean begins(ReadPacket read) {
        return read.packet().filter(p -> !p.reply() && !p.continues()).isPresent();
    }

    // A comment begins at a '#' that starts the line or follows a space.
    private static Span lineOf(Source source, int number) {
        String text = source.lineText(number);
        int start = source.lineStart(number);
        int hash = text.indexOf('#');
        while (hash > 0 && text.charAt(hash - 1) > ' ') {
            hash = text.indexOf('#', hash + 1);
        }
        return source.span(start, start + (hash < 0 ? text.length() : hash));
    }
}
