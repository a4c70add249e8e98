package org.nftrace.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// One network namespace: without a name, kept alive by the one thread that lives in it and by a descriptor.
///
/// Nothing of it is left when this process ends, however it ends, and two runs can never meet in one.
public final class Namespace implements AutoCloseable {

    private final ExecutorService thread;
    private final int descriptor;

    private Namespace(ExecutorService thread, int descriptor) {
        this.thread = thread;
        this.descriptor = descriptor;
    }

    public static Namespace create(String label) throws IOException {
        var thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("netns " + label).daemon().factory());
        try {
            return new Namespace(thread, ask(thread, () -> {
                Libc.unshareNetwork();
                return Libc.open("/proc/thread-self/ns/net");
            }));
        } catch (IOException e) {
            thread.shutdownNow();
            throw e;
        }
    }

    /// {@return what the question answers when asked from inside} Sockets opened so belong to this namespace for good
    /// and may be used from anywhere.
    public <T> T inside(Callable<T> question) throws IOException {
        return ask(thread, question);
    }

    public Command tryRun(String input, String... line) throws IOException {
        return inside(() -> Command.run(input, List.of(line)));
    }

    public String run(String input, String... line) throws IOException {
        return tryRun(input, line).orThrow();
    }

    /// Starts a command that stays; whoever starts it ends it.
    public Process start(String... line) throws IOException {
        return inside(() -> new ProcessBuilder(line).start());
    }

    /// Sets a sysctl by its dotted name; a dot inside an interface name is written as a slash, as sysctl(8) has it.
    public void set(String sysctl, String value) throws IOException {
        inside(() -> Files.writeString(sysctlFile(sysctl), value));
    }

    public String sysctl(String name) throws IOException {
        return inside(() -> Files.readString(sysctlFile(name)).strip());
    }

    public int interfaceIndex(String name) throws IOException {
        return inside(() -> Libc.interfaceIndex(name));
    }

    /// A path that ip(8) takes where it wants a namespace.
    public String path() {
        return "/proc/" + ProcessHandle.current().pid() + "/fd/" + descriptor;
    }

    @Override
    public void close() throws IOException {
        thread.shutdownNow();
        Libc.close(descriptor);
    }

    private static Path sysctlFile(String name) {
        var swapped = new StringBuilder();
        name.chars().forEach(c -> swapped.append(c == '.' ? '/' : c == '/' ? '.' : (char) c));
        return Path.of("/proc/sys", swapped.toString());
    }

    private static <T> T ask(ExecutorService thread, Callable<T> question) throws IOException {
        try {
            return thread.submit(question).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException bug -> throw bug;
                case Error bug -> throw bug;
                default -> throw new IOException(e.getCause());
            }
        }
    }
}
