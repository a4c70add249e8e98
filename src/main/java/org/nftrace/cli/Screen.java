package org.nftrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Where output goes, as far as it matters for how it looks.
///
/// @param inIsTerminal somebody types what is read
/// @param file    the file that standard output is redirected to
/// @param columns how wide the terminal is; asked for only when it matters
public record Screen(
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Optional<String> file,
        Supplier<OptionalInt> columns) {

    /// Pipes, as far as anybody knows.
    public static final Screen NONE = new Screen(false, false, false, Optional.empty(), OptionalInt::empty);

    private static final long PATIENCE_MILLISECONDS = 500;

    /// {@return where the streams of this very process go}
    static Screen ofProcess() {
        Optional<String> out = link(1);
        return new Screen(
                link(0).filter(Screen::isTerminal).isPresent(),
                out.filter(Screen::isTerminal).isPresent(),
                link(2).filter(Screen::isTerminal).isPresent(),
                out.filter(f -> f.startsWith("/") && !f.startsWith("/dev/")),
                Screen::askTerminal);
    }

    // proc(5): a link to the open file, to a terminal's device, or 'pipe:[123]'
    private static Optional<String> link(int descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static boolean isTerminal(String file) {
        return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
    }

    // stty(1) asks its standard input; that of this process may be a dump.
    private static OptionalInt askTerminal() {
        try {
            var stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                stty.destroy();
                return OptionalInt.empty();
            }
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            return size.length == 2 ? OptionalInt.of(Integer.parseInt(size[1])) : OptionalInt.empty();
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }
}
