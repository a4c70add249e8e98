import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// One run of a command.
///
/// @param seconds from its start to its end, by the clock
/// @param peak    the most memory that it held at a time, in kilobytes, as the kernel has counted it (`VmHWM`)
record Once(double seconds, long peak) {

    static Once of(List<String> command) throws IOException, InterruptedException {
        var none = new File("/dev/null");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(none)
                .redirectError(none)
                .start();
        var watch = new Watch(process);
        var watching = Thread.startVirtualThread(watch);
        int code = process.waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        watching.join();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code);
        }
        return new Once(seconds, watch.peak);
    }

    // The kernel forgets the mark when the process ends.
    private static final class Watch implements Runnable {
        private static final int PAUSE_MILLIS = 5;

        private final Process process;
        private volatile long peak;

        Watch(Process process) {
            this.process = process;
        }

        @Override
        public void run() {
            Path status = Path.of("/proc/" + process.pid() + "/status");
            try {
                while (process.isAlive()) {
                    Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmHWM:"))
                            .forEach(line -> peak = Long.parseLong(line.replaceAll("\\D", "")));
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (IOException e) {
                return; // it has ended
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
