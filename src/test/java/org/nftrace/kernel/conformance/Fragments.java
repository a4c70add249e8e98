package org.nftrace.kernel.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.kernel.PathLine;
import org.nftrace.kernel.Probe;
import org.nftrace.packet.PacketSpec;
import org.nftrace.trace.Cause;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;

/// What our engine says of a packet that comes in fragments: of each piece up to where it is held for the others, and
/// once they all are there, of the whole.
///
/// @param engine asked of one piece at a time, each time as if it were the first
record Fragments(ProbeSpec specs, Function<PacketSpec, Trace> engine, Ways.Neighbours neighbours) {

    private static final int MOST = 256;

    Contender.Told tell(Probe probe) {
        var only = probe.packet().cut().orElseThrow().only();
        var pieces = ProbeSpec.pieces(probe.packet());
        if (only > pieces) {
            return Contender.Told.surely(List.of());
        }
        var traces = new ArrayList<List<Step>>();
        for (int piece = only == 0 ? 1 : only; piece <= (only == 0 ? pieces : only); piece++) {
            traces.add(engine.apply(specs.of(probe, piece)).steps());
        }
        if (traces.stream().flatMap(List::stream).anyMatch(step -> step instanceof Step.Forked f && holds(f))) {
            return Contender.Told.nothing("fragments behind a fork");
        }
        var told = Contender.Told.surely(List.of());
        for (var steps : traces) {
            told = then(told, ways(probe, steps.subList(0, held(steps).orElse(steps.size()))));
        }
        var all = only == 0 && traces.stream().allMatch(steps -> held(steps).isPresent());
        return all ? whole(probe, told, traces.getFirst()) : told;
    }

    private Contender.Told whole(Probe probe, Contender.Told before, List<Step> first) {
        var at = held(first).orElseThrow();
        var rest = new ArrayList<Step>();
        // Where it leads was found before, at output.
        first.subList(0, at).stream()
                .filter(Step.Routed.class::isInstance)
                .reduce((_, last) -> last)
                .ifPresent(rest::add);
        rest.addAll(first.subList(at, first.size()));
        // What was put together leaves in fragments again: by a bridge, or over lo.
        return isAskedOutside(rest)
                ? Contender.Told.nothing("fragments that leave again")
                : then(before, ways(probe, rest));
    }

    private static boolean isAskedOutside(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            var later = steps.subList(i + 1, steps.size());
            if (steps.get(i) instanceof Step.Forked forked) {
                return forked.branches().stream()
                        .anyMatch(branch -> isAskedOutside(Stream.concat(branch.steps().stream(), later.stream())
                                .toList()));
            }
            if (isOutside(steps.get(i))) {
                return later.stream()
                        .anyMatch(step -> step instanceof Step.EnteredBaseChain || step instanceof Step.Forked);
            }
        }
        return false;
    }

    private static boolean isOutside(Step step) {
        return step instanceof Step.EnteredHook(Family layer, Hook hook, _, _)
                && (layer == Family.BRIDGE && hook == Hook.OUTPUT
                        || layer == Family.NETDEV && hook == Hook.EGRESS
                        || hook == Hook.PREROUTING);
    }

    private static Optional<Integer> held(List<Step> steps) {
        return Stream.iterate(0, i -> i < steps.size(), i -> i + 1)
                .filter(i -> isReassembly(steps.get(i)))
                .findFirst();
    }

    private static boolean holds(Step.Forked forked) {
        return forked.branches().stream()
                .flatMap(branch -> branch.steps().stream())
                .anyMatch(step -> isReassembly(step) || step instanceof Step.Forked inner && holds(inner));
    }

    private static boolean isReassembly(Step step) {
        return step instanceof Step.Rewrote(_, _, Cause cause) && cause instanceof Cause.Reassembly;
    }

    private Contender.Told ways(Probe probe, List<Step> steps) {
        var told = Ways.of(new Trace(specs.of(probe), steps), neighbours);
        return new Contender.Told(told.ways(), told.begun(), told.because());
    }

    private static Contender.Told then(Contender.Told before, Contender.Told after) {
        if (before.ways().size() * (after.ways().size() + after.begun().size()) > MOST) {
            return Contender.Told.nothing("too many ways of fragments");
        }
        var ways = new ArrayList<List<PathLine>>();
        var begun = new ArrayList<>(before.begun());
        for (var beginning : before.ways()) {
            after.ways().forEach(way -> ways.add(joined(beginning, way)));
            after.begun().forEach(way -> begun.add(joined(beginning, way)));
        }
        var because = Stream.concat(before.because().stream(), after.because().stream());
        return new Contender.Told(ways, begun, because.distinct().toList());
    }

    private static List<PathLine> joined(List<PathLine> one, List<PathLine> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
