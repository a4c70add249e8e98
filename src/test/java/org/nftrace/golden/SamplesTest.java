package org.nftrace.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nftrace.cli.Console;
import org.nftrace.cli.Main;

/// Traces every packet of every story in `samples`, with what is told of its host, and holds the traces against the
/// file beside the dump: `ruleset.nft` and `ruleset.trace.txt`. Whether the kernel takes the same way, the kernel tests
/// ask.
class SamplesTest {
    private static final Path SAMPLES = Path.of("samples");

    @TestFactory
    Stream<DynamicTest> every_story_is_traced_as_its_folder_says() throws IOException {
        var dumps = new ArrayList<Path>();
        try (var files = Files.walk(SAMPLES, 2)) {
            files.filter(f -> f.toString().endsWith(".nft")).sorted().forEach(dumps::add);
        }
        assertFalse(dumps.isEmpty());
        return dumps.stream().map(dump -> dynamicTest(dump.toString(), () -> check(dump)));
    }

    private static void check(Path dump) throws IOException {
        var expected = dump.resolveSibling(dump.getFileName().toString().replaceFirst("\\.nft$", ".trace.txt"));
        String actual = trace(dump);
        if (GoldenTest.UPDATE) {
            Files.writeString(expected, actual);
        }
        assertEquals(Files.readString(expected), actual);
    }

    private static String trace(Path dump) {
        var out = new StringWriter();
        var err = new StringWriter();
        var console = new Console(
                InputStream.nullInputStream(), new PrintWriter(out), new PrintWriter(err), Path.of(""), Map.of());
        Main.run(
                List.of(
                        "--ruleset", dump.toString(),
                        "--host", dump.resolveSibling("host").toString(),
                        "--packets", dump.resolveSibling("packets.txt").toString(),
                        "--width", "100"),
                console);
        return out.toString();
    }
}
