package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;

/// One way through a trace that forked: all of its steps in one list.
///
/// @param given the answers that lead along it
record Strand(Condition given, List<Step> steps) {
    private static final int MOST = 256;

    /// {@return the ways through a trace, of very many the first}
    static List<Strand> of(List<Step> steps) {
        List<Strand> strands = List.of(new Strand(new Condition(List.of()), List.of()));
        for (Step step : steps) {
            var longer = new ArrayList<Strand>();
            for (Strand strand : strands) {
                longer.addAll(strand.isOver() ? List.of(strand) : strand.then(step));
            }
            strands = longer.size() > MOST ? longer.subList(0, MOST) : longer;
        }
        return strands;
    }

    private boolean isOver() {
        return !steps.isEmpty() && steps.getLast() instanceof Step.Decided;
    }

    private List<Strand> then(Step step) {
        if (!(step instanceof Step.Forked(_, var branches))) {
            return List.of(and(List.of(), List.of(step)));
        }
        var all = new ArrayList<Strand>();
        for (Step.Branch branch : branches) {
            for (Strand inside : of(branch.steps())) {
                var terms = new ArrayList<>(branch.condition().terms());
                terms.addAll(inside.given.terms());
                all.add(and(terms, inside.steps));
            }
        }
        return all;
    }

    private Strand and(List<Condition.Term> terms, List<Step> more) {
        var given = new ArrayList<>(this.given.terms());
        given.addAll(terms);
        var all = new ArrayList<>(steps);
        all.addAll(more);
        return new Strand(new Condition(given), all);
    }
}
