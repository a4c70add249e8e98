package org.nftrace.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is left of a match when all that is known has been filled in: a condition on variables. Negations stand in the
/// ranges only.
sealed interface Formula {
    /// The variable has one of these values.
    record Atom(Variable variable, Ranges ranges) implements Formula {}

    record All(List<Formula> parts) implements Formula {}

    record Any(List<Formula> parts) implements Formula {}

    /// It may hold or not, each time it is asked anew: `limit`.
    record Open() implements Formula {}

    static Formula always() {
        return new All(List.of());
    }

    static Formula never() {
        return new Any(List.of());
    }

    default boolean isAlways() {
        return equals(always());
    }

    default boolean isNever() {
        return equals(never());
    }

    static Formula atom(Variable variable, Ranges ranges) {
        Ranges possible = ranges.and(variable.universe());
        return possible.isEmpty()
                ? never()
                : possible.equals(variable.universe())
                        ? always()
                        : variable instanceof Variable.Chance ? new Open() : new Atom(variable, possible);
    }

    static Formula all(List<Formula> parts) {
        var others = new ArrayList<Formula>();
        var atoms = new LinkedHashMap<Variable, List<Ranges>>();
        parts.forEach(p -> collect(p, true, atoms, others));
        for (Map.Entry<Variable, List<Ranges>> atom : atoms.entrySet()) {
            Ranges common = atom.getValue().stream().reduce(Ranges.ALL, Ranges::and);
            if (common.isEmpty()) {
                return never();
            }
            others.add(new Atom(atom.getKey(), common));
        }
        return others.stream().anyMatch(Formula::isNever)
                ? never()
                : others.size() == 1 ? others.getFirst() : new All(List.copyOf(others));
    }

    static Formula any(List<Formula> parts) {
        var others = new ArrayList<Formula>();
        var atoms = new LinkedHashMap<Variable, List<Ranges>>();
        parts.forEach(p -> collect(p, false, atoms, others));
        for (Map.Entry<Variable, List<Ranges>> atom : atoms.entrySet()) {
            Ranges either = atom.getValue().size() == 1 ? atom.getValue().getFirst() : Ranges.union(atom.getValue());
            if (either.equals(atom.getKey().universe())) {
                return always();
            }
            others.add(new Atom(atom.getKey(), either));
        }
        return others.stream().anyMatch(Formula::isAlways)
                ? always()
                : others.size() == 1 ? others.getFirst() : new Any(List.copyOf(others));
    }

    // Nested lists of one kind become one, and atoms of one variable one atom.
    private static void collect(Formula part, boolean all, Map<Variable, List<Ranges>> atoms, List<Formula> others) {
        switch (part) {
            case Atom(Variable variable, Ranges ranges) ->
                atoms.computeIfAbsent(variable, _ -> new ArrayList<>()).add(ranges);
            case All(List<Formula> parts) when all -> parts.forEach(p -> collect(p, true, atoms, others));
            case Any(List<Formula> parts) when !all -> parts.forEach(p -> collect(p, false, atoms, others));
            case All _, Any _, Open _ -> others.add(part);
        }
    }

    default Formula not() {
        return switch (this) {
            case Atom(Variable variable, Ranges ranges) -> atom(variable, ranges.not());
            case All(List<Formula> parts) ->
                any(parts.stream().map(Formula::not).toList());
            case Any(List<Formula> parts) ->
                all(parts.stream().map(Formula::not).toList());
            case Open _ -> this;
        };
    }
}
