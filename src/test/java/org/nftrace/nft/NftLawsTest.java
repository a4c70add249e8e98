package org.nftrace.nft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.text.Repeated;
import org.nftrace.text.Shortcuts;
import org.nftrace.text.Source;

/// What holds of every nft text, tried on those of the golden cases.
class NftLawsTest {
    private static final Path CASES = Path.of("src/test/resources/golden/parse");
    private static final Pattern MARKER = Pattern.compile("^-- (\\S.*?) --\\R", Pattern.MULTILINE);

    private static Stream<String> texts() throws IOException {
        try (var files = Files.list(CASES)) {
            return files.sorted().toList().stream().map(NftLawsTest::input);
        }
    }

    // The first section is the dump.
    private static String input(Path file) {
        try {
            return MARKER.split(Files.readString(file))[1];
        } catch (IOException problem) {
            throw new AssertionError(problem);
        }
    }

    private static NftReader.Read read(String text) {
        return NftReader.read(new Source("dump.nft", text));
    }

    private static Stream<Rule> rules(List<Table> tables) {
        return tables.stream()
                .flatMap(table -> table.chains().stream())
                .map(Chain::rules)
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void what_is_printed_is_read_and_printed_the_same(String text) {
        var first = read(text);
        assumeTrue(first.diagnostics().isEmpty());
        String once = NftPrinter.print(first.tables());
        assertEquals(once, NftPrinter.print(read(once).tables()));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void carriage_returns_change_nothing(String text) {
        var unix = read(text);
        var windows = read(text.replace("\n", "\r\n"));
        assertEquals(NftPrinter.print(unix.tables()), NftPrinter.print(windows.tables()));
        assertEquals(
                unix.diagnostics().stream().map(Object::toString).toList(),
                windows.diagnostics().stream().map(Object::toString).toList());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_rule_is_its_own_text_and_holds_its_statements(String text) {
        rules(read(text).tables()).forEach(rule -> {
            assertEquals(rule.text().strip(), rule.text());
            assertTrue(text.contains(rule.text()));
            int at = rule.span().start();
            for (Statement statement : rule.statements()) {
                assertTrue(statement.span().start() >= at, rule::text);
                assertTrue(statement.span().end() <= rule.span().end(), rule::text);
                at = statement.span().end();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_rule_that_is_like_another_is_read_as_if_it_were_the_first(String text) {
        String repeated = Repeated.lines(text, line -> !line.matches(".*([{]|[}])\\s*(#.*)?"), new Random(7));
        for (String some : List.of(text, repeated, repeated.replace("\n", "\r\n"))) {
            var source = new Source("dump.nft", some);
            assertEquals(NftReader.read(source.whole(), Shortcuts.NONE), NftReader.read(source));
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_rule_that_is_read_ahead_is_read_as_if_those_before_it_had_been(String text) {
        String repeated = Repeated.lines(text, line -> !line.matches(".*([{]|[}])\\s*(#.*)?"), new Random(8));
        for (String some : List.of(text, repeated, repeated + repeated, repeated.replace("\n", "\r\n"))) {
            var source = new Source("dump.nft", some);
            assertEquals(
                    NftReader.read(source.whole(), Shortcuts.NONE), NftReader.read(source.whole(), Repeated.AHEAD));
        }
    }

    @Test
    void a_rule_is_read_with_the_sets_that_are_declared_above_it() {
        String rules = "add @s { ip saddr . \"eth0\" }\n".repeat(20);
        var source = new Source(
                "dump.nft",
                "table ip t {\nchain a {\n" + rules + " }\nset s {\ntype ipv4_addr . ifname\n }\nchain b {\n" + rules
                        + " }\n}\n");
        var read = NftReader.read(source.whole(), Shortcuts.NONE);
        assertEquals(List.of(), read.diagnostics());
        assertEquals(read, NftReader.read(source.whole(), Repeated.AHEAD));
    }
}
