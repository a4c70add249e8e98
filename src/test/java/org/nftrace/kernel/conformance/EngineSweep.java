package org.nftrace.kernel.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Holds our engine against the kernel for a seed, and shows what differs, made small.
final class EngineSweep {

    private static final int COMPLAINTS = 20;

    private EngineSweep() {}

    /// SEED SCENARIOS PACKETS MOST-DIFFERENCES [NUMBER,…]: all scenarios of the seed, or those with these numbers.
    public static void main(String[] arguments) throws IOException {
        run(
                new Sweep(
                        Long.parseLong(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3]),
                        arguments.length > 4 ? numbers(arguments[4]) : Set.of()),
                System.out);
    }

    private static Set<Integer> numbers(String list) {
        return Stream.of(list.split(",")).map(Integer::valueOf).collect(Collectors.toSet());
    }

    static Sweep.Result run(Sweep sweep, PrintStream out) throws IOException {
        var contender = new EngineContender();
        var began = System.nanoTime();
        var result = sweep.run(contender, out);
        out.print(result.coverage());
        out.printf(
                "seed %d: %d packets in %.1f s, %d rulesets differ, %d unstable%n",
                sweep.seed(),
                result.coverage().packets(),
                (System.nanoTime() - began) / 1e9,
                result.differences().size(),
                result.unstable().size());
        result.unstable()
                .forEach(once -> out.println("only once: " + once.scenario().name() + ", by "
                        + once.scenario().probes().getLast() + "\n" + once.ways()));
        contender.complaints().stream()
                .map(c -> c + "\n" + c.span().source().lineText(c.span().line()).strip())
                .distinct()
                .limit(COMPLAINTS)
                .forEach(out::println);
        try (var conformance = new Conformance(contender)) {
            for (var difference : result.differences()) {
                out.println("=".repeat(80));
                out.println(difference.scenario().name() + " as found, by "
                        + difference.scenario().probes().getLast() + "\n" + difference.ways());
                var small = Shrinker.shrink(conformance, difference);
                out.print(Recording.make(small.scenario(), true).file().print());
                out.println("-- ways --\n" + small.ways());
            }
        }
        return result;
    }
}
