package org.nftrace.nft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nftrace.ir.Chain;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;

/// Hopeless and huge inputs end in diagnostics.
class NftLimitsTest {

    private static NftReader.Read read(String text) {
        return NftReader.read(new Source("x", text));
    }

    private static NftReader.Read rule(String rule) {
        return read("table inet t {\nchain c {\n" + rule + "\naccept\n}\n}\n");
    }

    private static List<String> messages(NftReader.Read read) {
        return read.diagnostics().stream().map(Diagnostic::message).toList();
    }

    private static int ruleCount(NftReader.Read read) {
        return read.tables().stream()
                .flatMap(table -> table.chains().stream())
                .map(Chain::rules)
                .mapToInt(List::size)
                .sum();
    }

    @Test
    void braces_that_are_nested_ten_thousand_deep_cost_one_diagnostic() {
        var read = rule("{".repeat(10_000) + "}".repeat(10_000));
        assertEquals(List.of("nested deeper than 64 levels"), messages(read));
        assertEquals(2, ruleCount(read));
    }

    @Test
    void parentheses_and_chains_have_a_deepest_level_too() {
        assertEquals(
                List.of("nested deeper than 64 levels"),
                messages(rule("meta mark set " + "(".repeat(10_000) + "meta mark" + ")".repeat(10_000))));
        assertEquals(
                List.of("nested deeper than 16 chains"),
                messages(rule("jump {\n".repeat(1_000) + "}\n".repeat(1_000))));
    }

    @Test
    void long_rows_of_operators_and_of_statements_do_not_exhaust_the_stack() {
        assertEquals(
                List.of("more than 64 operators in a row"),
                messages(rule("meta mark set meta mark" + " | 1".repeat(100_000))));
        assertEquals(List.of(), messages(rule("counter ".repeat(100_000))));
    }

    @Test
    void a_hundred_diagnostics_are_kept_and_the_rest_is_counted() {
        var read = rule("foo\n".repeat(1_000));
        assertEquals(101, read.diagnostics().size());
        assertEquals(
                "900 more messages are not shown, the last is about this",
                read.diagnostics().getLast().message());
        assertEquals(1_001, ruleCount(read));
    }

    @Test
    void random_bytes_end_in_diagnostics() {
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        assertFalse(read(new String(bytes, StandardCharsets.ISO_8859_1))
                .diagnostics()
                .isEmpty());
        assertFalse(
                read(new String(bytes, StandardCharsets.UTF_8)).diagnostics().isEmpty());
    }

    @Test
    void definitions_that_multiply_are_stopped() {
        String bomb = "define a = 1, 2\n"
                + IntStream.range(0, 25)
                        .mapToObj(i ->
                                "define " + (char) ('b' + i) + " = $" + (char) ('a' + i) + ", $" + (char) ('a' + i))
                        .collect(Collectors.joining("\n"));
        assertTrue(messages(read(bomb)).getFirst().startsWith("statement longer than"));
    }

    @Test
    void a_definition_cannot_hold_itself() {
        assertEquals(List.of("'$a' is not defined"), messages(read("define a = $a\n")));
    }

    @Test
    void a_hundred_thousand_elements_are_read_in_a_set_and_in_a_rule() {
        String elements = IntStream.range(0, 100_000)
                .mapToObj(i -> "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255))
                .collect(Collectors.joining(", "));
        var read = read("table inet t {\nset s {\ntype ipv4_addr\nelements = { " + elements
                + " }\n}\nchain c {\nip saddr { " + elements + " } drop\n}\n}\n");
        assertEquals(List.of(), messages(read));
        assertEquals(
                100_000, read.tables().getFirst().sets().getFirst().elements().size());
    }

    @Test
    void an_unclosed_set_costs_its_rule_only() {
        var read = rule("tcp dport { 22, 80 accept\ntcp dport 443 accept");
        assertEquals(List.of("unexpected 'accept', expected '}' or ','"), messages(read));
        assertEquals(3, ruleCount(read));
    }

    @Test
    void an_unclosed_set_in_the_last_rule_leaves_the_chain_closed() {
        var read = read("table inet t {\nchain c {\ntcp dport { 22 accept\n}\nchain d {\n}\n}\n");
        assertEquals(1, read.diagnostics().size());
        assertEquals(2, read.tables().getFirst().chains().size());
    }
}
