package org.nftrace.cli;

import java.util.List;
import java.util.Optional;
import org.nftrace.report.Fate;
import org.nftrace.trace.Trace;

/// What the process answers about traces: 0 done, 1 another verdict than the expected one, 3 undecided.
final class ExitCodes {
    private static final int DONE = 0;
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
        return fates.contains(Fate.UNKNOWN) ? UNDECIDED : DONE;
    }
}
