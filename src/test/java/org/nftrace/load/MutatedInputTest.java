package org.nftrace.load;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nftrace.iptables.IptablesPrinter;
import org.nftrace.nft.JsonPrinter;
import org.nftrace.nft.NftPrinter;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;

/// Damaged dumps are rulesets or diagnostics with a place, never exceptions or hangs, and what was read can be printed.
///
/// `-Dmutations.of=FOLDER -Dmutations=100000 -Dmutations.seed=1 -Dmutations.largest=BYTES` damages the files of another
/// folder, more often.
class MutatedInputTest {
    private static final int LARGEST = Integer.getInteger("mutations.largest", 100_000);
    // No measure of speed: what takes this long does not end.
    private static final Duration HANGS = Duration.ofSeconds(30);

    private final Random random = new Random(Long.getLong("mutations.seed", 1));

    @Test
    void a_damaged_dump_is_a_ruleset_or_a_diagnostic() throws IOException {
        List<Path> files = files();
        assertFalse(files.isEmpty());
        var mutations = new Mutations(random);
        for (int i = 0, edits = Integer.getInteger("mutations", 400); i < edits; i++) {
            Path file = files.get(random.nextInt(files.size()));
            String text = mutations.edit(read(file), read(files.get(random.nextInt(files.size()))));
            try {
                assertTimeoutPreemptively(HANGS, () -> check(text));
            } catch (Throwable problem) {
                Path kept = Files.writeString(Files.createTempFile("mutated", ".txt"), text);
                throw new AssertionError(file + ", damaged as in " + kept, problem);
            }
        }
    }

    private static void check(String text) {
        var loaded = Loader.load(List.of(new Source("damaged", text)), List.of());
        var tables = loaded.ruleset().tables();
        assertTrue(!tables.isEmpty() || !loaded.diagnostics().isEmpty() || text.contains("\"nftables\""));
        for (Diagnostic diagnostic : loaded.diagnostics()) {
            assertTrue(diagnostic.toString().matches("(?s)damaged[^:]*:\\d+:\\d+: .*"), diagnostic::toString);
        }
        NftPrinter.print(tables);
        JsonPrinter.print(tables);
        IptablesPrinter.print(tables, IptablesPrinter.Wording.DUMP);
    }

    private static List<Path> files() throws IOException {
        Path folder = Path.of(System.getProperty("mutations.of", "samples"));
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toFile().length() <= LARGEST)
                    .sorted()
                    .toList();
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
