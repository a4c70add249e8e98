package org.nftrace.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What a command left behind: its exit code and what it wrote.
public record Command(List<String> line, int exit, String out, String err) {

    /// Runs a command in the network namespace of the calling thread, which the process inherits.
    public static Command run(String input, List<String> line) throws IOException {
        var process = new ProcessBuilder(line).start();
        try {
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The command ended before it read everything: its exit code and messages say why.
            }
            var out = text(process.getInputStream());
            return new Command(line, process.waitFor(), out, err.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted: " + line, e);
        } finally {
            process.destroyForcibly();
        }
    }

    public boolean succeeded() {
        return exit == 0;
    }

    /// {@return what it wrote, if it succeeded}
    public String orThrow() {
        if (!succeeded()) {
            throw new AssertionError(String.join(" ", line) + " ended with " + exit + ":\n" + err);
        }
        return out;
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
