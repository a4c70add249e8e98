package org.nftrace.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nftrace.lint.checks.Checks;
import org.nftrace.load.Loaded;
import org.nftrace.load.Loader;
import org.nftrace.text.Source;

/// What each check says of itself is so.
class ChecksTest {
    static Stream<Check> checks() {
        return Checks.ALL.stream();
    }

    private static List<Finding> run(Check check, String text) {
        Loaded loaded = Loader.load(List.of(new Source("sample", text)), List.of());
        // What does not load, the reader tells as well.
        assertEquals(
                check.card().level() == Level.ERROR && !loaded.diagnostics().isEmpty(),
                loaded.hasErrors(),
                check.card().id());
        return Linter.run(loaded.ruleset(), List.of(check));
    }

    @ParameterizedTest
    @MethodSource("checks")
    void the_flagged_sample_is_flagged_and_the_clean_one_is_not(Check check) {
        assertFalse(run(check, check.card().flagged()).isEmpty(), check.card().id());
        assertEquals(List.of(), run(check, check.card().clean()), check.card().id());
    }

    @Test
    void ids_and_names_are_told_once() {
        var seen = new HashSet<String>();
        for (Check check : Checks.ALL) {
            assertTrue(check.card().id().matches("NFT\\d{3}"));
            assertTrue(seen.add(check.card().id()), check.card().id());
            assertTrue(seen.add(check.card().name()), check.card().name());
        }
    }

    @Test
    void a_comment_in_the_rule_silences_it_and_one_for_the_file_all_of_it() {
        String flagged = "table inet t {\n chain c {\n  type filter hook input priority 0; policy drop;\n"
                + "  accept\n  tcp dport 22 drop comment \"nftrace:ignore NFT003 kept for later\"\n  drop\n }\n}\n";
        Check check = Checks.ALL.stream()
                .filter(c -> c.card().id().equals("NFT003"))
                .findFirst()
                .orElseThrow();
        assertEquals(0, run(check, flagged).size());
        String other = flagged.replace("NFT003 kept", "NFT001 kept");
        assertEquals(1, run(check, other).size());
        assertEquals(
                0, run(check, other + "# nftrace:ignore-file NFT001, NFT003\n").size());
    }
}
