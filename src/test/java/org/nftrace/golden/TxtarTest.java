package org.nftrace.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.nftrace.golden.Txtar.Section;

class TxtarTest {
    @Test
    void prose_and_sections_are_read() {
        var file = Txtar.parse("Why.\n-- a.nft --\ntable ip t {\n}\n-- out --\n");
        assertEquals("Why.\n", file.prose());
        assertEquals(List.of(new Section("a.nft", "table ip t {\n}\n"), new Section("out", "")), file.sections());
        assertEquals(Optional.empty(), file.text("err"));
    }

    @Property(tries = 200)
    void what_was_printed_reads_back(
            @ForAll @Size(max = 4) List<@StringLength(max = 30) @CharRange(from = ' ', to = '-') String> texts) {
        var sections = texts.stream()
                .map(text -> new Section("s", text.replace("--", "\n")))
                .toList();
        var file = new Txtar("", sections);
        assertEquals(file, Txtar.parse(file.print()));
    }

    @Test
    void computed_sections_take_the_place_of_the_old_ones() throws Exception {
        var kind = new Kind(
                Set.of("out", "err", "exit"), _ -> List.of(new Section("out", "new"), new Section("exit", "2")));
        var file = Txtar.parse("-- out --\nold\n-- in --\nx\n-- err --\ngone\n");
        assertEquals(
                "-- out --\nnew\n-- in --\nx\n-- exit --\n2\n", kind.fill(file).print());
    }

    @Test
    void words_are_split_as_a_shell_would() {
        assertEquals(
                List.of("--packet", "udp:10.0.0.1->10.0.0.2:53", "a b", "", "it's", "x\"y"),
                ShellWords.split("--packet  'udp:10.0.0.1->10.0.0.2:53' a\\ b ''\n  \"it's\" \\\n x'\"'y"));
    }

    @Test
    void a_difference_is_shown_with_what_stands_around_it() {
        assertEquals("""
              …
              b
              c
              d
            - e
            + E
              f
            """, Diff.between("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\nf\n"));
    }
}
