package org.nftrace.kernel.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.generate.Blocks;
import org.nftrace.kernel.generate.Scenario;

/// Makes a difference smaller as long as it stays one: fewer packets, rules, words of rules, lines of the world.
///
/// What remains need not be the smallest of all, but nothing of it can be left out alone.
public final class Shrinker {

    private static final int MOST_WORDS = 5;

    private final Conformance conformance;
    private final Set<String> inVain = new HashSet<>();
    private Difference smallest;

    private Shrinker(Conformance conformance, Difference difference) {
        this.conformance = conformance;
        this.smallest = difference;
    }

    public static Difference shrink(Conformance conformance, Difference difference) {
        var shrinker = new Shrinker(conformance, difference);
        int before;
        do {
            before = shrinker.scenario().toString().length();
            shrinker.packets();
            for (int part = 0; part < shrinker.scenario().rules().parts().size(); part++) {
                shrinker.rules(part);
                shrinker.words(part);
            }
            shrinker.world();
        } while (shrinker.scenario().toString().length() < before);
        return shrinker.smallest;
    }

    /// All but the last packet, which is the one that differs; many at once, then single ones.
    private void packets() {
        for (int size = scenario().probes().size() / 2; size >= 1; size /= 2) {
            for (int from = 0; from < scenario().probes().size() - 1; ) {
                var probes = new ArrayList<>(scenario().probes());
                probes.subList(from, Math.min(probes.size() - 1, from + size)).clear();
                from += attempt(scenario().with(probes)) ? 0 : size;
            }
        }
    }

    private void rules(int part) {
        for (int line = 0; line < lines(part).size(); ) {
            var lines = lines(part);
            lines.subList(line, Blocks.end(lines, line) + 1).clear();
            line += attempt(withPart(part, lines)) ? 0 : 1;
        }
    }

    /// Up to a few words out of one rule: what stands in one word may be needed by the next.
    private void words(int part) {
        for (int line = 0; line < lines(part).size(); line++) {
            for (int length = MOST_WORDS; length >= 1; length--) {
                for (int from = 0; from + length <= words(part, line).size(); ) {
                    var words = words(part, line);
                    words.subList(from, from + length).clear();
                    var lines = lines(part);
                    lines.set(line, String.join(" ", words));
                    from += attempt(withPart(part, lines)) ? 0 : 1;
                }
            }
        }
    }

    private void world() {
        for (int line = 0; line < scenario().world().lines().count(); ) {
            var lines = new ArrayList<>(scenario().world().lines().toList());
            lines.remove(line);
            var text = String.join("\n", lines) + "\n";
            line += attempt(new Scenario(
                            scenario().name(),
                            text,
                            scenario().rules(),
                            scenario().probes()))
                    ? 0
                    : 1;
        }
    }

    private Scenario scenario() {
        return smallest.scenario();
    }

    private List<String> lines(int part) {
        return new ArrayList<>(
                scenario().rules().parts().get(part).text().lines().toList());
    }

    private List<String> words(int part, int line) {
        var text = lines(part).get(line);
        var isRule = !text.equals("}") && Blocks.end(lines(part), line) == line;
        return isRule ? new ArrayList<>(List.of(text.split(" "))) : new ArrayList<>();
    }

    private Scenario withPart(int part, List<String> lines) {
        var parts = new ArrayList<>(scenario().rules().parts());
        parts.set(part, new Rules.Part(parts.get(part).loader(), String.join("\n", lines) + "\n"));
        return scenario().with(new Rules(parts));
    }

    /// {@return whether it still differs; then it is the smallest now}
    private boolean attempt(Scenario scenario) {
        if (!inVain.add(scenario.toString())) {
            return false;
        }
        try {
            var difference = conformance.last(scenario);
            difference.ifPresent(found -> smallest = found);
            return difference.isPresent();
        } catch (IOException | RuntimeException | AssertionError e) {
            // Half a world or half a packet cannot always be built.
            return false;
        }
    }
}
