package org.nftrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EscapeTest {
    // Built from numbers, so that this file is not itself what it tests against.
    private static final String ESCAPE = Character.toString(0x1b);
    private static final String OVERRIDE = Character.toString(0x202e);
    private static final String CSI = Character.toString(0x9b);

    @ParameterizedTest
    @CsvSource({
        "0x1b, \\x1b", "0x07, \\x07", "0x7f, \\x7f", "0x9b, \\x9b", "0x202e, \\u202e", "0x2066, \\u2066",
        "0x200b, \\u200b", "0x2028, \\u2028", "0xfeff, \\ufeff", "0xd800, \\ud800", "0xe0041, \\U000e0041", "0x0a, \\n"
    })
    void what_steers_a_terminal_is_spelled_out(String code, String spelled) {
        assertEquals("a" + spelled + "b", Escape.line("a" + Character.toString(Integer.decode(code)) + "b"));
    }

    @Test
    void what_is_only_read_stays() {
        assertEquals("comment \"日本語 é\" ✓", Escape.line("comment \"日本語 é\" ✓"));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void no_control_of_a_dump_reaches_the_article_the_steps_or_the_monitor(Language language) {
        var trace = Steering.trace(CSI + ESCAPE + "[2J" + OVERRIDE);
        for (TraceFormat format : new TraceFormat[] {
            new ArticleFormat(language, Verbosity.ALL, 80, false, false), new StepsFormat(Verbosity.ALL)
        }) {
            String text = Written.by(format, trace);
            assertTrue(text.contains("\\x1b[2J\\u202e"), text);
            assertFalse(text.codePoints().anyMatch(c -> c != '\n' && isControl(c)), text);
        }
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }
}
