package org.nftrace.cli;

import java.io.PrintWriter;
import org.nftrace.report.TraceFormat;
import org.nftrace.trace.Trace;

/// A format and where it writes.
record Teller(TraceFormat format, PrintWriter out) {
    void begin() {
        format.begin(out);
    }

    void tell(Trace trace) {
        format.write(trace, out);
    }

    void end() {
        format.end(out);
    }
}
