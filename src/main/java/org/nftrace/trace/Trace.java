package org.nftrace.trace;

import java.util.List;
import org.nftrace.packet.PacketSpec;

/// The way of one packet.
public record Trace(PacketSpec packet, List<Step> steps) {
    public Trace {
        steps = Steps.copyOf(steps);
    }

    /// {@return the steps, here and in branches, without those that only tell of a rule that did not match}
    public List<Step> happened() {
        return Steps.happened(steps);
    }
}
