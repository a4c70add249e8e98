package org.nftrace.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// Finds what keeps a packet from a rule in the steps of the way that it took.
final class Obstacles {
    private static final int MOST_CALLS = 3;

    private final Target target;

    Obstacles(Target target) {
        this.target = target;
    }

    /// {@return what keeps the packet from the target; nothing when it comes there}
    Optional<Obstacle> in(List<Step> way) {
        return of(target, way, new HashSet<>());
    }

    static boolean isReached(Target target, List<Step> way) {
        return way.stream().anyMatch(s -> switch (s) {
            case Step.Matched(var place, _) -> isAt(target, place);
            case Step.EnteredBaseChain(var table, var chain) -> target.index().isEmpty() && target.isIn(table, chain);
            case Step.EnteredChain(var table, var chain) -> target.index().isEmpty() && target.isIn(table, chain);
            case Step.EnteredHook _,
                    Step.PassedOver _,
                    Step.Returned _,
                    Step.PolicyApplied _,
                    Step.Rewrote _,
                    Step.Tracked _,
                    Step.Routed _,
                    Step.Assumed _,
                    Step.Dropped _,
                    Step.Decided _,
                    Step.Forked _ -> false;
        });
    }

    private static boolean isAt(Target target, Place place) {
        return target.isIn(place.table(), place.chain()) && target.index().equals(OptionalInt.of(place.index()));
    }

    private static Optional<Obstacle> of(Target target, List<Step> way, Set<String> asked) {
        if (isReached(target, way)) {
            return Optional.empty();
        }
        int entered = -1;
        for (int i = 0; i < way.size(); i++) {
            if (way.get(i) instanceof Step.PassedOver(var place, var failed, var seen) && isAt(target, place)) {
                return Optional.of(new Obstacle.Fails(place, failed, seen));
            }
            entered = enters(way.get(i), target) ? i : entered;
        }
        if (entered >= 0) {
            return Optional.of(taken(way, entered));
        }
        return Optional.of(target.chain().isBase() ? unhooked(target, way) : uncalled(target, way, asked));
    }

    private static boolean enters(Step step, Target target) {
        return step instanceof Step.EnteredBaseChain(var table, var base) && target.isIn(table, base)
                || step instanceof Step.EnteredChain(var home, var regular) && target.isIn(home, regular);
    }

    // The last rule that decided something before the walk left the chain.
    private static Obstacle taken(List<Step> way, int entered) {
        Optional<Obstacle> by = Optional.empty();
        int depth = 0;
        for (Step step : way.subList(entered + 1, way.size())) {
            switch (step) {
                case Step.Matched(var place, var verdict) -> {
                    depth += verdict instanceof Verdict.Jump ? 1 : 0;
                    if (!(verdict instanceof Verdict.Continue)) {
                        by = Optional.of(new Obstacle.TakenBy(place, verdict));
                    }
                }
                case Step.Returned _ -> {
                    if (depth-- == 0) {
                        return by.orElseThrow();
                    }
                }
                case Step.Decided(var outcome) -> {
                    return by.orElseGet(() -> new Obstacle.Ended(outcome));
                }
                case Step.EnteredHook _,
                        Step.EnteredBaseChain _,
                        Step.PassedOver _,
                        Step.EnteredChain _,
                        Step.PolicyApplied _,
                        Step.Rewrote _,
                        Step.Tracked _,
                        Step.Routed _,
                        Step.Assumed _,
                        Step.Dropped _,
                        Step.Forked _ -> {}
            }
            if (by.isPresent() && depth == 0 && isEnd(step)) {
                return by.get();
            }
        }
        return by.orElseGet(() -> new Obstacle.Ended(outcome(way)));
    }

    private static boolean isEnd(Step step) {
        return step instanceof Step.EnteredHook
                || step instanceof Step.EnteredBaseChain
                || step instanceof Step.PolicyApplied;
    }

    private static Outcome outcome(List<Step> way) {
        return ((Step.Decided) way.getLast()).outcome();
    }

    private static Obstacle unhooked(Target target, List<Step> way) {
        Chain.Base base = target.chain().base().orElseThrow();
        Family family = target.table().family();
        boolean fits = way.stream()
                .anyMatch(s -> s instanceof Step.EnteredHook(var l, _, _, _) && isFor(family, l));
        boolean isIp = family == Family.IP || family == Family.IP6;
        if (isIp && !fits && way.stream().anyMatch(Step.EnteredHook.class::isInstance)) {
            return new Obstacle.OtherFamily(family);
        }
        boolean came = way.stream()
                .anyMatch(s -> s instanceof Step.EnteredHook(var l, var h, _, _)
                        && isFor(family, l)
                        && h == base.hook());
        if (!came) {
            return notBy(base.hook(), way);
        }
        if (!base.devices().isEmpty()) {
            return new Obstacle.OtherDevice(base.devices());
        }
        if (base.type() == Chain.ChainType.NAT) {
            return mapped(base.hook(), way).orElseGet(() -> new Obstacle.NatNotAsked(base.hook()));
        }
        return new Obstacle.Ended(outcome(way));
    }

    private static boolean isFor(Family family, Family layer) {
        return family == layer || family == Family.INET && (layer == Family.IP || layer == Family.IP6);
    }

    // Where all accept, it went another way; else it may have ended before.
    private static Obstacle notBy(Hook hook, List<Step> way) {
        Optional<Step.Rewrote> rewritten = Optional.empty();
        Optional<Route> route = Optional.empty();
        for (Step step : way) {
            if (step instanceof Step.Rewrote rewrote && moves(rewrote.before(), rewrote.after())) {
                rewritten = Optional.of(rewrote);
            } else if (step instanceof Step.Routed(var to)) {
                route = Optional.of(to);
            }
        }
        Outcome outcome = outcome(way);
        boolean wouldCome = hook == Hook.POSTROUTING || route.isEmpty();
        return !(outcome instanceof Outcome.Accepted) && wouldCome
                ? new Obstacle.Ended(outcome)
                : new Obstacle.OtherWay(hook, rewritten, route);
    }

    private static boolean moves(Packet before, Packet after) {
        return !before.findAddress(Fact.DESTINATION).equals(after.findAddress(Fact.DESTINATION));
    }

    private static Optional<Obstacle> mapped(Hook hook, List<Step> way) {
        boolean here = false;
        for (Step step : way) {
            if (step instanceof Step.EnteredHook(_, var entered, _, _)) {
                here = entered == hook;
            } else if (here
                    && step instanceof Step.Rewrote rewrote
                    && rewrote.cause() instanceof Cause.ByRule(var place)) {
                return Optional.of(new Obstacle.TakenBy(place, new Verdict.Accept()));
            }
        }
        return Optional.empty();
    }

    private static Obstacle uncalled(Target target, List<Step> way, Set<String> asked) {
        asked.add(target.chain().name());
        var calls = new ArrayList<Obstacle.Call>();
        for (Target caller : callers(target)) {
            boolean itself = caller.chain().name().equals(target.chain().name());
            if (itself || !asked.contains(caller.chain().name())) {
                Place place = caller.place().orElseThrow();
                Optional<Obstacle> why = itself ? Optional.empty() : of(caller, way, asked);
                // Of a map, another element was taken.
                why.or(() -> verdict(place, way).map(v -> new Obstacle.TakenBy(place, v)))
                        .ifPresent(w -> calls.add(new Obstacle.Call(place, w)));
            }
        }
        calls.sort(Comparator.comparing(c -> distance(c.why())));
        return calls.isEmpty()
                ? new Obstacle.NothingLeads(target.chain())
                : new Obstacle.NotCalled(target.chain(), calls.subList(0, Math.min(MOST_CALLS, calls.size())));
    }

    private static Optional<Verdict> verdict(Place place, List<Step> way) {
        for (Step step : way) {
            if (step instanceof Step.Matched(var matched, var verdict) && matched.equals(place)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    private static int distance(Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.Fails _ -> 0;
            case Obstacle.TakenBy _ -> 1;
            case Obstacle.NotCalled(_, var calls) ->
                2 + distance(calls.getFirst().why());
            case Obstacle.Ended _, Obstacle.NatNotAsked _, Obstacle.OtherDevice _ -> 10;
            case Obstacle.OtherWay _ -> 11;
            case Obstacle.OtherFamily _ -> 12;
            case Obstacle.NothingLeads _ -> 13;
        };
    }

    private static List<Target> callers(Target target) {
        var callers = new ArrayList<Target>();
        for (Chain chain : target.table().chains()) {
            for (int i = 0; i < chain.rules().size(); i++) {
                if (leads(chain.rules().get(i), target)) {
                    callers.add(new Target(target.table(), chain, OptionalInt.of(i + 1)));
                }
            }
        }
        return callers;
    }

    private static boolean leads(Rule rule, Target target) {
        return rule.statements().stream()
                .flatMap(s -> verdicts(s, target))
                .anyMatch(verdict ->
                        verdict.target().filter(target.chain().name()::equals).isPresent());
    }

    private static Stream<Verdict> verdicts(Statement statement, Target target) {
        if (statement instanceof Action.Decide(_, var verdict)) {
            return Stream.of(verdict);
        }
        return statement instanceof Action.VerdictMap(_, _, var map) ? verdicts(map, target) : Stream.empty();
    }

    private static Stream<Verdict> verdicts(Value map, Target target) {
        List<Value.Element> elements = map instanceof Value.SetLiteral(_, var listed)
                ? listed
                : map instanceof Value.SetReference(_, var name)
                        ? target.table().set(name).map(NamedSet::elements).orElse(List.of())
                        : List.of();
        return elements.stream()
                .flatMap(e -> e.data().stream())
                .flatMap(d -> d instanceof Value.VerdictData(var verdict) ? Stream.of(verdict) : Stream.empty());
    }
}
