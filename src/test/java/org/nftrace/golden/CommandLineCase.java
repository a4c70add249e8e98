package org.nftrace.golden;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nftrace.cli.Console;
import org.nftrace.cli.Main;
import org.nftrace.golden.Txtar.Section;

/// One call of the program.
///
/// - `args`: what follows `nftrace`, as one would type it into a shell, on as many lines as one likes;
/// - `stdin`, and `env` with lines `NAME=value`: empty when left out;
/// - `out`, `err`, `exit`: what comes of it; left out where nothing is written, and where the exit code is 0;
/// - `capture.pcap.hex`: the bytes of the file `capture.pcap`, in hexadecimal, spaced as one likes;
/// - any other section is a file in the folder where the program runs.
final class CommandLineCase {
    static final Set<String> OUTPUTS = Set.of("out", "err", "exit");
    private static final Set<String> INPUTS = Set.of("args", "stdin", "env");

    private static final String HEX = ".hex";

    private CommandLineCase() {}

    static List<Section> run(Txtar file) throws IOException {
        var folder = Files.createTempDirectory("nftrace-golden");
        try {
            for (var section : file.sections()) {
                if (!OUTPUTS.contains(section.name()) && !INPUTS.contains(section.name())) {
                    write(folder, section);
                }
            }
            return run(file, folder);
        } finally {
            delete(folder);
        }
    }

    private static List<Section> run(Txtar file, Path folder) {
        var out = new StringWriter();
        var err = new StringWriter();
        var console = new Console(
                new ByteArrayInputStream(file.text("stdin").orElse("").getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                folder,
                environment(file.text("env").orElse("")));
        int exit = Main.run(ShellWords.split(file.text("args").orElseThrow()), console);
        var sections = new ArrayList<Section>();
        if (!out.toString().isEmpty()) {
            sections.add(new Section("out", out.toString()));
        }
        if (!err.toString().isEmpty()) {
            sections.add(new Section("err", err.toString()));
        }
        if (exit != 0) {
            sections.add(new Section("exit", exit + "\n"));
        }
        return sections;
    }

    private static Map<String, String> environment(String lines) {
        return lines.lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static void write(Path folder, Section section) throws IOException {
        var target = folder.resolve(section.name()).normalize();
        if (!target.startsWith(folder)) {
            throw new IllegalArgumentException("a file outside of its folder: " + section.name());
        }
        Files.createDirectories(target.getParent());
        if (section.name().endsWith(HEX)) {
            String name = target.getFileName().toString();
            byte[] bytes = HexFormat.of().parseHex(section.text().replaceAll("\\s", ""));
            Files.write(target.resolveSibling(name.substring(0, name.length() - HEX.length())), bytes);
        } else {
            Files.writeString(target, section.text());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
