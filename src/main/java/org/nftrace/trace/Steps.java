package org.nftrace.trace;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;

/// The steps of a way. Those of rules that did not match are made when somebody looks at them: whoever wants only what
/// happened to the packet asks for [#happened] and need not wait for ten thousand rules that did not.
final class Steps extends AbstractList<Step> implements RandomAccess {
    private final List<Step> told;
    private final List<Gap> gaps;
    private final int size;
    private List<Step> all;

    // Of lists that nobody changes any more.
    private Steps(List<Step> told, List<Gap> gaps) {
        this.told = Collections.unmodifiableList(told);
        this.gaps = gaps;
        this.size = told.size() + length(gaps);
    }

    private static int length(List<Gap> gaps) {
        int length = 0;
        for (int i = 0; i < gaps.size(); i++) {
            length += gaps.get(i).length();
        }
        return length;
    }

    /// The steps of a way that goes on.
    static final class Draft {
        private final List<Step> told;
        private final List<Gap> gaps = new ArrayList<>();
        private Gap passing;

        /// @param expected how many steps there may be to tell
        Draft(int expected) {
            told = new ArrayList<>(expected);
        }

        void tell(Step step) {
            told.add(step);
        }

        /// Tells of rules that do not match and did nothing.
        ///
        /// @param asked whether they were asked
        void passOver(ReadyChain chain, int from, int to, View seen, boolean asked) {
            if (passing != null && passing.isContinuedBy(told.size(), chain, from, seen, asked)) {
                passing.goOn(to);
            } else {
                passing = new Gap(told.size(), chain, from, to, seen, asked);
                gaps.add(passing);
            }
        }

        /// {@return all of it; nothing is told after that}
        List<Step> done() {
            return new Steps(told, gaps);
        }
    }

    /// {@return the same list, which nobody can change}
    static List<Step> copyOf(List<Step> steps) {
        return steps instanceof Steps ? steps : List.copyOf(steps);
    }

    /// {@return the steps without those that only tell of a rule that did not match}
    static List<Step> happened(List<Step> steps) {
        List<Step> told = steps instanceof Steps lazy ? lazy.told : steps;
        return !hasHappened(told) ? pruned(told) : steps instanceof Steps ? told : List.copyOf(told);
    }

    private static boolean hasHappened(List<Step> told) {
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i) instanceof Step.PassedOver || told.get(i) instanceof Step.Forked) {
                return false;
            }
        }
        return true;
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
        return gaps.stream().filter(gap -> !gap.isAsked()).mapToInt(Gap::length).sum();
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
        return size;
    }

    private List<Step> expanded() {
        var steps = new ArrayList<Step>(size);
        int from = 0;
        for (Gap gap : gaps) {
            steps.addAll(told.subList(from, gap.after()));
            gap.tell(steps::add);
            from = gap.after();
        }
        steps.addAll(told.subList(from, told.size()));
        return steps;
    }
}
