import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Times whole commands: ours and a peer's by turns, so that whatever else the machine does meets both.
///
///     java src/bench/SideBySide.java [RUNS [ROW]]
///
/// It needs `target/nftrace`, and for the peers nft, iptables and unshare, as root: the peers check their input in a
/// network namespace of their own. It prints the table that README.md has; a row that begins with ROW is run alone.
public final class SideBySide {
    private static final String OURS = "target/nftrace/bin/nftrace";
    private static final String RADIUS = "samples/radius/ruleset.nft";
    private static final int MANY = 100_000;

    private final Path folder;
    private final int runs;
    private final String only;
    private final PrintStream out = System.out;

    private SideBySide(Path folder, int runs, String only) {
        this.folder = folder;
        this.runs = runs;
        this.only = only;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        Path folder = Files.createTempDirectory("nftrace-bench");
        try {
            new SideBySide(folder, runs, args.length > 1 ? args[1] : "").run();
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void run() throws IOException, InterruptedException {
        out.println("| work | nftrace | side by side with | ratio | peak memory |");
        out.println("|---|---|---|---|---|");
        var trace = List.of(OURS, "--ruleset", RADIUS, "--packet", "udp:10.254.10.105->10.254.10.252:1812");
        row("trace of " + RADIUS, trace, "hello world, same Java", hello());
        row("trace of " + RADIUS, trace, "nft -c -f", alone("nft", "-c", "-f", RADIUS));
        cold("first run of a trace of " + RADIUS, trace);
        for (int rules : new int[] {1_000, 10_000, MANY}) {
            parse("nft, one rule in five with a set, ", rules, 0.2);
            parse("nft, no sets, ", rules, 0);
        }
        String save = write("many.save", Rules.save(MANY));
        row(
                "parse iptables-save, " + MANY + " rules",
                List.of(OURS, "parse", save),
                "iptables-restore --test",
                alone("iptables-restore", "--test", save));
        row("parse nft, no sets, 1000000 rules", List.of(OURS, "parse", write("most.nft", Rules.nft(1_000_000, 0))));
        row(
                "lint nft, 5000 rules",
                List.of(OURS, "lint", "--fail-on", "never", write("lint.nft", Rules.nft(5_000, 0.2))));
        row(
                "lint kube-proxy's rules, 5000",
                List.of(OURS, "lint", "--fail-on", "never", write("lint.save", Services.save(525))));
    }

    private void parse(String what, int rules, double sets) throws IOException, InterruptedException {
        String file = write("rules.nft", Rules.nft(rules, sets));
        row(
                "parse " + what + rules + " rules",
                List.of(OURS, "parse", file),
                "nft -c -f",
                alone("nft", "-c", "-f", file));
    }

    private String write(String name, Stream<String> lines) throws IOException {
        return Files.write(folder.resolve(name), (Iterable<String>) lines::iterator)
                .toString();
    }

    private static List<String> alone(String... command) {
        return Stream.concat(Stream.of("unshare", "-n"), Stream.of(command)).toList();
    }

    private List<String> hello() throws IOException {
        Path source = folder.resolve("Hello.java");
        Files.writeString(
                source,
                "public class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString());
        return List.of(
                "target/nftrace/runtime/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder.toString(),
                "Hello");
    }

    private void row(String work, List<String> ours) throws IOException, InterruptedException {
        row(work, ours, "", List.of());
    }

    private void row(String work, List<String> ours, String peer, List<String> theirs)
            throws IOException, InterruptedException {
        if (!work.startsWith(only)) {
            return;
        }
        var mine = new ArrayList<Once>();
        var others = new ArrayList<Once>();
        for (int i = 0; i <= runs; i++) {
            mine.add(Once.of(ours));
            if (!theirs.isEmpty()) {
                others.add(Once.of(theirs));
            }
        }
        // The first of each fills the caches of the disk.
        double own = median(mine.subList(1, mine.size()));
        long memory = mine.stream().mapToLong(Once::peak).max().orElseThrow();
        String beside = "";
        String ratio = "";
        if (!theirs.isEmpty()) {
            double other = median(others.subList(1, others.size()));
            beside = "%s %s".formatted(peer, seconds(other));
            ratio = "%.2f".formatted(own / other);
        }
        out.printf("| %s | %s | %s | %s | %d MB |%n", work, seconds(own), beside, ratio, memory / 1024);
    }

    /// The same command with nothing of the program in the disk's cache, and again with all of it.
    private void cold(String work, List<String> ours) throws IOException, InterruptedException {
        if (!work.startsWith(only)) {
            return;
        }
        var cold = new ArrayList<Once>();
        var warm = new ArrayList<Once>();
        for (int i = 0; i < runs; i++) {
            forget(Path.of("target/nftrace"));
            cold.add(Once.of(ours));
            warm.add(Once.of(ours));
        }
        double first = median(cold);
        double again = median(warm);
        out.printf(
                "| %s | %s | itself, again %s | %.2f | %d MB |%n",
                work,
                seconds(first),
                seconds(again),
                first / again,
                cold.stream().mapToLong(Once::peak).max().orElseThrow() / 1024);
    }

    private static void forget(Path program) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.walk(program)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                new ProcessBuilder(
                                "dd", "of=" + file, "oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none")
                        .inheritIO()
                        .start()
                        .waitFor();
            }
        }
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 1 ? "%.3f s" : "%.2f s", seconds);
    }

    private static double median(List<Once> times) {
        double[] sorted = times.stream().mapToDouble(Once::seconds).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
