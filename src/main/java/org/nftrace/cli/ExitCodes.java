package org.nftrace.cli;

import java.util.List;
import java.util.Optional;
import org.nftrace.report.Fate;
import org.nftrace.trace.Trace;

/// What the process answers about traces: 0 done, 1 another verdict than the expected one, 3 undecided.
///
/// A packet that is accepted whatever was not given, but ends in different places, has a verdict and is undecided all
/// the same: who expects the verdict is answered, who wants to know where it goes is not.
final class ExitCodes {
    static final int DONE = 0;
    private static final int UNEXPECTED = 1;
    private static final int UNDECIDED = 3;

    private ExitCodes() {}

    static int of(List<Trace> traces, Optional<Fate> expected) {
        List<Fate> fates = traces.stream().map(t -> Fate.of(t.steps())).toList();
        if (expected.isPresent()) {
            return fates.stream().allMatch(f -> f == expected.get())
                    ? DONE
                    : fates.contains(Fate.UNKNOWN)
                                    && fates.stream().allMatch(f -> f == expected.get() || f == Fate.UNKNOWN)
                            ? UNDECIDED
                            : UNEXPECTED;
        }
        return traces.stream().anyMatch(t -> Fate.isOpen(t.steps())) ? UNDECIDED : DONE;
    }
}
