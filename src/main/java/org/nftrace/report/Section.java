package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.trace.Step;

/// The part of a trace that belongs to one hook: from entering it to before the next.
///
/// @param hook absent for what comes before the first hook
record Section(Optional<Step.EnteredHook> hook, List<Item> items) {
    Section {
        items = List.copyOf(items);
    }

    /// {@return whether the hook has no base chain, and nothing happened in it}
    boolean isQuiet() {
        return items.stream()
                .map(Item::step)
                .allMatch(step -> step instanceof Step.EnteredHook || step instanceof Step.Decided);
    }

    static List<Section> of(List<Item> items) {
        var sections = new ArrayList<Section>();
        Optional<Step.EnteredHook> hook = Optional.empty();
        int start = 0;
        for (int i = 0; i <= items.size(); i++) {
            if (i == items.size() || items.get(i).step() instanceof Step.EnteredHook) {
                if (i > start) {
                    sections.add(new Section(hook, items.subList(start, i)));
                }
                hook = i == items.size()
                        ? hook
                        : Optional.of((Step.EnteredHook) items.get(i).step());
                start = i;
            }
        }
        return sections;
    }

    /// {@return what a branch does before it leaves the hook in which the walk forked}
    static List<Item> here(List<Item> branch) {
        return branch.subList(0, leaving(branch));
    }

    /// {@return what a branch does after it left the hook in which the walk forked}
    static List<Item> beyond(List<Item> branch) {
        return branch.subList(leaving(branch), branch.size());
    }

    // A packet that is routed again in the middle of a hook has not left it.
    private static int leaving(List<Item> branch) {
        int routed = -1;
        for (int i = 0; i < branch.size(); i++) {
            Step step = branch.get(i).step();
            if (step instanceof Step.EnteredHook) {
                return routed >= 0 ? routed : i;
            }
            if (isInChain(step)) {
                routed = -1;
            } else if (step instanceof Step.Routed && routed < 0) {
                routed = withAssumptions(branch, i);
            }
        }
        return routed >= 0 ? routed : branch.size();
    }

    // What was assumed right before a routing decision was assumed for it.
    private static int withAssumptions(List<Item> branch, int routed) {
        int start = routed;
        while (start > 0 && branch.get(start - 1).step() instanceof Step.Assumed) {
            start--;
        }
        return start;
    }

    private static boolean isInChain(Step step) {
        return switch (step) {
            case Step.EnteredBaseChain _,
                    Step.PassedOver _,
                    Step.Matched _,
                    Step.EnteredChain _,
                    Step.Returned _,
                    Step.PolicyApplied _ -> true;
            case Step.EnteredHook _,
                    Step.Rewrote _,
                    Step.Tracked _,
                    Step.Routed _,
                    Step.Assumed _,
                    Step.Dropped _,
                    Step.Decided _,
                    Step.Forked _ -> false;
        };
    }
}
