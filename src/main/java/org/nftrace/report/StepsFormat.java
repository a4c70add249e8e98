package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;

/// `--format steps`: one line a step, all of its fields, in no human language; stable enough for tests.
///
///     (2) rule ip nat PREROUTING 1: jump DOCKER | fib daddr type local counter jump DOCKER
///
/// What stands after ` | ` is the rule's text, which differs between the languages of dumps; all else does not.
public final class StepsFormat implements TraceFormat {
    private final Verbosity verbosity;

    public StepsFormat(Verbosity verbosity) {
        this.verbosity = verbosity;
    }

    @Override
    public void write(Trace trace, PrintWriter out) {
        out.println(
                "packet " + Escape.line(PacketText.description(trace.packet().packet())));
        lines(trace.steps()).forEach(out::println);
        out.println("verdict " + Fate.of(trace.steps()).label());
    }

    /// {@return the lines of the steps alone}
    public Stream<String> lines(List<Step> steps) {
        return lines(Numbering.of(steps), Assumptions.of(steps), "");
    }

    private Stream<String> lines(List<Item> items, Assumptions assumptions, String indent) {
        return items.stream().filter(i -> verbosity.shows(i.step())).flatMap(item -> {
            String number = item.number().isPresent() ? "(" + item.number().getAsInt() + ")" : "";
            String head = item.step() instanceof Step.EnteredHook
                    ? ""
                    : number + " ".repeat(Math.max(1, 5 - number.length()));
            String line = indent + head + Escape.line(text(item.step(), assumptions));
            return Stream.concat(Stream.of(line), branches(item, assumptions, indent + "     "));
        });
    }

    private Stream<String> branches(Item item, Assumptions assumptions, String indent) {
        if (!(item.step() instanceof Step.Forked(_, var branches))) {
            return Stream.empty();
        }
        Stream<String> lines = Stream.empty();
        for (int i = 0; i < branches.size(); i++) {
            String condition = indent + "branch "
                    + Escape.line(Notation.condition(branches.get(i).condition()));
            var steps = lines(item.branches().get(i), assumptions, indent + "  ");
            lines = Stream.concat(lines, Stream.concat(Stream.of(condition), steps));
        }
        return lines;
    }

    static String text(Step step, Assumptions assumptions) {
        return switch (step) {
            case Step.EnteredHook(var layer, var hook, var inside, var packet) ->
                "hook " + layer.label() + " " + hook.label() + (inside ? " in-bridge " : " ")
                        + PacketText.description(packet);
            case Step.EnteredBaseChain(var table, var chain) ->
                "chain " + table.label(chain)
                        + chain.base()
                                .map(b -> " type " + Notation.word(b.type()) + " priority "
                                        + b.priority().value() + " policy " + Notation.policy(b.policy()))
                                .orElse("");
            case Step.PassedOver(var place, var failed, var seen) ->
                "pass " + Notation.place(place)
                        + seen.map(s -> ": packet has " + ValueText.of(s)).orElse("") + " | "
                        + failed.span().text();
            case Step.Matched(var place, var verdict) ->
                "rule " + Notation.place(place) + ": " + ValueText.verdict(verdict) + " | "
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
}
