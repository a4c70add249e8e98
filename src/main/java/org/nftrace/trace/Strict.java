package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `--strict`: a way that rests on an assumption is no answer.
///
/// Most of what would be assumed is open from the start ([StrictTerrain], [OpenConnection]), and the walk forks where
/// something hangs on it. What is left are orders that a listing has lost, settings of bridges and the like.
final class Strict {
    private Strict() {}

    /// {@return the trace with every outcome undecided that something was assumed for, before it on its way}
    static Trace refuse(Trace trace) {
        return new Trace(trace.packet(), refuse(trace.steps(), Optional.empty()));
    }

    private static List<Step> refuse(List<Step> steps, Optional<Assumption> before) {
        var all = new ArrayList<Step>();
        Optional<Assumption> first = before;
        for (Step step : steps) {
            if (first.isEmpty() && step instanceof Step.Assumed(var assumption)) {
                first = Optional.of(assumption);
            }
            all.add(refuse(step, first));
            // What follows a fork holds for its open branches, whatever was assumed in them.
            first = first.or(() -> assumedIn(step));
        }
        return all;
    }

    private static Step refuse(Step step, Optional<Assumption> assumed) {
        if (step instanceof Step.Forked(var question, var branches)) {
            return new Step.Forked(
                    question,
                    branches.stream()
                            .map(b -> new Step.Branch(b.condition(), refuse(b.steps(), assumed)))
                            .toList());
        }
        return assumed.isPresent() && step instanceof Step.Decided
                ? new Step.Decided(new Outcome.Undecided(new Question.NotTold(assumed.get())))
                : step;
    }

    private static Optional<Assumption> assumedIn(Step step) {
        if (!(step instanceof Step.Forked(_, var branches))) {
            return Optional.empty();
        }
        for (Step.Branch branch : branches) {
            for (Step inside : branch.steps()) {
                if (inside instanceof Step.Assumed(var assumption)) {
                    return Optional.of(assumption);
                }
            }
        }
        return Optional.empty();
    }
}
