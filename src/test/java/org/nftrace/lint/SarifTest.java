package org.nftrace.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nftrace.lint.checks.Checks;
import org.nftrace.load.Loader;
import org.nftrace.report.FindingsSarif;
import org.nftrace.report.Language;
import org.nftrace.text.Source;

/// What is written as SARIF is valid against the official schema of SARIF 2.1.0.
class SarifTest {
    private static String schema() throws IOException {
        try (var in = SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> mistakes(String json) throws IOException {
        var messages = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(schema())
                .validate(json, InputFormat.JSON);
        var texts = new java.util.TreeSet<String>();
        messages.forEach(m -> texts.add(m.toString()));
        return texts;
    }

    private static String sarif(Language language) {
        var findings = new ArrayList<Finding>();
        for (Check check : Checks.ALL) {
            var source = new Source("some folder/ä\"b.nft", check.card().flagged());
            findings.addAll(Linter.run(Loader.load(List.of(source), List.of()).ruleset(), Checks.ALL));
        }
        var out = new StringWriter();
        var cards = Checks.ALL.stream().map(Check::card).toList();
        new FindingsSarif(language, cards, "0").write(findings, new PrintWriter(out, true));
        return out.toString();
    }

    @Test
    void the_findings_of_every_check_are_valid() throws IOException {
        for (Language language : Language.values()) {
            assertEquals(Set.of(), mistakes(sarif(language)));
        }
    }

    @Test
    void the_schema_is_one_that_says_no() throws IOException {
        assertFalse(mistakes(sarif(Language.EN).replace("\"startLine\" : ", "\"startLine\" : -"))
                .isEmpty());
    }
}
