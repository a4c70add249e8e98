package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Fingerprint;
import org.nftrace.text.Span;
import tools.jackson.core.JsonGenerator;

/// `--format json`: one object, schema `nftrace/lint/1`; lines and columns are 1-based.
public final class FindingsJson implements FindingsFormat {
    private static final String SCHEMA = "nftrace/lint/1";

    private final Language language;

    public FindingsJson(Language language) {
        this.language = language;
    }

    @Override
    public void write(List<Finding> findings, PrintWriter out) {
        try (JsonGenerator json = JsonFormat.indented(out)) {
            json.writeStartObject();
            json.writeStringProperty("schema", SCHEMA);
            json.writeName("findings");
            json.writeStartArray();
            findings.forEach(f -> finding(json, f));
            json.writeEndArray();
            json.writeEndObject();
        }
        out.println();
    }

    private void finding(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("id", finding.card().id());
        json.writeStringProperty("name", finding.card().name());
        json.writeStringProperty("level", Notation.word(finding.card().level()));
        place(json, finding.span());
        json.writeStringProperty("text", finding.span().lineText().strip());
        json.writeStringProperty("message", FindingWords.in(language, finding.message()));
        finding.packet().ifPresent(p -> json.writeStringProperty("packet", FindingsText.description(p)));
        json.writeStringProperty("fingerprint", Fingerprint.of(finding));
        json.writeName("related");
        json.writeStartArray();
        for (Finding.Related related : finding.related()) {
            json.writeStartObject();
            place(json, related.span());
            json.writeStringProperty("message", FindingWords.in(language, related.message()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void place(JsonGenerator json, Span span) {
        json.writeStringProperty("file", span.source().name());
        json.writeNumberProperty("line", span.line());
        json.writeNumberProperty("column", span.column());
    }
}
