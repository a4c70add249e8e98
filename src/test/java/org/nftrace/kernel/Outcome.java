package org.nftrace.kernel;

import java.util.List;
import java.util.Optional;

/// What became of a [Probe].
///
/// @param passage the probe's own way, answers left out
/// @param made packets that the kernel made because of it: resets, ICMP errors, answers to pings
/// @param emitted the frames in which it left the host
/// @param refused the error number that its local sender got
public record Outcome(Probe probe, Passage passage, List<Made> made, List<Frame> emitted, Optional<Integer> refused) {

    public Outcome {
        made = List.copyOf(made);
        emitted = List.copyOf(emitted);
    }

    /// A packet of the kernel's own.
    public record Made(Headers headers, Passage passage, List<Frame> emitted) {
        public Made {
            emitted = List.copyOf(emitted);
        }
    }

    public List<PathLine> path() {
        return passage.path();
    }

    public List<String> hooks() {
        return passage.hooks();
    }

    public boolean delivered() {
        return passage.delivered();
    }
}
