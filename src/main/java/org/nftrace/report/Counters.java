package org.nftrace.report;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;
import org.nftrace.trace.Place;
import org.nftrace.trace.Step;

/// What the counters of a dump say of a way that is told: evidence for whoever reads it, never a reason.
final class Counters {
    private Counters() {}

    /// {@return the rules that are told to match, in whatever branch, and have counted nothing while others of their
    /// tables have}
    ///
    /// Where all are 0 the table was just loaded, or printed without its counts, and that says nothing.
    static List<Place> against(List<Step> steps) {
        var counting = new IdentityHashMap<Table, Boolean>();
        return matched(steps)
                .filter(place -> counters(place.rule()).anyMatch(c -> has(c, 0)))
                .filter(place -> counting.computeIfAbsent(place.table(), Counters::isCounting))
                .distinct()
                .toList();
    }

    private static Stream<Place> matched(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> step instanceof Step.Matched(var place, _)
                        ? Stream.of(place)
                        : step instanceof Step.Forked(_, var branches)
                                ? branches.stream().flatMap(b -> matched(b.steps()))
                                : Stream.empty());
    }

    private static boolean isCounting(Table table) {
        return table.chains().stream()
                .flatMap(chain -> chain.rules().stream())
                .flatMap(Counters::counters)
                .anyMatch(c -> c.packets().isPresent() && !has(c, 0));
    }

    private static boolean has(Action.Counter counter, long packets) {
        return counter.packets().isPresent() && counter.packets().getAsLong() == packets;
    }

    private static Stream<Action.Counter> counters(Rule rule) {
        return rule.statements().stream()
                .filter(Action.Counter.class::isInstance)
                .map(Action.Counter.class::cast);
    }
}
