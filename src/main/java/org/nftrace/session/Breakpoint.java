package org.nftrace.session;

import org.nftrace.trace.Step;

/// Where `continue` stops.
sealed interface Breakpoint {

    /// `break ip filter FORWARD`: where the chain is entered
    record AtChain(String chain) implements Breakpoint {}

    /// `break ip filter FORWARD 3`: where the rule is looked at
    record AtRule(String chain, int index) implements Breakpoint {}

    /// `break rewrite`: where the packet was changed
    record AtRewrite() implements Breakpoint {}

    /// {@return whether a step is what is waited for}
    default boolean stopsAt(Step step) {
        return switch (this) {
            case AtChain(var chain) ->
                switch (step) {
                    case Step.EnteredBaseChain(var table, var entered) ->
                        table.label(entered).equals(chain);
                    case Step.EnteredChain(var table, var entered) ->
                        table.label(entered).equals(chain);
                    default -> false;
                };
            case AtRule(var chain, var index) ->
                switch (step) {
                    case Step.Matched(var place, _) -> isAt(place, chain, index);
                    case Step.PassedOver(var place, _, _) -> isAt(place, chain, index);
                    default -> false;
                };
            case AtRewrite _ -> step instanceof Step.Rewrote;
        };
    }

    private static boolean isAt(org.nftrace.trace.Place place, String chain, int index) {
        return place.index() == index && place.table().label(place.chain()).equals(chain);
    }

    /// {@return as `break` was told}
    default String text() {
        return switch (this) {
            case AtChain(var chain) -> chain;
            case AtRule(var chain, var index) -> chain + " " + index;
            case AtRewrite _ -> "rewrite";
        };
    }
}
