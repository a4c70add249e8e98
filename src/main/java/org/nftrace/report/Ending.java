package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Condition;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Step;

/// How a packet ends under one condition.
///
/// @param given  the answers that lead there; none where it ends so whatever the answers
/// @param rest   whether it is what is left when others ended before
/// @param packet as it is at the end
record Ending(Condition given, boolean rest, Outcome outcome, Optional<Packet> packet) {

    /// {@return the end of each branch, those that met again as one}
    static List<Ending> of(List<Step> steps) {
        var endings = new ArrayList<Ending>();
        walk(steps, new State(List.of(), false, Optional.empty()), endings);
        return endings;
    }

    /// {@return whether both come to the same place looking alike: what receives them cannot tell them apart}
    boolean isLike(Ending other) {
        return end(outcome).equals(end(other.outcome)) && look().equals(other.look());
    }

    private static String end(Outcome outcome) {
        return outcome instanceof Outcome.Accepted(var end)
                ? Notation.word(end)
                : Fate.of(outcome).label();
    }

    private List<String> look() {
        return outcome instanceof Outcome.Accepted
                ? packet.stream()
                        .flatMap(p ->
                                List.of(Fact.SOURCE, Fact.DESTINATION, Fact.DPORT, Fact.OUT, Fact.PORT_OUT).stream()
                                        .map(f -> p.knows(f) ? PacketText.value(p, f) : ""))
                        .toList()
                : List.of();
    }

    private record State(List<Condition.Term> given, boolean rest, Optional<Packet> packet) {
        State with(Packet now) {
            return new State(given, rest, Optional.of(now));
        }

        State under(Condition condition) {
            var more = new ArrayList<>(given);
            more.addAll(condition.terms());
            return new State(more, rest, packet);
        }
    }

    /// {@return how it goes on after the steps, unless all has ended}
    private static Optional<State> walk(List<Step> steps, State from, List<Ending> endings) {
        State state = from;
        for (Step step : steps) {
            switch (step) {
                case Step.EnteredHook(_, _, _, var packet) -> state = state.with(packet);
                case Step.Rewrote(_, var after, _) -> state = state.with(after);
                case Step.Decided(var outcome) -> {
                    endings.add(new Ending(new Condition(state.given), state.rest, outcome, state.packet));
                    return Optional.empty();
                }
                case Step.Forked forked -> {
                    var next = fork(forked, state, endings);
                    if (next.isEmpty()) {
                        return next;
                    }
                    state = next.get();
                }
                case Step.EnteredBaseChain _,
                        Step.PassedOver _,
                        Step.Matched _,
                        Step.EnteredChain _,
                        Step.Returned _,
                        Step.PolicyApplied _,
                        Step.Tracked _,
                        Step.Routed _,
                        Step.Assumed _,
                        Step.Dropped _ -> {}
            }
        }
        return Optional.of(state);
    }

    private static Optional<State> fork(Step.Forked forked, State before, List<Ending> endings) {
        var open = new ArrayList<State>();
        for (Step.Branch branch : forked.branches()) {
            walk(branch.steps(), before.under(branch.condition()), endings).ifPresent(open::add);
        }
        boolean all = open.size() == forked.branches().size();
        return open.size() == 1 && !all
                ? Optional.of(open.getFirst())
                : open.stream().findFirst().map(s -> new State(before.given, before.rest || !all, s.packet));
    }
}
