package org.nftrace.report;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Verdict;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Place;
import org.nftrace.trace.Step;

/// What settled the fate of a packet: the rule or policy that dropped it; of one that got through, the last of a filter
/// chain that let it pass.
sealed interface Decider {

    record ByRule(Place place) implements Decider {}

    /// @param chain with its table: `ip filter INPUT`
    record ByPolicy(String chain, Chain.Policy policy) implements Decider {}

    /// The kernel itself: no route, a TTL of 1.
    record ByKernel(String reason) implements Decider {}

    /// No filter chain saw it.
    record Nobody() implements Decider {}

    /// It depends on something that was not given.
    record Open() implements Decider {}

    /// @param steps of a whole way
    static Decider of(List<Step> steps) {
        Decider last = new Nobody();
        Decider policy = new Nobody();
        boolean filters = false;
        for (Step step : steps) {
            switch (step) {
                case Step.EnteredBaseChain(_, Chain chain) ->
                    filters = chain.base()
                            .filter(b -> b.type() != Chain.ChainType.NAT)
                            .isPresent();
                case Step.Matched(Place place, Verdict verdict) ->
                    last = filters && verdict instanceof Verdict.Accept ? new ByRule(place) : last;
                case Step.PolicyApplied(var table, Chain chain, Chain.Policy said) -> {
                    policy = new ByPolicy(table.label(chain), said);
                    last = filters ? policy : last;
                }
                case Step.Decided(Outcome outcome) -> {
                    return of(outcome, last, policy);
                }
                case Step.Forked _ -> {
                    return new Open();
                }
                case Step.EnteredHook _,
                        Step.PassedOver _,
                        Step.EnteredChain _,
                        Step.Returned _,
                        Step.Rewrote _,
                        Step.Tracked _,
                        Step.Routed _,
                        Step.Assumed _,
                        Step.Dropped _ -> {}
            }
        }
        return new Open();
    }

    private static Decider of(Outcome outcome, Decider last, Decider policy) {
        return switch (outcome) {
            case Outcome.Accepted _ -> last;
            case Outcome.Dropped(Optional<Place> by) ->
                by.<Decider>map(ByRule::new).orElse(policy);
            case Outcome.Rejected(Place by) -> new ByRule(by);
            case Outcome.Stopped(var reason) -> new ByKernel(Notation.drop(reason));
            case Outcome.Queued(Place by) -> new ByRule(by);
            case Outcome.Undecided _ -> new Open();
        };
    }
}
