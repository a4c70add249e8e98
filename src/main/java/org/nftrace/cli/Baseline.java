package org.nftrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Fingerprint;
import org.nftrace.report.Escape;

/// Findings that are known and not to be told again: a file with one a line, its fingerprint first.
final class Baseline {
    static final String NAME = ".nftrace-baseline";

    private Baseline() {}

    static void write(String name, List<Finding> findings, Console console) throws Failure {
        String text = findings.stream()
                .map(f -> Fingerprint.of(f) + " " + f.card().id() + " "
                        + Escape.line(f.span().source().name()) + "\n")
                .collect(Collectors.joining());
        try {
            Files.writeString(console.file(name), "# known findings, written by nftrace lint --init\n" + text);
        } catch (IOException e) {
            throw new Failure("cannot write '" + name + "': " + e.getMessage());
        }
    }

    static List<String> read(String name, Console console) throws Failure {
        try {
            return Files.readAllLines(console.file(name), StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.strip().split(" ", 2)[0])
                    .toList();
        } catch (IOException e) {
            throw new Failure("cannot read '" + name + "': no such file, or no text; --init writes it");
        }
    }
}
