package org.nftrace.nft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;

class JsonListingTest {
    private static final Path FIREWALLD = Path.of("samples/firewalld");

    private static JsonListing.Rendered render(String json) {
        return JsonListing.render(new Source("dump.json", json));
    }

    private static String firstRule(String expressions) {
        var rendered = render("""
            {"nftables": [{"table": {"family": "ip", "name": "t"}}, {"chain": {"family": "ip", "table": "t", "name": "c"}},
            {"rule": {"family": "ip", "table": "t", "chain": "c", "expr": [%s]}}]}\
            """.formatted(expressions));
        assertEquals(List.of(), rendered.diagnostics());
        return rendered.listing().lineText(3).strip();
    }

    @Test
    void the_json_of_a_ruleset_is_the_same_ruleset_as_its_text() throws IOException {
        var fromJson = NftReader.read(
                render(Files.readString(FIREWALLD.resolve("ruleset.json"))).listing());
        var fromText = NftReader.read(new Source("text", Files.readString(FIREWALLD.resolve("ruleset.nft"))));
        assertEquals(List.of(), fromJson.diagnostics());
        // The text is that of nft -a.
        String text = NftPrinter.print(fromText.tables()).replaceAll(" # handle \\d+", "");
        assertEquals(text, NftPrinter.print(fromJson.tables()));
    }

    @Test
    void a_bit_field_that_is_compared_as_a_whole_keeps_its_equals_sign() {
        assertEquals(
                "tcp flags == syn",
                firstRule("{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"tcp\", \"field\":"
                        + " \"flags\"}}, \"right\": \"syn\"}}"));
        assertEquals(
                "ct state new,untracked",
                firstRule("{\"match\": {\"op\": \"in\", \"left\": {\"ct\": {\"key\": \"state\"}}, \"right\": [\"new\","
                        + " \"untracked\"]}}"));
    }

    @Test
    void an_address_of_ipv6_with_a_port_stands_in_brackets() {
        assertEquals("dnat to [2001:db8::1]:80", firstRule("{\"dnat\": {\"addr\": \"2001:db8::1\", \"port\": 80}}"));
    }

    @Test
    void an_unknown_statement_is_told_at_its_rule_and_leaves_a_rule_that_nobody_can_read() {
        String json = """
            {"nftables": [
              {"chain": {"family": "ip", "table": "t", "name": "c"}},
              {"rule": {"family": "ip", "table": "t", "chain": "c", "expr": [{"teleport": null}]}}
            ]}\
            """;
        var rendered = render(json);
        assertEquals(
                "dump.json:3:3: error: unknown statement 'teleport' in this rule",
                rendered.diagnostics().stream().map(Diagnostic::toString).collect(Collectors.joining()));
        var read = NftReader.read(rendered.listing());
        assertEquals(1, read.tables().getFirst().chains().getFirst().rules().size());
    }

    @Test
    void what_is_no_json_is_a_diagnostic_and_no_exception() {
        for (String text : List.of(
                "",
                "[]",
                "{}",
                "{\"rules\": []}",
                "{\"nftables\": [",
                "{\"nftables\": {}}",
                "{\"nftables\": [{\"rule\": 7}]}",
                "{\"nftables\": [{\"rule\": {\"expr\": [{\"match\": {}}]}}]}")) {
            var rendered = render(text);
            assertFalse(rendered.diagnostics().isEmpty(), text);
        }
    }

    @Test
    void what_an_object_lacks_or_has_of_another_kind_is_told_at_the_object() {
        for (String statement : List.of(
                "{\"jump\": {}}",
                "{\"vmap\": {\"key\": 1}}",
                "{\"counter\": {\"packets\": []}}",
                "{\"limit\": {\"rate\": {}}}",
                "{\"match\": {\"left\": {\"meta\": {\"key\": {}}}, \"right\": 1}}",
                "{\"match\": {\"left\": {\"&\": [{}, 1]}, \"right\": {\"range\": [1]}}}",
                "{\"dup\": {}}",
                "{\"log\": {\"prefix\": {}}}")) {
            var rendered = render("{\"nftables\": [{\"rule\": {\"table\": \"t\", \"chain\": \"c\", \"expr\": ["
                    + statement + "]}}]}");
            assertEquals(1, rendered.diagnostics().size(), statement);
        }
        assertEquals(
                1,
                render("{\"nftables\": [{\"rule\": {\"table\": [], \"expr\": [{\"dup\": {}}]}}]}")
                        .diagnostics()
                        .size());
    }

    @Test
    void no_nesting_is_deep_enough_to_break_it() {
        var rendered = render("{\"nftables\": [{\"rule\": " + "[".repeat(100_000));
        assertEquals(1, rendered.diagnostics().size());
    }
}
