package org.nftrace.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// All that a command sees of the process that runs it.
///
/// @param in          standard input, as bytes: a dump may be in any encoding
/// @param out         what was asked for
/// @param err         what went wrong
/// @param directory   where relative file names start
/// @param environment the variables (`NO_COLOR`, `LANG`, `COLUMNS`, …)
public record Console(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        Path directory,
        Map<String, String> environment,
        Screen screen) {

    public Console {
        environment = Map.copyOf(environment);
    }

    /// A console whose output nobody watches.
    public Console(InputStream in, PrintWriter out, PrintWriter err, Path directory, Map<String, String> environment) {
        this(in, out, err, directory, environment, Screen.NONE);
    }

    /// {@return the console of this very process}
    static Console ofProcess() {
        return new Console(
                System.in,
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Path.of(""),
                System.getenv(),
                Screen.ofProcess());
    }

    /// {@return the file that the user named}
    public Path file(String name) {
        return directory.resolve(name);
    }
}
