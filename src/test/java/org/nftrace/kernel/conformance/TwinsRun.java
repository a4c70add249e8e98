package org.nftrace.kernel.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nftrace.forms.RulesetWorld;
import org.nftrace.kernel.Rules.Loader;
import org.nftrace.kernel.generate.Scenario;
import org.nftrace.kernel.generate.ScenarioGenerator;

/// Loads many rulesets of iptables, made ones and those of folders, and holds both languages and the kernel against
/// each other.
///
///     java -cp … org.nftrace.kernel.conformance.TwinsRun SEED MADE PACKETS [FOLDER …]
final class TwinsRun {
    private static final int LARGEST = 200_000;

    private TwinsRun() {}

    public static void main(String[] arguments) throws IOException {
        long seed = Long.parseLong(arguments[0]);
        int packets = Integer.parseInt(arguments[2]);
        var twins = new Twins();
        for (String folder : List.of(arguments).subList(3, arguments.length)) {
            for (Path file : files(Path.of(folder))) {
                run(RulesetWorld.of(file.getFileName().toString(), read(file), packets), twins, System.out);
            }
            System.out.print(folder + ": " + twins);
        }
        for (var scenario : made(seed, Integer.parseInt(arguments[1]), packets)) {
            run(scenario, twins, System.out);
        }
        twins.differences().forEach(System.out::println);
        System.out.print(twins);
    }

    private static void run(Scenario scenario, Twins twins, PrintStream out) {
        try {
            twins.compare(scenario);
        } catch (IOException | RuntimeException | AssertionError e) {
            out.println(scenario.name() + ": not loaded: "
                    + String.valueOf(e.getMessage())
                            .lines()
                            .limit(4)
                            .collect(java.util.stream.Collectors.joining(" | ")));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().matches(".*\\.save|.*iptables-save/[^/]*"))
                    .filter(f -> f.toFile().length() < LARGEST)
                    .sorted()
                    .toList();
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /// {@return the first scenarios of a seed that have rules of iptables alone}
    static List<Scenario> made(long seed, int count, int packets) {
        var generator = new ScenarioGenerator(seed);
        var all = new ArrayList<Scenario>();
        for (int i = 0; all.size() < count; i++) {
            var scenario = generator.make(i, packets);
            if (scenario.rules().parts().stream().noneMatch(p -> p.loader() == Loader.NFT)) {
                all.add(scenario);
            }
        }
        return all;
    }
}
