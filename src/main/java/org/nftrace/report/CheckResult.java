package org.nftrace.report;

import java.util.List;
import org.nftrace.trace.Trace;

/// What came of one expectation.
///
/// @param why    one sentence a line: what differs, or what was proved
/// @param traces the ways of packets that show it
public record CheckResult(String name, Status status, List<String> why, List<Trace> traces) {
    /// How an expectation stands.
    public enum Status {
        OK,
        FAILED,
        /// it depends on something that was not given
        UNDECIDED
    }

    public CheckResult {
        why = List.copyOf(why);
        traces = List.copyOf(traces);
    }
}
