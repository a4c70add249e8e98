package org.nftrace.packet;

import java.util.List;
import java.util.Optional;
import org.nftrace.text.Diagnostic;

/// What came of a description: a packet, or what is wrong with it.
public record ReadPacket(Optional<PacketSpec> packet, List<Diagnostic> diagnostics) {
    public ReadPacket {
        diagnostics = List.copyOf(diagnostics);
    }
}
