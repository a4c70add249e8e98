package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;

/// `--format github`: workflow commands that GitHub Actions shows beside the lines of a pull request
/// (docs.github.com, Workflow commands: `::warning file=…,line=…::message`).
public final class FindingsAnnotations implements FindingsFormat {
    private final Language language;

    public FindingsAnnotations(Language language) {
        this.language = language;
    }

    @Override
    public void write(List<Finding> findings, PrintWriter out) {
        for (Finding finding : findings) {
            String message = FindingWords.in(language, finding.message())
                    + finding.packet()
                            .map(p -> " (" + FindingsText.description(p) + ")")
                            .orElse("");
            out.println("::" + command(finding.card().level()) + " file="
                    + property(finding.span().source().name()) + ",line="
                    + finding.span().line() + ",col=" + finding.span().column() + ",title="
                    + property(finding.card().id() + " " + finding.card().name()) + "::" + data(message));
        }
    }

    private static String command(Level level) {
        return switch (level) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "notice";
        };
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(Escape.line(text)).replace(":", "%3A").replace(",", "%2C");
    }
}
