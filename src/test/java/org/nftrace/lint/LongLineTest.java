package org.nftrace.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nftrace.lint.checks.Checks;
import org.nftrace.load.Loader;
import org.nftrace.report.FindingsFormat;
import org.nftrace.report.FindingsJson;
import org.nftrace.report.FindingsSarif;
import org.nftrace.report.FindingsText;
import org.nftrace.report.Language;
import org.nftrace.text.Source;

/// A ruleset of thousands of rules on one line is linted, and written of, without all of the line for each finding.
class LongLineTest {
    private static final int RULES = 20_000;
    // No measure of speed: with all of the line for each finding it took minutes.
    private static final Duration HANGS = Duration.ofSeconds(60);

    private static List<Finding> findings() {
        String chain =
                "table ip t {\nchain c {\ntype filter hook input priority 0; " + "accept; ".repeat(RULES) + "}\n}\n";
        return Linter.run(
                Loader.load(List.of(new Source("long", chain)), List.of()).ruleset(), Checks.ALL);
    }

    @Test
    void is_written_of() {
        assertTimeoutPreemptively(HANGS, () -> {
            List<Finding> findings = findings();
            assertEquals(
                    RULES - 1,
                    findings.stream()
                            .filter(f -> f.card().id().equals("NFT003"))
                            .count());
            var cards = Checks.ALL.stream().map(Check::card).toList();
            for (FindingsFormat format : List.of(
                    new FindingsText(Language.EN, 80, false),
                    new FindingsJson(Language.EN),
                    new FindingsSarif(Language.EN, cards, "0"))) {
                format.write(findings, new PrintWriter(Writer.nullWriter()));
            }
        });
    }
}
