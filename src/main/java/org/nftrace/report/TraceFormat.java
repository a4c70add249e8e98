package org.nftrace.report;

import java.io.PrintWriter;
import org.nftrace.trace.Trace;

/// A way to write traces, one packet after another.
public interface TraceFormat {

    /// Before the first trace.
    default void begin(PrintWriter out) {}

    void write(Trace trace, PrintWriter out);

    /// After the last trace.
    default void end(PrintWriter out) {}
}
