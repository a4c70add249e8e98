package org.nftrace.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.nftrace.load.Redaction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `nftrace snapshot`: prints the script that gathers, on a host, all that a trace wants to know of it; or what it
/// gathered, with other addresses.
final class SnapshotCommand {
    private static final int SECRET_BYTES = 32;

    private SnapshotCommand() {}

    static CommandSpec describe(CommandSpec spec) {
        return spec.addOption(Options.value(
                        "--redact", "FILE", "print the file with other addresses: same rules, same verdicts"))
                .addOption(Options.value(
                        "--secret", "TEXT", "with --redact: what the other addresses are made of; else chance"));
    }

    /// {@return the exit code}
    static int run(ParseResult parsed, Console console) throws Failure {
        if (!parsed.hasMatchedOption("--redact")) {
            console.out().print(script());
            return 0;
        }
        String text =
                new Inputs(console).read(Options.text(parsed, "--redact", "")).text();
        console.out().print(Redaction.of(text, secret(parsed)));
        return 0;
    }

    private static byte[] secret(ParseResult parsed) {
        String told = Options.text(parsed, "--secret", "");
        if (!told.isEmpty()) {
            return told.getBytes(StandardCharsets.UTF_8);
        }
        var secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    private static String script() {
        try (var in = SnapshotCommand.class.getResourceAsStream("snapshot.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
