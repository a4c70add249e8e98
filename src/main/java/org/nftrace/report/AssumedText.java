package org.nftrace.report;

import java.util.List;
import org.nftrace.trace.Trace;

/// The assumptions of a trace, alone: `A1 it came in by ens192: the route to its source leads there; say in=…`.
public final class AssumedText {
    private AssumedText() {}

    /// @param hostTold whether `--host` was given
    public static List<String> of(Trace trace, Language language, boolean hostTold) {
        var words = language.words();
        var assumptions = Assumptions.of(trace.steps());
        return assumptions.all().stream()
                .map(a -> Escape.line(assumptions.label(a) + " " + words.assumption(a, hostTold)))
                .toList();
    }
}
