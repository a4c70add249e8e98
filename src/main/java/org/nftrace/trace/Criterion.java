package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A match made ready: conditions on quantities, joined by *and* and *or*. Where a field is missing some condition of
/// the *and* fails, and so does the match, negated or not: nft ends the rule there (net/netfilter/nf_tables_core.c,
/// NFT_BREAK).
sealed interface Criterion {
    /// The quantity has one of these values.
    ///
    /// @param shown what to show of the packet when it has not
    record Atom(Quantity quantity, Ranges wanted, Shown shown) implements Criterion {}

    record All(List<Criterion> parts) implements Criterion {
        public All {
            parts = List.copyOf(parts);
        }
    }

    record Any(List<Criterion> parts) implements Criterion {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /// The key is, or is not, in a set whose elements have several parts.
    record Member(List<Operand> key, SetIndex index, boolean wanted, Shown shown) implements Criterion {
        public Member {
            key = List.copyOf(key);
        }
    }

    /// What cannot be known and may be otherwise the next time it is asked.
    record Open(Question question) implements Criterion {}

    /// The key is, or is not, in a named set.
    ///
    /// @param listed by the elements that the dump has; rules that the packet met may have changed them
    record Stored(Criterion listed, boolean wanted, StoredSet set, List<Operand> key) implements Criterion {
        public Stored {
            key = List.copyOf(key);
        }

        private Optional<Answer> changed(View view) {
            return view.sets().changes().isEmpty()
                    ? Optional.empty()
                    : view.sets()
                            .latest(set, key.stream().map(k -> k.read(view)).toList())
                            .map(hit ->
                                    wanted ? hit.contained() : hit.contained().not());
        }
    }

    static Criterion constant(boolean holds) {
        return holds ? new All(List.of()) : new Any(List.of());
    }

    static Criterion all(List<Criterion> guards, Criterion last) {
        var parts = new ArrayList<>(guards);
        parts.add(last);
        return all(parts);
    }

    static Criterion all(List<Criterion> parts) {
        if (parts.stream().anyMatch(Criterion::isNever)) {
            return constant(false);
        }
        List<Criterion> open = parts.stream().filter(p -> !p.isAlways()).toList();
        return open.size() == 1 ? open.getFirst() : new All(open);
    }

    static Criterion any(List<Criterion> parts) {
        if (parts.stream().anyMatch(Criterion::isAlways)) {
            return constant(true);
        }
        List<Criterion> open = parts.stream().filter(p -> !p.isNever()).toList();
        return open.size() == 1 ? open.getFirst() : new Any(open);
    }

    private boolean isAlways() {
        return this instanceof All(List<Criterion> parts) && parts.isEmpty();
    }

    private boolean isNever() {
        return this instanceof Any(List<Criterion> parts) && parts.isEmpty();
    }

    default Criterion not() {
        return switch (this) {
            case Atom(Quantity quantity, Ranges wanted, Shown shown) ->
                new Atom(quantity, wanted.not().and(Ranges.ofWidth(quantity.width())), shown);
            case All(List<Criterion> parts) ->
                any(parts.stream().map(Criterion::not).toList());
            case Any(List<Criterion> parts) ->
                all(parts.stream().map(Criterion::not).toList());
            case Member(List<Operand> key, SetIndex index, boolean wanted, Shown shown) ->
                new Member(key, index, !wanted, shown);
            case Open _ -> this;
            case Stored(Criterion listed, boolean wanted, StoredSet set, List<Operand> key) ->
                new Stored(listed.not(), !wanted, set, key);
        };
    }

    /// {@return whether it holds, by what is known of each quantity on its own}
    default Judgement judge(View view) {
        return switch (this) {
            case Atom atom -> atom(atom, view);
            case All(List<Criterion> parts) -> all(parts, view);
            case Any(List<Criterion> parts) -> any(parts, view);
            case Member member -> member(member, view);
            case Open(Question question) -> Judgement.unknown(question);
            case Stored stored -> stored(stored, view);
        };
    }

    private static Judgement atom(Atom atom, View view) {
        return switch (atom.quantity().read(view)) {
            case Possible.One(Word value, List<Assumption> rests) ->
                atom.wanted().contains(value)
                        ? Judgement.yes(rests)
                        : Judgement.no(atom.shown().seen(view), rests);
            case Possible.Several open -> {
                Answer told = compare(open.ranges(), atom.wanted());
                Answer assumed = compare(open.assumed(), atom.wanted());
                yield told != Answer.UNKNOWN
                        ? Judgement.of(told, List.of())
                        : assumed != Answer.UNKNOWN
                                ? Judgement.of(assumed, open.rests())
                                : Judgement.unknown(open.question());
            }
        };
    }

    private static Answer compare(Ranges possible, Ranges wanted) {
        return !possible.overlaps(wanted) ? Answer.NO : wanted.covers(possible) ? Answer.YES : Answer.UNKNOWN;
    }

    private static Judgement all(List<Criterion> parts, View view) {
        Judgement sum = Judgement.YES;
        for (int i = 0; i < parts.size(); i++) {
            Judgement part = parts.get(i).judge(view);
            if (part.answer() == Answer.NO) {
                return part;
            }
            sum = sum.and(part);
        }
        return sum;
    }

    private static Judgement any(List<Criterion> parts, View view) {
        Judgement sum = Judgement.NO;
        for (int i = 0; i < parts.size(); i++) {
            Judgement part = parts.get(i).judge(view);
            if (part.answer() == Answer.YES) {
                return part;
            }
            sum = sum.or(part);
        }
        return sum;
    }

    private static Judgement member(Member member, View view) {
        var values = new ArrayList<Possible>();
        var rests = new ArrayList<Assumption>();
        Optional<Question> question = Optional.empty();
        for (Operand part : member.key()) {
            Possible value = part.read(view);
            values.add(value);
            switch (value) {
                case Possible.One one -> rests.addAll(one.rests());
                case Possible.Several open -> question = question.or(() -> Optional.of(open.question()));
            }
        }
        if (question.isPresent()) {
            return Judgement.unknown(question.get());
        }
        return member.index().find(values).isPresent() == member.wanted()
                ? Judgement.yes(rests)
                : Judgement.no(member.shown().seen(view), rests);
    }

    private static Judgement stored(Stored stored, View view) {
        return stored.changed(view)
                .map(answer -> answer == Answer.UNKNOWN
                        ? Judgement.unknown(new Question.ElementsOf(stored.set().name()))
                        : Judgement.of(answer, List.of()))
                .orElseGet(() -> {
                    if (isUncertain(stored, view)) {
                        return Judgement.unknown(
                                new Question.ElementsOf(stored.set().name()));
                    }
                    Judgement listed = stored.listed().judge(view);
                    return stored.set().asListed().map(listed::resting).orElse(listed);
                });
    }

    private static Formula storedResidual(Stored stored, View view) {
        return stored.changed(view)
                .map(answer -> switch (answer) {
                    case YES -> Formula.always();
                    case NO -> Formula.never();
                    case UNKNOWN -> new Formula.Open();
                })
                .orElseGet(() -> isUncertain(stored, view)
                        ? new Formula.Open()
                        : stored.listed().residual(view));
    }

    private static boolean isUncertain(Stored stored, View view) {
        return stored.set().fleeting() && view.surroundings().isStrict();
    }

    /// {@return what is left of it when all that is known is filled in}
    default Formula residual(View view) {
        return switch (this) {
            case Atom(Quantity quantity, Ranges wanted, _) -> residual(quantity.read(view), wanted);
            case All(List<Criterion> parts) ->
                Formula.all(parts.stream().map(p -> p.residual(view)).toList());
            case Any(List<Criterion> parts) ->
                Formula.any(parts.stream().map(p -> p.residual(view)).toList());
            case Member(List<Operand> key, SetIndex index, boolean wanted, Shown shown) -> {
                Formula in = index.residual(key, shown, view);
                yield wanted ? in : in.not();
            }
            case Open _ -> new Formula.Open();
            case Stored stored -> storedResidual(stored, view);
        };
    }

    private static Formula residual(Possible possible, Ranges wanted) {
        return switch (possible) {
            case Possible.One(Word value, _) -> wanted.contains(value) ? Formula.always() : Formula.never();
            case Possible.Several open ->
                switch (compare(open.assumed(), wanted)) {
                    case YES -> Formula.always();
                    case NO -> Formula.never();
                    case UNKNOWN -> Formula.atom(open.variable(), wanted);
                };
        };
    }
}
