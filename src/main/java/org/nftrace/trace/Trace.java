package org.nftrace.trace;

import java.util.List;
import org.nftrace.packet.PacketSpec;

/// The way of one packet.
public record Trace(PacketSpec packet, List<Step> steps) {
    public Trace {
        steps = List.copyOf(steps);
    }
}
