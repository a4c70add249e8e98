package org.nftrace.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the characters mean to groff is said in groff_char(7) and groff_man_style(7), "Portability".
class RoffTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '%', textBlock = """
        .SH,           \\&.SH
        a.b,           a\\&.b
        'quoted',      \\(aqquoted\\(aq
        "quoted",      \\(dqquoted\\(dq
        \\n,           \\(rsn
        --all,         \\-\\-all
        `^~,           \\(ga\\(ha\\(ti
        FILE…,         FILE\\&.\\&.\\&.
        →,             \\[u2192]
        """)
    void text_shows_as_it_is_written(String text, String roff) {
        assertEquals(roff, Roff.text(text));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"--all, \\fB\\-\\-all\\fR"})
    void what_is_typed_is_bold(String text, String roff) {
        assertEquals(roff, Roff.bold(text));
    }
}
