package org.nftrace.trace;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/// The steps of a way. Those of rules that did not match are made when somebody looks at them: whoever wants only what
/// happened to the packet asks for [#happened] and need not wait for ten thousand rules that did not.
final class Steps extends AbstractList<Step> implements RandomAccess {
    private final List<Step> told;
    private final List<Gap> gaps;
    private final int size;
    private List<Step> all;

    private Steps(List<Step> told, List<Gap> gaps) {
        this.told = List.copyOf(told);
        this.gaps = List.copyOf(gaps);
        this.size = told.size() + gaps.stream().mapToInt(Gap::length).sum();
    }

    /// @param gaps in the order of their places among what was told
    static List<Step> of(List<Step> told, List<Gap> gaps) {
        return gaps.isEmpty() ? List.copyOf(told) : new Steps(told, gaps);
    }

    /// {@return the same list, which nobody can change}
    static List<Step> copyOf(List<Step> steps) {
        return steps instanceof Steps ? steps : List.copyOf(steps);
    }

    /// {@return the steps without those that only tell of a rule that did not match}
    static List<Step> happened(List<Step> steps) {
        List<Step> told = steps instanceof Steps lazy ? lazy.told : steps;
        return hasHappened(told) ? List.copyOf(told) : pruned(told);
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
        return gaps.stream().filter(gap -> !gap.asked()).mapToInt(Gap::length).sum();
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
