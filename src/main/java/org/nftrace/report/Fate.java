package org.nftrace.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Step;

/// What became of a packet in one word, the word of `--expect` and of JSON's `verdict`.
public enum Fate {
    ACCEPT,
    DROP,
    REJECT,
    /// it depends on something that was not given
    UNKNOWN;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Fate of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted _ -> ACCEPT;
            case Outcome.Dropped _, Outcome.Stopped _ -> DROP;
            case Outcome.Rejected _ -> REJECT;
            case Outcome.Queued _, Outcome.Undecided _ -> UNKNOWN;
        };
    }

    /// {@return what all branches have in common, or [#UNKNOWN] where they end differently}
    public static Fate of(List<Step> steps) {
        List<Fate> ends = outcomes(steps).map(Fate::of).distinct().toList();
        return ends.size() == 1 ? ends.getFirst() : UNKNOWN;
    }

    /// {@return whether what becomes of the packet depends on something that was not given: the verdict, or where it
    /// ends and whom it seems to come from}
    public static boolean isOpen(List<Step> steps) {
        List<Ending> endings = Ending.of(steps);
        return of(steps) == UNKNOWN || !endings.stream().allMatch(e -> e.isLike(endings.getFirst()));
    }

    /// {@return the outcome of each branch, in their order}
    static Stream<Outcome> outcomes(List<Step> steps) {
        return steps.stream().flatMap(step -> switch (step) {
            case Step.Decided(var outcome) -> Stream.of(outcome);
            case Step.Forked(_, var branches) -> branches.stream().flatMap(b -> outcomes(b.steps()));
            case Step.EnteredHook _,
                    Step.EnteredBaseChain _,
                    Step.PassedOver _,
                    Step.Matched _,
                    Step.EnteredChain _,
                    Step.Returned _,
                    Step.PolicyApplied _,
                    Step.Rewrote _,
                    Step.Tracked _,
                    Step.Routed _,
                    Step.Assumed _,
                    Step.Dropped _ -> Stream.empty();
        });
    }
}
