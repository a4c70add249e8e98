package org.nftrace.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `nft -a monitor trace` running beside, to hold our reading of the messages against nft's own.
final class Monitor implements AutoCloseable {

    private static final int PATIENCE = 200;

    private final Process process;
    private final BufferedReader lines;

    private Monitor(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    /// Starts it and waits until it listens.
    static Monitor start(Namespace namespace) throws IOException {
        var before = listeners(namespace);
        var monitor = new Monitor(namespace.start("stdbuf", "-oL", "nft", "-a", "monitor", "trace"));
        for (int i = 0; i < PATIENCE && listeners(namespace) == before; i++) {
            pause();
        }
        return monitor;
    }

    /// {@return what it printed up to now}
    List<String> printed() throws IOException {
        var printed = new ArrayList<String>();
        for (int silent = 0; silent < 10; silent++) {
            while (lines.ready()) {
                printed.add(lines.readLine());
                silent = 0;
            }
            pause();
        }
        return printed;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        lines.close();
    }

    /// {@return how many sockets are in the trace group, which is bit 8 of the column of groups}
    private static long listeners(Namespace namespace) throws IOException {
        return namespace.inside(() -> Files.readAllLines(Path.of("/proc/thread-self/net/netlink")).stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[1].equals("12") && (Long.parseLong(columns[3], 16) & 0x100) != 0)
                .count());
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
