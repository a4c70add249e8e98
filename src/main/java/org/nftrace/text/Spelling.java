package org.nftrace.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what a mistyped word was meant to be.
public final class Spelling {
    private static final int LONGEST = 64;

    private Spelling() {}

    /// {@return the candidate that is nearest to `word`, when it is near enough to be worth asking about}
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        int bound = Math.max(1, word.length() / 3);
        return candidates.stream()
                .filter(c -> Math.abs(c.length() - word.length()) <= bound && distance(word, c) <= bound)
                .min(Comparator.<String>comparingInt(c -> distance(word, c)).thenComparing(c -> c));
    }

    /// {@return `; did you mean 'x'?`, or nothing when no candidate is near}
    public static String hint(String word, Collection<String> candidates) {
        return nearest(word, candidates).map(n -> "; did you mean '" + n + "'?").orElse("");
    }

    // Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
