package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Fingerprint;
import org.nftrace.lint.Level;
import tools.jackson.core.JsonGenerator;

/// `--format gitlab`: a Code Quality report (docs.gitlab.com, Code Quality, report format).
public final class FindingsQuality implements FindingsFormat {
    private final Language language;

    public FindingsQuality(Language language) {
        this.language = language;
    }

    @Override
    public void write(List<Finding> findings, PrintWriter out) {
        try (JsonGenerator json = JsonFormat.indented(out)) {
            json.writeStartArray();
            for (int i = 0; i < findings.size(); i++) {
                finding(json, findings.get(i), i);
            }
            json.writeEndArray();
        }
        out.println();
    }

    // Fingerprints must differ: of lines that are alike, the place tells them apart.
    private void finding(JsonGenerator json, Finding finding, int index) {
        json.writeStartObject();
        json.writeStringProperty("description", FindingWords.in(language, finding.message()));
        json.writeStringProperty(
                "check_name", finding.card().id() + " " + finding.card().name());
        json.writeStringProperty("fingerprint", Fingerprint.of(finding) + "-" + index);
        json.writeStringProperty("severity", severity(finding.card().level()));
        json.writeName("location");
        json.writeStartObject();
        json.writeStringProperty("path", finding.span().source().name());
        json.writeName("lines");
        json.writeStartObject();
        json.writeNumberProperty("begin", finding.span().line());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String severity(Level level) {
        return switch (level) {
            case ERROR -> "critical";
            case WARNING -> "major";
            case NOTE -> "info";
        };
    }
}
