package org.nftrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;

class DiagnosticTextTest {
    private static String print(String text, String at, int columns) {
        var source = new Source("dump.nft", text);
        int start = text.indexOf(at);
        var out = new StringWriter();
        var diagnostic = Diagnostic.error(source.span(start, start + at.length()), "unknown statement");
        new DiagnosticText(columns, false).print(diagnostic, new PrintWriter(out, true));
        return out.toString();
    }

    @Test
    void a_caret_stands_below_what_is_meant() {
        assertEquals("""
            dump.nft:2:3: error: unknown statement
              2 |   foo accept
                |   ^
            """, print("table ip t {\n  foo accept\n}\n", "foo", 80));
    }

    @Test
    void tabs_and_wide_characters_keep_their_columns() {
        assertEquals("""
            dump.nft:1:11: error: unknown statement
              1 |         log "日本" foo
                |                    ^
            """, print("\tlog \"日本\" foo\n", "foo", 80));
    }

    @Test
    void of_a_long_line_the_part_around_the_caret_is_shown() {
        String text = print("x".repeat(5000) + " foo " + "y".repeat(5000), "foo", 60);
        var lines = text.lines().toList();
        assertTrue(lines.stream().skip(1).allMatch(l -> Width.of(l) <= 60), text);
        assertTrue(lines.get(1).contains("x foo y"), text);
        assertEquals(lines.get(1).indexOf("foo"), lines.get(2).indexOf("^"));
    }

    @Test
    void a_huge_line_costs_no_more_than_a_short_one() {
        String text = print("x".repeat(10_000_000) + "foo", "foo", 80);
        assertTrue(text.lines().allMatch(l -> l.length() <= 80), text);
    }

    @Test
    void what_steers_a_terminal_is_spelled_out_and_the_caret_still_right() {
        String text = print(Character.toString(0x1b) + "[2J foo", "foo", 80);
        var lines = text.lines().toList();
        assertTrue(lines.get(1).contains("\\x1b[2J foo"), text);
        assertEquals(lines.get(1).indexOf("foo"), lines.get(2).indexOf("^"));
    }

    @Test
    void the_end_of_the_input_has_a_place_too() {
        var source = new Source("dump.nft", "table ip t {\n");
        var out = new StringWriter();
        new DiagnosticText(80, false)
                .print(Diagnostic.error(source.span(13, 13), "'}' was expected"), new PrintWriter(out, true));
        assertEquals("""
            dump.nft:2:1: error: '}' was expected
              2 |
                | ^
            """, out.toString());
    }
}
