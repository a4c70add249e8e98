package org.nftrace.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Step;

/// The assumptions of a trace, numbered A1, A2 … in the order in which they were first made; branches included.
final class Assumptions {
    private final Map<Assumption, Integer> numbers = new LinkedHashMap<>();

    static Assumptions of(List<Step> steps) {
        var all = new Assumptions();
        all.collect(steps);
        return all;
    }

    private void collect(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Assumed(var assumption)) {
                numbers.putIfAbsent(assumption, numbers.size() + 1);
            } else if (step instanceof Step.Forked(_, var branches)) {
                branches.forEach(b -> collect(b.steps()));
            }
        }
    }

    /// {@return `A1`}
    String label(Assumption assumption) {
        return "A" + numbers.get(assumption);
    }

    List<Assumption> all() {
        return List.copyOf(numbers.keySet());
    }
}
