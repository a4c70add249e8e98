package org.nftrace.report;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.nftrace.trace.Trace;

/// What a format writes for one trace.
final class Written {
    private Written() {}

    static String by(TraceFormat format, Trace trace) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        format.begin(out);
        format.write(trace, out);
        format.end(out);
        out.flush();
        return text.toString();
    }
}
