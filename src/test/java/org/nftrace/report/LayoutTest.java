package org.nftrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
    /// The example of the design, as far as it goes.
    private static final String FORWARD = """
                           table ip filter {
                             chain FORWARD {
        (1)                    type filter hook forward priority 0; policy drop;
        (2)->                  counter jump DOCKER-USER
             ->(3)(4)->        counter jump DOCKER-ISOLATION-STAGE-1
                    ->(5) ↓    oifname "docker1" ct state related,established counter accept
                          (6)-> oifname "docker1" counter jump DOCKER
                               …
                             }
             ->(2)           chain DOCKER-USER {
               (3)->           counter return
                             }
        """;

    @Test
    void the_forward_hook_begins_as_in_the_design() {
        var text = Written.by(new ArticleFormat(Language.EN, Verbosity.NORMAL, 120, false, false), RadiusStory.trace());
        assertTrue(text.contains(FORWARD), text);
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 81, 97, 120, 200})
    void no_line_is_wider_than_the_page(int width) {
        for (Language language : Language.values()) {
            for (Verbosity verbosity : Verbosity.values()) {
                var format = new ArticleFormat(language, verbosity, width, false, false);
                Written.by(format, RadiusStory.trace())
                        .lines()
                        .forEach(line -> assertTrue(Width.of(line) <= width, line));
            }
        }
    }

    @Test
    void colour_adds_codes_and_changes_nothing_else() {
        var plain = Written.by(new ArticleFormat(Language.JA, Verbosity.ALL, 90, false, false), ForkStory.trace());
        var colour = Written.by(new ArticleFormat(Language.JA, Verbosity.ALL, 90, true, false), ForkStory.trace());
        String codes = Character.toString(0x1b) + "\\[[0-9;]*m";
        assertTrue(!colour.equals(plain));
        assertEquals(plain, colour.replaceAll(codes, ""));
    }

    @ParameterizedTest
    @CsvSource({"abc,3", "日本,4", "ｱ,1", "Ａ,2", "é,1", "e\u0301,1", "↓,1", "😀,2", "…,1"})
    void a_wide_character_counts_two_columns(String text, int columns) {
        assertEquals(columns, Width.of(text));
    }

    @Test
    void prose_breaks_between_words_and_in_japanese_not_before_punctuation_nor_inside_katakana() {
        assertEquals(List.of("one two", "three"), Wrap.lines("one two three", 9));
        assertEquals(List.of("これは", "チェイン", "です。"), Wrap.lines("これはチェインです。", 8));
        assertEquals(List.of("abcdef", "ghi"), Wrap.lines("abcdefghi", 6));
    }
}
