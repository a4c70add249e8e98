package org.nftrace.kernel.conformance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Table;
import org.nftrace.ir.Verdict;
import org.nftrace.kernel.Event;
import org.nftrace.kernel.PathLine;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Question;
import org.nftrace.trace.Route;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;

/// All the ways that a trace of our engine leaves open, as lines of the kernel's.
final class Ways {

    private static final int MOST = 256;

    private final Set<String> because = new LinkedHashSet<>();
    private final Optional<Address> destination;
    private final Neighbours neighbours;

    private Ways(Optional<Address> destination, Neighbours neighbours) {
        this.destination = destination;
        this.neighbours = neighbours;
    }

    /// Who is around the host, which no user hands over.
    interface Neighbours {
        /// {@return whether somebody has this address, towards this interface of the host where it is known: for what
        /// is sent to another, the host waits in vain, and it passes no chain of the interface}
        default boolean answers(Address address, Optional<String> out) {
            return true;
        }

        /// {@return whether what is assumed of them is not so}
        default boolean contradict(Assumption assumption) {
            return false;
        }
    }

    /// How a way goes on behind the steps that were followed.
    private enum End {
        OPEN,
        DECIDED,
        UNDECIDED
    }

    /// @param sights absent where the way forked
    private record Way(List<PathLine> lines, Optional<List<Sight>> sights, End end) {
        Way then(Way rest) {
            var all = new ArrayList<>(lines);
            all.addAll(rest.lines);
            return new Way(all, Optional.empty(), rest.end);
        }
    }

    static Contender.Told of(Trace trace) {
        return of(trace, new Neighbours() {});
    }

    static Contender.Told of(Trace trace, Neighbours neighbours) {
        var reader = new Ways(trace.packet().packet().findAddress(Fact.DESTINATION), neighbours);
        var all = reader.ways(trace.steps(), true);
        var whole = new LinkedHashSet<List<PathLine>>();
        var begun = new LinkedHashSet<List<PathLine>>();
        all.forEach(way -> (way.end == End.UNDECIDED ? begun : whole).add(way.lines));
        if (begun.isEmpty() && whole.size() == 1) {
            var sights = all.size() == 1 ? all.getFirst().sights : Optional.<List<Sight>>empty();
            return new Contender.Told(List.copyOf(whole), List.of(), List.of(), sights);
        }
        return new Contender.Told(List.copyOf(whole), List.copyOf(begun), List.copyOf(reader.because));
    }

    /// @param reached whether the next neighbour is there, as far as the steps before tell
    private List<Way> ways(List<Step> steps, boolean reached) {
        var lines = new ArrayList<PathLine>();
        var seen = new Places();
        boolean there = reached;
        for (int i = 0; i < steps.size(); i++) {
            switch (steps.get(i)) {
                case Step.Matched(var place, var verdict) ->
                    lines.add(line(
                            place.table(),
                            place.chain(),
                            Event.Kind.RULE,
                            place.rule().handle().orElse(0),
                            word(verdict)));
                case Step.PolicyApplied(var table, var chain, var policy) ->
                    lines.add(line(
                            table, chain, Event.Kind.POLICY, 0, policy.name().toLowerCase(Locale.ROOT)));
                case Step.Decided(var outcome) -> {
                    return List.of(new Way(lines, Optional.of(seen.until(outcome)), end(outcome)));
                }
                case Step.Rewrote(_, var after, _) -> seen.becomes(after);
                case Step.Forked forked -> {
                    return forked(
                            new Way(lines, Optional.empty(), End.OPEN),
                            forked,
                            steps.subList(i + 1, steps.size()),
                            there);
                }
                case Step.Routed(var route) -> there = isThere(route);
                case Step.EnteredHook(var layer, var hook, _, var packet) -> {
                    if (layer == Family.BRIDGE && hook == Hook.FORWARD && isTurnedToNobody(packet)) {
                        return List.of(new Way(lines, Optional.of(seen.until()), End.DECIDED));
                    }
                    var leaves = layer == Family.NETDEV && hook == Hook.EGRESS
                            || layer == Family.BRIDGE && hook == Hook.OUTPUT;
                    if (leaves && !there) {
                        return List.of(new Way(lines, Optional.of(seen.until()), End.DECIDED));
                    }
                    seen.comesTo(layer, hook, packet);
                }
                case Step.Assumed(var assumption) -> {
                    if (neighbours.contradict(assumption)) {
                        because.add("assumed what is not so: "
                                + assumption.getClass().getSimpleName());
                        return List.of(new Way(lines, Optional.empty(), End.UNDECIDED));
                    }
                }
                case Step.EnteredBaseChain _,
                        Step.PassedOver _,
                        Step.EnteredChain _,
                        Step.Returned _,
                        Step.Tracked _,
                        Step.Dropped _ -> {}
            }
        }
        return List.of(new Way(lines, Optional.empty(), End.OPEN));
    }

    /// {@return whether nat turned a frame to a neighbour of the bridge that is not there}
    private boolean isTurnedToNobody(Packet packet) {
        var to = packet.findAddress(Fact.DESTINATION);
        return !to.equals(destination) && !answers(to, packet.findText(Fact.OUT));
    }

    private boolean answers(Optional<Address> to, Optional<String> out) {
        return to.filter(address -> neighbours.answers(address, out)).isPresent();
    }

    private boolean isThere(Route route) {
        return switch (route) {
            case Route.Through(var to, var out, var hop) -> answers(hop.or(() -> to), out);
            case Route.Out(var to, var out, var hop, _) ->
                out.equals(Optional.of("lo")) || answers(hop.or(() -> to), out);
            case Route.ToHost _, Route.ToBridge _, Route.Bridged _ -> true;
        };
    }

    private List<Way> forked(Way before, Step.Forked forked, List<Step> after, boolean there) {
        because.add("fork: " + name(forked.question()));
        var rest = ways(after, there);
        var all = new LinkedHashSet<Way>();
        for (var branch : forked.branches()) {
            for (var way : ways(branch.steps(), there)) {
                var here = before.then(way);
                if (way.end == End.OPEN) {
                    rest.forEach(later -> all.add(here.then(later)));
                } else {
                    all.add(here);
                }
            }
        }
        if (all.size() > MOST) {
            because.add("too many ways");
            return List.of(new Way(before.lines, Optional.empty(), End.UNDECIDED));
        }
        return List.copyOf(all);
    }

    private End end(Outcome outcome) {
        if (outcome instanceof Outcome.Undecided(Question question)) {
            because.add(name(question));
            return End.UNDECIDED;
        }
        return End.DECIDED;
    }

    private static String name(Question question) {
        return switch (question) {
            case Question.Holds holds -> name(holds.because());
            case Question.ValueOf(var fact) -> "value of " + fact.keyword();
            case Question.ResultOf(var selector) -> "result of " + selector;
            case Question.StateOf(var statement) ->
                "state of " + statement.getClass().getSimpleName();
            case Question.MeaningOf(var statement) ->
                "meaning of " + statement.getClass().getSimpleName();
            case Question.OutcomeOf(_, var statement) ->
                "outcome of " + statement.getClass().getSimpleName();
            case Question other -> other.getClass().getSimpleName();
        };
    }

    private static PathLine line(Table table, Chain chain, Event.Kind kind, long handle, String verdict) {
        var family = table.family().name().toLowerCase(Locale.ROOT);
        return new PathLine(family, table.name(), chain.name(), kind, handle, verdict);
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accept _ -> "accept";
            case Verdict.Drop _ -> "drop";
            case Verdict.Continue _ -> "continue";
            case Verdict.Return _ -> "return";
            case Verdict.Jump(var chain) -> "jump " + chain;
            case Verdict.Goto(var chain) -> "goto " + chain;
        };
    }
}
