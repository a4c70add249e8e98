package org.nftrace.report;

import org.nftrace.trace.Step;

/// A step as `--format steps` writes it: `rule ip nat PREROUTING 1: jump DOCKER (Docker: published ports) | fib …`.
record StepLine(Assumptions assumptions, Generators generators) {

    String of(Step step) {
        return switch (step) {
            case Step.EnteredHook(var layer, var hook, var inside, var packet) ->
                "hook " + layer.label() + " " + hook.label() + (inside ? " in-bridge " : " ")
                        + PacketText.description(packet);
            case Step.EnteredBaseChain(var table, var chain) ->
                "chain " + table.label(chain)
                        + chain.base()
                                .map(b -> " type " + Notation.word(b.type()) + " priority "
                                        + b.priority().value() + " policy " + Notation.policy(b.policy()))
                                .orElse("")
                        + by(step);
            case Step.PassedOver(var place, var failed, var seen) ->
                "pass " + Notation.place(place)
                        + seen.map(s -> ": packet has " + ValueText.of(s)).orElse("")
                        + new WhyNot(place, failed, seen)
                                .nearestText()
                                .map(n -> ", nearest " + n)
                                .orElse("") + " | "
                        + failed.span().text();
            case Step.Matched(var place, var verdict) ->
                "rule " + Notation.place(place) + ": " + ValueText.verdict(verdict) + by(step) + " | "
                        + place.rule().text();
            case Step.EnteredChain(var table, var chain) -> "enter " + table.label(chain);
            case Step.Returned(var by, var from, var to) ->
                "return from " + from.name()
                        + by.map(p -> " by rule " + p.index()).orElse(" at its end")
                        + to.map(p -> " to " + Notation.place(p)).orElse(" to the policy");
            case Step.PolicyApplied(var table, var chain, var policy) ->
                "policy " + table.label(chain) + ": " + Notation.word(policy);
            case Step.Rewrote(_, var after, var cause) ->
                "rewrite " + PacketText.description(after) + " " + Notation.cause(cause);
            case Step.Tracked(var connection) -> "track " + Notation.connection(connection);
            case Step.Routed(var route) -> "route " + Notation.route(route);
            case Step.Assumed(var assumption) ->
                "assume " + assumptions.label(assumption) + " " + Notation.assumption(assumption);
            case Step.Dropped(var reason) -> "drop " + Notation.drop(reason);
            case Step.Decided(var outcome) -> "end " + Notation.outcome(outcome);
            case Step.Forked(var question, _) -> "fork " + Notation.question(question);
        };
    }

    private String by(Step step) {
        return generators.of(step).map(g -> " (" + g.said().en() + ")").orElse("");
    }
}
