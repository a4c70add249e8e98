package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;
import org.nftrace.trace.Trace;

/// `nftrace check`: a line an expectation; of those that are not met, why, and the trace that shows it.
public final class ChecksText {
    private final Language language;
    private final int columns;
    private final boolean colour;
    private final boolean hostTold;

    /// @param hostTold whether anything is known of the host
    public ChecksText(Language language, int columns, boolean colour, boolean hostTold) {
        this.language = language;
        this.columns = columns;
        this.colour = colour;
        this.hostTold = hostTold;
    }

    public void write(List<CheckResult> results, PrintWriter out) {
        for (CheckResult result : results) {
            out.println(word(result.status()) + "  " + Escape.line(result.name()));
            result.why().forEach(line -> out.println("      " + Escape.line(line)));
            if (result.status() != CheckResult.Status.OK) {
                result.traces().forEach(trace -> trace(trace, out));
            }
        }
        out.println(summary(results));
    }

    private void trace(Trace trace, PrintWriter out) {
        out.println();
        var format = new ArticleFormat(language, Verbosity.BRIEF, columns, colour, hostTold);
        format.begin(out);
        format.write(trace, out);
        format.end(out);
        out.println();
    }

    private String word(CheckResult.Status status) {
        return switch (status) {
            case OK -> "ok  ";
            case FAILED -> "FAIL";
            case UNDECIDED -> "open";
        };
    }

    private String summary(List<CheckResult> results) {
        long ok = count(results, CheckResult.Status.OK);
        long failed = count(results, CheckResult.Status.FAILED);
        long open = count(results, CheckResult.Status.UNDECIDED);
        return switch (language) {
            case EN ->
                results.size() + (results.size() == 1 ? " check: " : " checks: ") + ok + " ok, " + failed + " failed, "
                        + open + " undecided";
            case JA -> results.size() + " 件: 成功 " + ok + "、失敗 " + failed + "、未決 " + open;
        };
    }

    private static long count(List<CheckResult> results, CheckResult.Status status) {
        return results.stream().filter(r -> r.status() == status).count();
    }
}
