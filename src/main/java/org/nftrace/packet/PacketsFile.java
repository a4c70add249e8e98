package org.nftrace.packet;

import java.util.List;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;

/// The packets of a file, one a line.
///
///     # the request
///     udp:10.254.10.105:40000->10.254.10.252:1812 in=ens192
///     <-
///     -> len=100
///
/// A `<-` line is an answer on the last connection, a `->` line a further packet of it. [PacketLines] reads a file that
/// may be of any length.
public record PacketsFile(List<PacketSpec> packets, List<Diagnostic> diagnostics) {
    public PacketsFile {
        packets = List.copyOf(packets);
        diagnostics = List.copyOf(diagnostics);
    }

    public static PacketsFile read(Source source) {
        return new PacketLines().read(source);
    }
}
