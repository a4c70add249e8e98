package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;

/// `nftrace check --format junit`: an expectation is a test case; one that is undecided is an error, not a failure.
public final class ChecksJunit {
    private final String file;

    /// @param file that holds the expectations
    public ChecksJunit(String file) {
        this.file = file;
    }

    public void write(List<CheckResult> results, PrintWriter out) {
        long failed = results.stream()
                .filter(r -> r.status() == CheckResult.Status.FAILED)
                .count();
        long open = results.stream()
                .filter(r -> r.status() == CheckResult.Status.UNDECIDED)
                .count();
        out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        out.println("<testsuite name=\"nftrace check\" tests=\"" + results.size() + "\" failures=\"" + failed
                + "\" errors=\"" + open + "\" skipped=\"0\">");
        for (CheckResult result : results) {
            String head = "  <testcase classname=\"" + Xml.text(file) + "\" name=\"" + Xml.text(result.name()) + "\"";
            String why = Xml.text(String.join("; ", result.why()));
            switch (result.status()) {
                case OK -> out.println(head + "/>");
                case FAILED -> out.println(head + "><failure message=\"" + why + "\"/></testcase>");
                case UNDECIDED -> out.println(head + "><error message=\"" + why + "\"/></testcase>");
            }
        }
        out.println("</testsuite>");
    }
}
