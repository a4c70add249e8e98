package org.nftrace.kernel.conformance;

import java.util.List;
import java.util.stream.Stream;
import org.nftrace.kernel.Outcome;
import org.nftrace.kernel.PathDiff;
import org.nftrace.kernel.PathLine;
import org.nftrace.kernel.generate.Scenario;

/// A packet of whose way the kernel and the contender tell differently.
///
/// @param scenario with rules that load, ending in that packet
/// @param listing of its rules
public record Difference(Scenario scenario, String listing, Outcome outcome, Contender.Told told) {

    /// {@return the kernel's way}
    public List<PathLine> kernel() {
        return outcome.path();
    }

    /// {@return both ways side by side}
    public String ways() {
        var all = Stream.concat(told.ways().stream(), told.begun().stream()).toList();
        var ours = all.getFirst();
        var others = all.size() > 1 ? "(and " + (all.size() - 1) + " other ways)\n" : "";
        return PathDiff.print("kernel", kernel(), "contender", ours) + others + sights();
    }

    // Where the ways are the same, what differs is the packet.
    private String sights() {
        return told.allows(outcome.path())
                ? "the packet: kernel " + Sight.of(outcome.passage()) + "\n            contender "
                        + told.sights().orElse(List.of()) + "\n"
                : "";
    }
}
