package org.nftrace.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// The packets of a file, one a line.
///
///     # the request
///     udp:10.254.10.105:40000->10.254.10.252:1812 in=ens192
///     <-
///     -> len=100
///
/// A `<-` line is an answer on the last connection, a `->` line a further packet of it.
public record PacketsFile(List<PacketSpec> packets, List<Diagnostic> diagnostics) {
    private static final int MOST_DIAGNOSTICS = 100;

    public PacketsFile {
        packets = List.copyOf(packets);
        diagnostics = List.copyOf(diagnostics);
    }

    public static PacketsFile read(Source source) {
        var packets = new ArrayList<PacketSpec>();
        var diagnostics = new ArrayList<Diagnostic>();
        Optional<PacketSpec> first = Optional.empty();
        for (int number = 1; number <= source.lineCount(); number++) {
            Span line = lineOf(source, number);
            if (line.text().isBlank()) {
                continue;
            }
            var read = PacketReader.readLine(line, first);
            read.packet().ifPresent(packets::add);
            diagnostics.addAll(read.diagnostics());
            if (diagnostics.size() >= MOST_DIAGNOSTICS) {
                diagnostics.add(Diagnostic.error(line, "too many mistakes; the rest was not read"));
                break;
            }
            first = begins(read) ? read.packet() : first;
        }
        return new PacketsFile(packets, diagnostics);
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
