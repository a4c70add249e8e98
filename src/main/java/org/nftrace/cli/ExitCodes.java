package org.nftrace.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.report.Fate;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;

/// What the process answers about traces: 0 done, 1 another verdict than the expected one, 3 undecided.
///
/// A packet that is accepted whatever was not given, but ends in different places, has a verdict and is undecided all
/// the same: who expects the verdict is answered, who wants to know where it goes is not.
final class ExitCodes {
    static final int DONE = 0;
    private static final int UNEXPECTED = 1;
    private static final int UNDECIDED = 3;

    private final Optional<Fate> expected;
    private final Set<Fate> fates = EnumSet.noneOf(Fate.class);
    private boolean open;

    ExitCodes(Optional<Fate> expected) {
        this.expected = expected;
    }

    static int of(List<Trace> traces, Optional<Fate> expected) {
        var codes = new ExitCodes(expected);
        traces.forEach(codes::add);
        return codes.code();
    }

    void add(Trace trace) {
        List<Step> steps = trace.happened();
        fates.add(Fate.of(steps));
        open |= Fate.isOpen(steps);
    }

    /// {@return the answer about all that were added}
    int code() {
        if (expected.isEmpty()) {
            return open ? UNDECIDED : DONE;
        }
        List<Fate> others = fates.stream().filter(f -> f != expected.get()).toList();
        return others.isEmpty() ? DONE : others.equals(List.of(Fate.UNKNOWN)) ? UNDECIDED : UNEXPECTED;
    }
}
