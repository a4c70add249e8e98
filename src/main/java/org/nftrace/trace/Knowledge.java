package org.nftrace.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;

/// What a branch knows of things that were not given, by the conditions under which it is followed. Immutable.
///
/// For each variable the values that are still possible, and conditions that speak of several variables at once: that
/// `tcp dport 22` did not hold says that the protocol is another or the port is.
public final class Knowledge {
    /// Nothing but what was given.
    public static final Knowledge NONE = new Knowledge(Map.of(), List.of(), Map.of(), false, 0);

    private final Map<Variable, Ranges> possible;
    private final List<Formula.Any> conditions;
    private final Map<Fact, Integer> ages;
    private final boolean impossible;
    // How many conditions were too much for it.
    private final int lost;

    private Knowledge(
            Map<Variable, Ranges> possible,
            List<Formula.Any> conditions,
            Map<Fact, Integer> ages,
            boolean impossible,
            int lost) {
        this.possible = possible;
        this.conditions = conditions;
        this.ages = ages;
        this.impossible = impossible;
        this.lost = lost;
    }

    /// {@return whether the fact (not given itself) has the value: a number, an address, a name, a prefix, a range}
    public Answer is(Fact fact, Value value) {
        return holds(Formula.atom(variable(fact, Words.width(fact, value)), Words.ranges(value)));
    }

    /// {@return what is known when the fact has, or has not, the value}
    public Knowledge learn(Fact fact, Value value, boolean holds) {
        Formula formula = Formula.atom(variable(fact, Words.width(fact, value)), Words.ranges(value));
        return assume(holds ? formula : formula.not());
    }

    /// {@return whether the address is one of the host's, where a branch was taken by that}
    public Answer isLocal(Address address) {
        return possible.isEmpty() && conditions.isEmpty() && !impossible ? Answer.UNKNOWN : holds(local(address));
    }

    /// {@return what is known when the address is, or is not, one of the host's}
    public Knowledge learnLocal(Address address, boolean holds) {
        return assume(holds ? local(address) : local(address).not());
    }

    private static Formula local(Address address) {
        return Formula.atom(
                new Variable.KindOf(address, Optional.empty()), Ranges.of(Surroundings.AddressType.LOCAL.ordinal()));
    }

    /// {@return what is known after the fact got a new value that is not known either: a port that masquerade chose}
    public Knowledge rewritten(Fact fact) {
        var changed = new HashMap<>(ages);
        changed.merge(fact, 1, Integer::sum);
        return new Knowledge(possible, conditions, Map.copyOf(changed), impossible, lost);
    }

    /// {@return what is known after something other than a fact changed: `ct mark set numgen …`}
    public Knowledge forget(Selector selector) {
        var kept = new HashMap<>(possible);
        kept.keySet().removeIf(v -> speaksOf(v, selector));
        return new Knowledge(
                Map.copyOf(kept),
                conditions.stream().filter(c -> !speaksOf(c, selector)).toList(),
                ages,
                impossible,
                lost);
    }

    /// {@return whether nothing can be so: a branch with such knowledge has no packets}
    public boolean isImpossible() {
        return impossible;
    }

    /// {@return what was learnt since, when that is no more and no less than what some fields of the packet are; else
    /// nothing}
    List<Narrowed> since(Knowledge before) {
        if (lost != before.lost || !before.conditions.containsAll(conditions)) {
            return List.of();
        }
        var told = new ArrayList<Narrowed>();
        for (Map.Entry<Variable, Ranges> entry : possible.entrySet()) {
            if (entry.getValue().equals(before.possible.get(entry.getKey()))) {
                continue;
            }
            if (!(entry.getKey() instanceof Variable.OfPacket field) || field.age() != 0) {
                return List.of();
            }
            Optional<Narrowed> narrowed = Narrowed.of(field, entry.getValue());
            if (narrowed.isEmpty()) {
                return List.of();
            }
            told.add(narrowed.get());
        }
        told.sort(Comparator.comparing(Narrowed::fact));
        return told;
    }

    /// {@return whether no branch taken says of any variable what it may be}
    boolean isOfNothing() {
        return possible.isEmpty();
    }

    Ranges possible(Variable variable) {
        return possible.getOrDefault(variable, variable.universe());
    }

    Variable.OfPacket variable(Fact fact, int width) {
        return new Variable.OfPacket(fact, width, ages.getOrDefault(fact, 0));
    }

    /// {@return whether the formula must, or cannot, hold}
    Answer holds(Formula formula) {
        Answer direct = direct(formula, possible);
        if (direct != Answer.UNKNOWN) {
            return direct;
        }
        return assume(formula).isRefuted(new Budget())
                ? Answer.NO
                : assume(formula.not()).isRefuted(new Budget()) ? Answer.YES : Answer.UNKNOWN;
    }

    // Tries the alternatives of the condition that was added last, and so on. What takes too many steps stays open:
    // then
    // a branch may be told that no packet takes, but no packet is told a wrong one.
    private boolean isRefuted(Budget budget) {
        if (impossible || conditions.isEmpty() || budget.isSpent()) {
            return impossible;
        }
        for (Formula alternative : conditions.getLast().parts()) {
            if (!assume(alternative).isRefuted(budget)) {
                return false;
            }
        }
        return true;
    }

    /// The steps that one question may take.
    private static final class Budget {
        private int left = 500;

        boolean isSpent() {
            return left-- <= 0;
        }
    }

    /// {@return what is known when the formula holds too}
    Knowledge assume(Formula formula) {
        var draft = new Draft(possible, conditions);
        draft.add(formula);
        draft.settle();
        return new Knowledge(
                Map.copyOf(draft.possible),
                List.copyOf(draft.conditions),
                ages,
                impossible || draft.impossible,
                lost + draft.lost);
    }

    private static Answer direct(Formula formula, Map<Variable, Ranges> possible) {
        return switch (formula) {
            case Formula.Atom(Variable variable, Ranges wanted) -> {
                Ranges still = possible.getOrDefault(variable, variable.universe());
                yield !still.overlaps(wanted) ? Answer.NO : wanted.covers(still) ? Answer.YES : Answer.UNKNOWN;
            }
            case Formula.All(List<Formula> parts) ->
                parts.stream().map(p -> direct(p, possible)).reduce(Answer.YES, Answer::and);
            case Formula.Any(List<Formula> parts) ->
                parts.stream().map(p -> direct(p, possible)).reduce(Answer.NO, Answer::or);
            case Formula.Open _ -> Answer.UNKNOWN;
        };
    }

    private static boolean speaksOf(Formula formula, Selector selector) {
        return switch (formula) {
            case Formula.Atom(Variable variable, _) -> speaksOf(variable, selector);
            case Formula.All(List<Formula> parts) -> parts.stream().anyMatch(p -> speaksOf(p, selector));
            case Formula.Any(List<Formula> parts) -> parts.stream().anyMatch(p -> speaksOf(p, selector));
            case Formula.Open _ -> false;
        };
    }

    private static boolean speaksOf(Variable variable, Selector selector) {
        return switch (variable) {
            case Variable.Other(Selector of, _) -> of.equals(selector);
            case Variable.OfConnection(var key, _) -> selector instanceof Selector.Ct ct && ct.key() == key;
            case Variable.Bits(Variable of, _, _) -> speaksOf(of, selector);
            case Variable.OfPacket _,
                    Variable.OfTuple _,
                    Variable.KindOf _,
                    Variable.WayTo _,
                    Variable.OfInterface _,
                    Variable.Chance _ -> false;
        };
    }

    @Override
    public String toString() {
        return impossible ? "impossible" : possible + " " + conditions;
    }

    /// Knowledge in the making: each narrowing may settle a condition, and each condition settled may narrow.
    private static final class Draft {
        private final Map<Variable, Ranges> possible;
        private List<Formula.Any> conditions;
        private boolean impossible;
        private boolean narrowed;
        private int lost;

        Draft(Map<Variable, Ranges> possible, List<Formula.Any> conditions) {
            this.possible = new HashMap<>(possible);
            this.conditions = new ArrayList<>(conditions);
        }

        void add(Formula formula) {
            switch (formula) {
                case Formula.Atom(Variable variable, Ranges wanted) -> narrow(variable, wanted);
                case Formula.All(List<Formula> parts) -> parts.forEach(this::add);
                case Formula.Any any -> reduce(any);
                case Formula.Open _ -> lost++;
            }
        }

        void settle() {
            while (narrowed && !impossible) {
                narrowed = false;
                List<Formula.Any> before = conditions;
                conditions = new ArrayList<>();
                before.forEach(this::reduce);
            }
        }

        private void narrow(Variable variable, Ranges wanted) {
            Ranges before = possible.getOrDefault(variable, variable.universe());
            Ranges after = before.and(wanted);
            if (after.isEmpty()) {
                impossible = true;
            } else if (!after.equals(before)) {
                possible.put(variable, after);
                narrowed = true;
                after.only().ifPresent(value -> agree(variable, value));
            }
        }

        // Who knows a number knows its bits.
        private void agree(Variable variable, Word value) {
            for (Variable other : List.copyOf(possible.keySet())) {
                if (other instanceof Variable.Bits bits && bits.of().equals(variable)) {
                    narrow(bits, Ranges.of(value.shiftRight(bits.low()).and(Word.ones(bits.length()))));
                }
            }
        }

        private void reduce(Formula.Any any) {
            var open = new ArrayList<Formula>();
            for (Formula part : any.parts()) {
                switch (direct(part, possible)) {
                    case YES -> {
                        return;
                    }
                    case UNKNOWN -> open.add(part);
                    case NO -> {}
                }
            }
            if (open.isEmpty()) {
                impossible = true;
            } else if (open.size() == 1) {
                add(open.getFirst());
            } else if (open.stream().noneMatch(p -> p instanceof Formula.Open)) {
                conditions.add(new Formula.Any(List.copyOf(open)));
            } else {
                lost++;
            }
        }
    }
}
