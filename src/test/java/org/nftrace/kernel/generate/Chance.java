package org.nftrace.kernel.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Random choices that depend on a seed only.
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// {@return a number from `low` to `high`, both included}
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// {@return what one of the suppliers makes}
    @SafeVarargs
    final <T> T make(Supplier<T>... makers) {
        return makers[random.nextInt(makers.length)].get();
    }

    /// {@return so many different ones, or all if there are not so many, in the order of the list}
    <T> List<T> some(int count, List<T> choices) {
        var kept = new ArrayList<>(choices);
        while (kept.size() > count) {
            kept.remove(random.nextInt(kept.size()));
        }
        return kept;
    }
}
