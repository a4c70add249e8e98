package org.nftrace.kernel.conformance;

import java.util.List;
import java.util.stream.Stream;
import org.nftrace.kernel.PathDiff;
import org.nftrace.kernel.PathLine;
import org.nftrace.kernel.generate.Scenario;

/// A packet of whose way the kernel and the contender tell differently.
///
/// @param scenario with rules that load, ending in that packet
/// @param listing of its rules
public record Difference(Scenario scenario, String listing, List<PathLine> kernel, Contender.Told told) {

    public Difference {
        kernel = List.copyOf(kernel);
    }

    /// {@return both ways side by side}
    public String ways() {
        var all = Stream.concat(told.ways().stream(), told.begun().stream()).toList();
        var ours = all.getFirst();
        var others = all.size() > 1 ? "(and " + (all.size() - 1) + " other ways)\n" : "";
        return PathDiff.print("kernel", kernel, "contender", ours) + others;
    }
}
