package org.nftrace.report;

import org.nftrace.ir.Chain;
import org.nftrace.ir.Verdict;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;

/// How much of a trace is shown: prunings of one list, which leave the numbers as they are.
public enum Verbosity {
    /// `--brief`: what decided, what was changed, where it went
    BRIEF,
    /// the way the packet took
    NORMAL,
    /// `--all`: also the rules that were passed over, and why
    ALL;

    /// {@return whether the step is shown in formats that write one line a step}
    public boolean shows(Step step) {
        return switch (this) {
            case ALL -> true;
            case NORMAL -> !(step instanceof Step.PassedOver);
            case BRIEF -> isDeciding(step);
        };
    }

    /// {@return the trace without the steps that are never shown: there may be very many, and they are made only when
    /// somebody looks}
    Trace of(Trace trace) {
        return this == ALL ? trace : new Trace(trace.packet(), trace.happened());
    }

    private static boolean isDeciding(Step step) {
        return switch (step) {
            case Step.Matched(_, var verdict) ->
                verdict instanceof Verdict.Accept || verdict instanceof Verdict.Drop;
            case Step.PolicyApplied(_, _, var policy) -> policy == Chain.Policy.DROP;
            case Step.EnteredHook _,
                    Step.Rewrote _,
                    Step.Routed _,
                    Step.Assumed _,
                    Step.Dropped _,
                    Step.Decided _,
                    Step.Forked _ -> true;
            case Step.EnteredBaseChain _, Step.PassedOver _, Step.EnteredChain _, Step.Returned _, Step.Tracked _ ->
                false;
        };
    }
}
