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
import org.nftrace.samples.Sample;

/// Traces every packet of every story in `samples`, with what is told of its host, and holds the traces against the
/// file beside the dump, and what is said of the dump likewise. Whether the kernel takes the same way, the kernel tests
/// ask.
class SamplesTest {

    @TestFactory
    Stream<DynamicTest> every_story_is_traced_as_its_folder_says() throws IOException {
        var samples = Sample.all();
        assertFalse(samples.isEmpty());
        return samples.stream().map(sample -> dynamicTest(sample.toString(), () -> check(sample)));
    }

    private static void check(Sample sample) throws IOException {
        var arguments = new ArrayList<>(sample.arguments());
        arguments.addAll(List.of("--packets", sample.packets().toString(), "--lang", "en", "--width", "100"));
        check(sample.beside("trace"), run(arguments).out());
        Path said = sample.beside("parse");
        var parse = new ArrayList<>(List.of("parse"));
        for (Path file : sample.files()) {
            parse.add(file.toString());
        }
        var parsed = run(parse);
        assertFalse(parsed.err().isEmpty() && Files.exists(said), said + " says what is not said any more");
        if (!parsed.err().isEmpty()) {
            check(said, parsed.out() + parsed.err());
        }
    }

    private static void check(Path expected, String actual) throws IOException {
        if (GoldenTest.UPDATE) {
            Files.writeString(expected, actual);
        }
        assertEquals(Files.readString(expected), actual);
    }

    private record Printed(String out, String err) {}

    private static Printed run(List<String> arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var console = new Console(
                InputStream.nullInputStream(), new PrintWriter(out), new PrintWriter(err), Path.of(""), Map.of());
        Main.run(arguments, console);
        return new Printed(out.toString(), err.toString());
    }
}
