package org.nftrace.report;

import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.nftrace.lint.Card;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Fingerprint;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.text.Span;
import tools.jackson.core.JsonGenerator;

/// `--format sarif`: SARIF 2.1.0 (OASIS Standard, Static Analysis Results Interchange Format), as code hosts show it.
public final class FindingsSarif implements FindingsFormat {
    private static final String VERSION = "2.1.0";
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private final Language language;
    private final List<Card> cards;
    private final String version;

    /// @param cards all checks that ran
    public FindingsSarif(Language language, List<Card> cards, String version) {
        this.language = language;
        this.cards = List.copyOf(cards);
        this.version = version;
    }

    @Override
    public void write(List<Finding> findings, PrintWriter out) {
        try (JsonGenerator json = JsonFormat.indented(out)) {
            json.writeStartObject();
            json.writeStringProperty("$schema", SCHEMA);
            json.writeStringProperty("version", VERSION);
            json.writeName("runs");
            json.writeStartArray();
            json.writeStartObject();
            tool(json);
            json.writeStringProperty("columnKind", "utf16CodeUnits");
            json.writeName("results");
            json.writeStartArray();
            findings.forEach(f -> result(json, f));
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
        out.println();
    }

    private void tool(JsonGenerator json) {
        json.writeName("tool");
        json.writeStartObject();
        json.writeName("driver");
        json.writeStartObject();
        json.writeStringProperty("name", "nftrace");
        json.writeStringProperty("version", version);
        json.writeName("rules");
        json.writeStartArray();
        for (Card card : cards) {
            json.writeStartObject();
            json.writeStringProperty("id", card.id());
            json.writeStringProperty("name", card.name());
            text(json, "shortDescription", card.what());
            text(json, "fullDescription", card.why());
            text(json, "help", card.instead());
            json.writeName("defaultConfiguration");
            json.writeStartObject();
            json.writeStringProperty("level", level(card.level()));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void text(JsonGenerator json, String name, Said said) {
        json.writeName(name);
        json.writeStartObject();
        json.writeStringProperty("text", FindingWords.in(language, said));
        json.writeEndObject();
    }

    private void result(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("ruleId", finding.card().id());
        json.writeStringProperty("level", level(finding.card().level()));
        json.writeName("message");
        json.writeStartObject();
        json.writeStringProperty("text", message(finding));
        json.writeEndObject();
        json.writeName("locations");
        json.writeStartArray();
        json.writeStartObject();
        place(json, finding.span());
        json.writeEndObject();
        json.writeEndArray();
        if (!finding.related().isEmpty()) {
            related(json, finding);
        }
        json.writeName("partialFingerprints");
        json.writeStartObject();
        json.writeStringProperty("nftraceLine/v1", Fingerprint.of(finding));
        json.writeEndObject();
        json.writeEndObject();
    }

    private String message(Finding finding) {
        String said = FindingWords.in(language, finding.message());
        return finding.packet()
                .map(p -> said + " (" + FindingsText.description(p) + ")")
                .orElse(said);
    }

    private void related(JsonGenerator json, Finding finding) {
        json.writeName("relatedLocations");
        json.writeStartArray();
        for (Finding.Related related : finding.related()) {
            json.writeStartObject();
            place(json, related.span());
            text(json, "message", related.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void place(JsonGenerator json, Span span) {
        json.writeName("physicalLocation");
        json.writeStartObject();
        json.writeName("artifactLocation");
        json.writeStartObject();
        json.writeStringProperty("uri", uri(span.source().name()));
        json.writeEndObject();
        json.writeName("region");
        json.writeStartObject();
        json.writeNumberProperty("startLine", span.line());
        json.writeNumberProperty("startColumn", span.column());
        json.writeName("snippet");
        json.writeStartObject();
        json.writeStringProperty("text", span.lineText());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    // A name as a relative reference (RFC 3986, 4.2); standard input has none.
    private static String uri(String name) {
        String path = name.equals("<stdin>") ? "stdin" : name;
        try {
            // What has a colon in front would be read as a scheme.
            return new URI(null, null, path.startsWith("/") ? path : "./" + path, null)
                    .normalize()
                    .toASCIIString();
        } catch (URISyntaxException e) {
            return "unnamed";
        }
    }

    private static String level(Level level) {
        return switch (level) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }
}
