package org.nftrace.kernel.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nftrace.cli.Console;
import org.nftrace.cli.Main;

/// A sample's packets, and what nftrace prints of them.
final class SampleRun {

    /// What differs from run to run: the name of a packet, and what counted before.
    private static final Pattern CHANGING =
            Pattern.compile("trace id [0-9a-f]+|packets \\d+ bytes \\d+|\\bid \\d+|status 0x[0-9a-f]+");

    private SampleRun() {}

    /// {@return what `--format monitor` prints}
    static List<MonitorLine> nftrace(String input, String... arguments) {
        return nftrace(input, List.of(arguments));
    }

    static List<MonitorLine> nftrace(String input, List<String> arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var console = new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                Path.of(""),
                Map.of());
        Main.run(
                Stream.concat(arguments.stream(), Stream.of("--format", "monitor"))
                        .toList(),
                console);
        return MonitorLine.read(out.toString());
    }

    /// {@return the packets of a file that `--packets` takes}
    static List<String> packets(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /// {@return a kernel record without what differs from run to run}
    static String steady(String monitor) {
        return CHANGING.matcher(monitor).replaceAll("*");
    }
}
