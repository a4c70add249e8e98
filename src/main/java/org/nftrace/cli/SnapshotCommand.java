package org.nftrace.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// `nftrace snapshot`: prints the script that gathers, on a host, all that a trace wants to know of it.
final class SnapshotCommand {
    private SnapshotCommand() {}

    /// {@return the exit code}
    static int run(Console console) {
        console.out().print(script());
        return 0;
    }

    private static String script() {
        try (var in = SnapshotCommand.class.getResourceAsStream("snapshot.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
