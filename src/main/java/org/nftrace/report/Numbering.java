package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.ir.Verdict;
import org.nftrace.trace.Cause;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Place;
import org.nftrace.trace.Step;

/// Gives steps their numbers, the only place that does.
///
/// Numbers start again at each hook. They go to a base chain that is entered, to a matched rule that jumps, goes to,
/// decides or rewrites, and to a return, at the chain's end too. The branches of a
/// fork count on one after another, so that no number comes twice in a hook.
/// What is left out for brevity is left out afterwards, so a number means the same at every verbosity.
public final class Numbering {
    private Numbering() {}

    public static List<Item> of(List<Step> steps) {
        return number(steps, 0).items();
    }

    /// @param inHook the last number given in the hook in which the list began
    private record Numbered(List<Item> items, int inHook) {}

    private static Numbered number(List<Step> steps, int before) {
        var items = new ArrayList<Item>();
        int last = before;
        var inHook = OptionalInt.empty();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step instanceof Step.EnteredHook) {
                inHook = inHook.isPresent() ? inHook : OptionalInt.of(last);
                last = 0;
            }
            var number =
                    counts(step, steps.subList(i + 1, steps.size())) ? OptionalInt.of(++last) : OptionalInt.empty();
            var branches = new ArrayList<List<Item>>();
            for (Step.Branch branch : branches(step)) {
                var numbered = number(branch.steps(), last);
                branches.add(numbered.items());
                last = numbered.inHook();
            }
            items.add(new Item(number, step, branches));
        }
        return new Numbered(items, inHook.orElse(last));
    }

    private static List<Step.Branch> branches(Step step) {
        return step instanceof Step.Forked(_, var branches) ? branches : List.of();
    }

    private static boolean counts(Step step, List<Step> after) {
        return switch (step) {
            case Step.EnteredBaseChain _, Step.Returned _ -> true;
            case Step.Matched matched -> counts(matched, after);
            case Step.EnteredHook _,
                    Step.PassedOver _,
                    Step.EnteredChain _,
                    Step.PolicyApplied _,
                    Step.Rewrote _,
                    Step.Tracked _,
                    Step.Routed _,
                    Step.Assumed _,
                    Step.Dropped _,
                    Step.Decided _,
                    Step.Forked _ -> false;
        };
    }

    private static boolean counts(Step.Matched matched, List<Step> after) {
        var next = next(after);
        return switch (matched.verdict()) {
            case Verdict.Accept _, Verdict.Drop _, Verdict.Jump _, Verdict.Goto _ -> true;
            // The return itself has the number, unless it is one from a base chain, after which the policy speaks.
            case Verdict.Return _ ->
                next.filter(Step.Returned.class::isInstance).isEmpty();
            case Verdict.Continue _ ->
                next.filter(s -> isWorkOf(matched.place(), s)).isPresent();
        };
    }

    private static boolean isWorkOf(Place place, Step step) {
        return switch (step) {
            case Step.Rewrote(_, _, Cause.ByRule(var by)) -> by.equals(place);
            case Step.Decided(Outcome.Queued(var by)) -> by.equals(place);
            case Step.Decided(Outcome.Rejected(var by)) -> by.equals(place);
            case Step.Dropped _ -> true;
            case Step.Rewrote _,
                    Step.Decided _,
                    Step.EnteredHook _,
                    Step.EnteredBaseChain _,
                    Step.PassedOver _,
                    Step.Matched _,
                    Step.EnteredChain _,
                    Step.Returned _,
                    Step.PolicyApplied _,
                    Step.Tracked _,
                    Step.Routed _,
                    Step.Assumed _,
                    Step.Forked _ -> false;
        };
    }

    // What was assumed or learnt on the way does not part a rule from what it did.
    private static Optional<Step> next(List<Step> after) {
        return after.stream()
                .filter(s -> !(s instanceof Step.Assumed || s instanceof Step.Tracked))
                .findFirst();
    }
}
