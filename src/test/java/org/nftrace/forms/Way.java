package org.nftrace.forms;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.ir.Chain;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Place;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;

/// What of a trace must not hang on how the rules were written: chains, the numbers of rules, verdicts, what was
/// rewritten, and the end.
public final class Way {
    private Way() {}

    public static List<String> of(Trace trace) {
        var lines = new ArrayList<String>();
        tell(trace.steps(), "", lines);
        return lines;
    }

    private static void tell(List<Step> steps, String indent, List<String> lines) {
        for (Step step : steps) {
            switch (step) {
                case Step.EnteredBaseChain(_, var chain) when isEmpty(chain) -> {}
                case Step.EnteredBaseChain(var table, var chain) ->
                    lines.add(indent + "base " + table.family() + " " + table.name() + " " + chain.name());
                case Step.Matched(var place, var verdict) -> lines.add(indent + place(place) + " " + verdict);
                case Step.PolicyApplied(_, var chain, _) when isEmpty(chain) -> {}
                case Step.PolicyApplied(_, var chain, var policy) ->
                    lines.add(indent + "policy " + chain.name() + " " + policy);
                case Step.Rewrote(_, var after, _) -> lines.add(indent + "now " + after);
                case Step.Routed(var route) -> lines.add(indent + route);
                case Step.Dropped(var reason) -> lines.add(indent + reason);
                case Step.Decided(var outcome) -> lines.add(indent + end(outcome));
                case Step.Forked(_, var branches) -> {
                    for (Step.Branch branch : branches) {
                        lines.add(indent + "branch");
                        tell(branch.steps(), indent + "  ", lines);
                    }
                }
                case Step.EnteredHook _,
                        Step.PassedOver _,
                        Step.EnteredChain _,
                        Step.Returned _,
                        Step.Tracked _,
                        Step.Assumed _ -> {}
            }
        }
    }

    // iptables-nft makes a base chain when it is first used, and lists of one table tell nothing of the others.
    private static boolean isEmpty(Chain chain) {
        return chain.rules().isEmpty()
                && chain.base()
                        .filter(b -> b.policy().orElse(Chain.Policy.ACCEPT) == Chain.Policy.ACCEPT)
                        .isPresent();
    }

    private static String place(Place place) {
        return place.table().family() + " " + place.table().name() + " "
                + place.chain().name() + " " + place.index();
    }

    private static String end(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(var end) -> "accepted " + end;
            case Outcome.Dropped(var by) -> "dropped " + by.map(Way::place).orElse("by policy");
            case Outcome.Rejected(var by) -> "rejected " + place(by);
            case Outcome.Stopped(var reason) -> "stopped " + reason;
            case Outcome.Queued(var by) -> "queued " + place(by);
            case Outcome.Undecided _ -> "undecided";
        };
    }
}
