package org.nftrace.kernel.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nftrace.kernel.generate.ScenarioGenerator;

/// Many scenarios of one seed, one after the other.
///
/// @param packets first packets of each; about as many again follow them
/// @param most differences after which it stops
/// @param only the numbers of those that are asked; none: all
public record Sweep(long seed, int scenarios, int packets, int most, Set<Integer> only) {
    private static final long STRIDE = 1_000_003;

    Sweep(long seed, int scenarios, int packets, int most) {
        this(seed, scenarios, packets, most, Set.of());
    }

    /// What came out.
    ///
    /// @param unstable what was not there a second time: it hangs on chance, as a port taken at random, or a busy
    /// machine
    public record Result(Coverage coverage, List<Difference> differences, List<Difference> unstable) {}

    public Result run(Contender contender, PrintStream log) throws IOException {
        var coverage = new Coverage();
        var differences = new ArrayList<Difference>();
        var generator = new ScenarioGenerator(seed);
        var unstable = new ArrayList<Difference>();
        try (var conformance = new Conformance(contender)) {
            for (int i = 0; i < scenarios && differences.size() < most; i++) {
                if (!only.isEmpty() && !only.contains(i)) {
                    continue;
                }
                var found = conformance.explore(generator.make(i, packets), seed * STRIDE + i, coverage);
                if (!found.isEmpty()) {
                    var again = conformance.last(found.getFirst().scenario());
                    if (again.isPresent()) {
                        log.println("seed " + seed + ", scenario " + i + ": " + found.size() + " packets differ, first "
                                + found.getFirst().scenario().probes().getLast());
                        differences.add(again.get());
                    } else {
                        unstable.add(found.getFirst());
                    }
                }
            }
        }
        return new Result(coverage, differences, unstable);
    }
}
