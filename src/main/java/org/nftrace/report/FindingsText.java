package org.nftrace.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Shown;
import org.nftrace.text.Diagnostic;

/// `--format text`: each finding with its line and a caret, the lines that explain it, and a packet that shows it.
public final class FindingsText implements FindingsFormat {
    private final Language language;
    private final DiagnosticText text;

    public FindingsText(Language language, int columns, boolean colour) {
        this.language = language;
        this.text = new DiagnosticText(columns, colour);
    }

    @Override
    public void write(List<Finding> findings, PrintWriter out) {
        for (Finding finding : findings) {
            String id = " [" + finding.card().id() + " " + finding.card().name() + "]";
            text.print(new Diagnostic(severity(finding.card().level()), finding.span(), said(finding) + id), out);
            for (Finding.Related related : finding.related()) {
                text.print(Diagnostic.note(related.span(), FindingWords.in(language, related.message())), out);
            }
            finding.packet().ifPresent(shown -> out.println("  " + example() + description(shown)));
            out.println();
        }
        out.println(summary(findings));
    }

    private String said(Finding finding) {
        return FindingWords.in(language, finding.message());
    }

    private String example() {
        return switch (language) {
            case EN -> "for example: ";
            case JA -> "例: ";
        };
    }

    static String description(Shown shown) {
        String state = shown.connection().stream().map(Notation::word).sorted().collect(Collectors.joining(","));
        return PacketText.description(shown.packet()) + (state.isEmpty() ? "" : " ct=" + state);
    }

    private String summary(List<Finding> findings) {
        var parts = new ArrayList<String>();
        for (Level level : List.of(Level.ERROR, Level.WARNING, Level.NOTE)) {
            long count =
                    findings.stream().filter(f -> f.card().level() == level).count();
            if (count > 0) {
                parts.add(counted(count, level));
            }
        }
        return switch (language) {
            case EN -> parts.isEmpty() ? "no findings" : String.join(", ", parts);
            case JA -> parts.isEmpty() ? "指摘はありません" : String.join("、", parts);
        };
    }

    private String counted(long count, Level level) {
        return switch (language) {
            case EN -> count + " " + Notation.word(level) + (count == 1 ? "" : "s");
            case JA ->
                switch (level) {
                            case ERROR -> "エラー ";
                            case WARNING -> "警告 ";
                            case NOTE -> "注記 ";
                        }
                        + count + " 件";
        };
    }

    private static Diagnostic.Severity severity(Level level) {
        return switch (level) {
            case ERROR -> Diagnostic.Severity.ERROR;
            case WARNING -> Diagnostic.Severity.WARNING;
            case NOTE -> Diagnostic.Severity.NOTE;
        };
    }
}
