package org.nftrace.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// How far long work is, on one line of a terminal that is written over and over, and gone at the end.
final class Progress {
    private static final long FIRST_AFTER = 500_000_000;
    private static final long AGAIN_AFTER = 100_000_000;
    private static final int LOOK_EVERY = 64;
    private static final int WIDTH = 20;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter terminal;
    private final boolean shown;
    private final Supplier<Optional<Double>> part;
    private final long start = System.nanoTime();
    private long next = start + FIRST_AFTER;
    private long packets;
    private boolean drawn;

    /// @param part how much is done, 0 to 1, where that is known
    Progress(Console console, Supplier<Optional<Double>> part) {
        this.terminal = console.err();
        this.shown = console.screen().errIsTerminal();
        this.part = part;
    }

    void packet() {
        packets++;
        if (shown && packets % LOOK_EVERY == 0 && System.nanoTime() > next) {
            long now = System.nanoTime();
            next = now + AGAIN_AFTER;
            drawn = true;
            terminal.print(CLEAR + line(part.get(), packets, (now - start) / 1e9));
            terminal.flush();
        }
    }

    void end() {
        if (drawn) {
            terminal.print(CLEAR);
            terminal.flush();
        }
    }

    /// {@return `[##########          ]  50 %  500000 packets, 98000 a second`}
    static String line(Optional<Double> part, long packets, double seconds) {
        String bar = part.map(p -> "[%s%s] %3d %%  "
                        .formatted(
                                "#".repeat((int) (p * WIDTH)), " ".repeat(WIDTH - (int) (p * WIDTH)), (int) (p * 100)))
                .orElse("");
        return bar + String.format(Locale.ROOT, "%d packets, %.0f a second", packets, packets / seconds);
    }
}
