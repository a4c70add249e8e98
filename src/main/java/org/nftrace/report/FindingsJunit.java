package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;

/// `--format junit`: each finding a test case; those from a level on have failed, the others are skipped with their
/// text.
public final class FindingsJunit implements FindingsFormat {
    private final Language language;
    private final Level failing;

    /// @param failing the least level that counts as a failure
    public FindingsJunit(Language language, Level failing) {
        this.language = language;
        this.failing = failing;
    }

    @Override
    public void write(List<Finding> findings, PrintWriter out) {
        long failures = findings.stream().filter(this::fails).count();
        out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        out.println("<testsuite name=\"nftrace lint\" tests=\"" + findings.size() + "\" failures=\"" + failures
                + "\" errors=\"0\" skipped=\"" + (findings.size() - failures) + "\">");
        for (Finding finding : findings) {
            String said = FindingWords.in(language, finding.message());
            out.println("  <testcase classname=\""
                    + Xml.text(finding.span().source().name()) + "\" name=\""
                    + Xml.text(finding.card().id() + " " + finding.card().name() + " line "
                            + finding.span().line())
                    + "\">");
            String element = fails(finding) ? "failure" : "skipped";
            out.println("    <" + element + " message=\"" + Xml.text(said) + "\">"
                    + Xml.text(finding.span() + ": " + finding.span().lineText().strip())
                    + "</" + element + ">");
            out.println("  </testcase>");
        }
        out.println("</testsuite>");
    }

    private boolean fails(Finding finding) {
        return finding.card().level().compareTo(failing) >= 0;
    }
}
