package org.nftrace.kernel.generate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.nftrace.kernel.KernelRun;
import org.nftrace.kernel.Rules;

/// Loads made rules and leaves out, line by line, what nft or iptables refuses.
public final class Sieve {

    private static final Pattern NFT_LINE = Pattern.compile("(?m)^/dev/stdin:(\\d+):\\d+-\\d+: Error");
    private static final Pattern IPTABLES_LINE = Pattern.compile("line:? (\\d+)");
    private static final int ROUNDS = 60;

    /// What was loaded.
    ///
    /// @param refused lines that were left out, with the reason
    public record Loaded(Rules rules, String listing, List<String> refused) {}

    private Sieve() {}

    public static Loaded load(KernelRun run, Rules rules) throws IOException {
        var refused = new ArrayList<String>();
        var kept = rules;
        for (int round = 0; round < ROUNDS; round++) {
            var refusal = run.tryLoad(kept);
            if (refusal.isEmpty()) {
                return new Loaded(kept, run.listing(), refused);
            }
            kept = without(kept, refusal.get().line(), refusal.get().err(), refused);
        }
        throw new AssertionError("nothing is left to leave out:\n" + kept);
    }

    private static Rules without(Rules rules, List<String> command, String complaint, List<String> refused) {
        var parts = new ArrayList<Rules.Part>();
        for (var part : rules.parts()) {
            parts.add(
                    part.loader().command().equals(command)
                            ? new Rules.Part(part.loader(), without(part, complaint, refused))
                            : part);
        }
        return new Rules(parts);
    }

    private static String without(Rules.Part part, String complaint, List<String> refused) {
        var pattern = part.loader() == Rules.Loader.NFT ? NFT_LINE : IPTABLES_LINE;
        var bad = new TreeSet<Integer>();
        pattern.matcher(complaint).results().forEach(result -> bad.add(Integer.parseInt(result.group(1)) - 1));
        if (part.loader() == Rules.Loader.NFT && complaint.contains("Could not process")) {
            // The kernel judges whole tables: what comes after the rule that spoils one is refused with it.
            bad.retainAll(List.of(firstOf(pattern, complaint)));
        }
        var lines = new ArrayList<>(part.text().lines().toList());
        if (bad.isEmpty() || bad.last() >= lines.size()) {
            throw new AssertionError(complaint + "\n" + part.text());
        }
        for (var line : bad.descendingSet()) {
            if (line < lines.size()) {
                refused.add(lines.get(line) + "   # " + reason(complaint));
                lines.subList(line, Blocks.end(lines, line) + 1).clear();
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static int firstOf(Pattern pattern, String complaint) {
        return pattern.matcher(complaint)
                .results()
                .map(result -> Integer.parseInt(result.group(1)) - 1)
                .findFirst()
                .orElseThrow();
    }

    private static String reason(String complaint) {
        var first = complaint.indexOf("Error: ");
        return complaint.substring(Math.max(0, first)).lines().findFirst().orElse("");
    }
}
