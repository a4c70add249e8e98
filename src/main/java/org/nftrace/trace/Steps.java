package org.nftrace.trace;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;

/// The steps of a way. Those of rules that did not match are made when somebody looks at them: whoever wants only what
/// happened to the packet asks for [#happened] and need not wait for ten thousand rules that did not.
final class Steps extends AbstractList<Step> implements RandomAccess {
    private final Told told;
    private final List<Sight> sights;
    private final boolean isPruned;
    private List<Step> all;
    // Asked for again and again; below 0 it was not yet.
    private int size = -1;

    // Of lists that nobody changes any more.
    private Steps(Told told, List<Sight> sights, boolean isPruned) {
        this.told = told;
        this.sights = sights;
        this.isPruned = isPruned;
    }

    /// The first steps of an array, in which nobody changes them any more.
    static final class Told extends AbstractList<Step> implements RandomAccess {
        private final Step[] steps;
        private final int size;

        private Told(Step[] steps, int size) {
            this.steps = steps;
            this.size = size;
        }

        @Override
        public Step get(int index) {
            return steps[Objects.checkIndex(index, size)];
        }

        @Override
        public int size() {
            return size;
        }
    }

    /// Rules that were passed over while the packet looked the same.
    ///
    /// @param begin how many steps were told before that from which the gaps count
    /// @param view  what the rules saw, or would have seen
    /// @param asked whether they were asked, or were known not to match
    private record Sight(int begin, List<Gap> gaps, View view, boolean asked) {
        int length() {
            return gaps.stream().mapToInt(Gap::length).sum();
        }
    }

    /// The steps of a way that goes on.
    static final class Draft {
        private Step[] told;
        private int size;
        private final List<Sight> sights = new ArrayList<>();
        // May go on as long as the packet looks the same.
        private Sight passing;
        // None that was told is a rule's that did not match, or has such among its branches.
        private boolean isPruned = true;

        /// @param expected how many steps there may be to tell
        Draft(int expected) {
            told = new Step[expected];
        }

        int size() {
            return size;
        }

        void tell(Step step) {
            makeRoom(1);
            told[size] = step;
            size++;
            isPruned = isPruned && hasHappened(step);
        }

        /// Tells what a packet that looks so goes through.
        void tell(Stretch stretch, View seen) {
            if (!stretch.gaps().isEmpty()) {
                sights.add(new Sight(size, stretch.gaps(), seen, false));
                passing = null;
            }
            Told more = stretch.told();
            makeRoom(more.size);
            System.arraycopy(more.steps, 0, told, size, more.size);
            size += more.size;
        }

        private void makeRoom(int more) {
            if (size + more > told.length) {
                told = Arrays.copyOf(told, Math.max(size + more, 2 * told.length));
            }
        }

        /// Tells of rules that do not match and did nothing.
        ///
        /// @param asked whether they were asked
        @SuppressWarnings("ReferenceEquality")
        void passOver(ReadyChain chain, int from, int to, View seen, boolean asked) {
            if (passing == null || passing.view() != seen || passing.asked() != asked) {
                passing = new Sight(0, new ArrayList<>(), seen, asked);
                sights.add(passing);
            }
            List<Gap> gaps = passing.gaps();
            if (!gaps.isEmpty() && gaps.getLast().isContinuedBy(size, chain, from)) {
                gaps.getLast().goOn(to);
            } else {
                gaps.add(new Gap(size, chain, from, to));
            }
        }

        /// {@return all of it; nothing is told after that}
        List<Step> done() {
            return new Steps(new Told(told, size), sights, isPruned);
        }

        /// {@return all of it as what any packet goes through that looks so}
        Stretch stretch(Path.Course course, Optional<Path.Return> turned, Optional<Stretch.Halt> halt) {
            var gaps = sights.stream().flatMap(sight -> sight.gaps().stream()).toList();
            return new Stretch(new Told(Arrays.copyOf(told, size), size), gaps, course, turned, halt);
        }
    }

    /// {@return the same list, which nobody can change}
    static List<Step> copyOf(List<Step> steps) {
        return steps instanceof Steps ? steps : List.copyOf(steps);
    }

    /// {@return the steps without those that only tell of a rule that did not match}
    static List<Step> happened(List<Step> steps) {
        return steps instanceof Steps lazy ? lazy.isPruned ? lazy.told : pruned(lazy.told) : pruned(steps);
    }

    private static boolean hasHappened(Step step) {
        return !(step instanceof Step.PassedOver || step instanceof Step.Forked);
    }

    private static List<Step> pruned(List<Step> told) {
        return told.stream()
                .filter(step -> !(step instanceof Step.PassedOver))
                .map(step -> step instanceof Step.Forked(var question, var branches)
                        ? new Step.Forked(
                                question,
                                branches.stream()
                                        .map(b -> new Step.Branch(b.condition(), happened(b.steps())))
                                        .toList())
                        : step)
                .toList();
    }

    /// {@return how many of the steps here, branches left out, tell of rules that nobody asked}
    int unasked() {
        return sights.stream()
                .filter(sight -> !sight.asked())
                .mapToInt(Sight::length)
                .sum();
    }

    @Override
    public Step get(int index) {
        if (all == null) {
            all = expanded();
        }
        return all.get(index);
    }

    @Override
    public int size() {
        if (size < 0) {
            size = told.size() + sights.stream().mapToInt(Sight::length).sum();
        }
        return size;
    }

    private List<Step> expanded() {
        var steps = new ArrayList<Step>(size());
        int from = 0;
        for (Sight sight : sights) {
            for (Gap gap : sight.gaps()) {
                int after = sight.begin() + gap.after();
                steps.addAll(told.subList(from, after));
                gap.tell(sight.view(), steps::add);
                from = after;
            }
        }
        steps.addAll(told.subList(from, told.size()));
        return steps;
    }
}
