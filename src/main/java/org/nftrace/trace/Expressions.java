package org.nftrace.trace;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;

/// What expressions are for a packet: `dnat to ip daddr map { … }`, `meta mark set ct mark`.
final class Expressions {
    private final Sources sources;
    private final IdentityHashMap<Expression, Key> keys = new IdentityHashMap<>();

    Expressions(Sources sources) {
        this.sources = sources;
    }

    /// Makes a map ready, so that the first packet need not wait for it.
    void prepare(Expression key, Value map) {
        keys.put(key, sources.key(key));
        sources.sets().index(map);
    }

    Reading read(Expression expression, View view) {
        return switch (expression) {
            case Value value -> new Reading.Known(value, List.of());
            case Selector.Lookup(Expression key, Value map) -> looked(lookup(key, map, view));
            case Selector selector -> read(key(selector), view);
        };
    }

    private Key key(Expression expression) {
        Key made = keys.get(expression);
        return made != null ? made : sources.key(expression);
    }

    private static Reading looked(Lookup lookup) {
        return switch (lookup) {
            case Lookup.Found(Value.Element element, List<Assumption> rests) -> data(element.data(), rests);
            case Lookup.Missing(_, List<Assumption> rests) -> new Reading.Absent(rests);
            case Lookup.Undecided(Question question, List<Lookup.Choice> none)
            when none.isEmpty() -> new Reading.Unknown(question);
            case Lookup.Undecided(Question question, List<Lookup.Choice> choices) ->
                new Reading.Undecided(
                        question,
                        choices.stream()
                                .map(c -> new Reading.Choice(data(c.data(), List.of()), c.then()))
                                .toList());
        };
    }

    private static Reading data(Optional<Value> data, List<Assumption> rests) {
        return data.<Reading>map(d -> new Reading.Known(d, rests)).orElseGet(() -> new Reading.Absent(rests));
    }

    private static Reading read(Key key, View view) {
        var choices = new ArrayList<Reading.Choice>();
        Optional<Question> question = Optional.empty();
        Formula none = Formula.always();
        for (Key.Case with : key.cases()) {
            Judgement there = new Criterion.All(with.guards()).judge(view);
            if (there.answer() == Answer.YES) {
                return inCase(key, with, there.rests(), view);
            }
            if (there.answer() == Answer.UNKNOWN) {
                Formula guard = new Criterion.All(with.guards()).residual(view);
                Knowledge then = view.knowledge().assume(guard);
                choices.add(new Reading.Choice(inCase(key, with, List.of(), view.with(then)), then));
                none = Formula.all(List.of(none, guard.not()));
                question = question.or(there::question);
            }
        }
        if (question.isEmpty()) {
            return new Reading.Absent(List.of());
        }
        choices.add(new Reading.Choice(
                new Reading.Absent(List.of()), view.knowledge().assume(none)));
        choices.removeIf(c -> c.then().isImpossible());
        return choices.size() == 1 ? choices.getFirst().reading() : new Reading.Undecided(question.get(), choices);
    }

    private static Reading inCase(Key key, Key.Case with, List<Assumption> guards, View view) {
        var values = new ArrayList<Value>();
        var rests = new ArrayList<>(guards);
        for (int i = 0; i < with.parts().size(); i++) {
            Operand part = with.parts().get(i);
            switch (part.read(view)) {
                case Possible.One(Word word, List<Assumption> by) -> {
                    values.add(Words.value(word, key.types().get(i), part.width()));
                    rests.addAll(by);
                }
                case Possible.Several open -> {
                    return new Reading.Unknown(open.question());
                }
            }
        }
        return new Reading.Known(values.size() == 1 ? values.getFirst() : new Value.Concatenation(values), rests);
    }

    Lookup lookup(Expression keyExpression, Value map, View view) {
        return sources.sets()
                .unlisted(map)
                .<Lookup>map(q -> new Lookup.Undecided(q, List.of()))
                .orElseGet(() -> listed(keyExpression, map, view));
    }

    private Lookup listed(Expression keyExpression, Value map, View view) {
        Key key = key(keyExpression);
        SetIndex index = sources.sets().index(map);
        List<Assumption> listed =
                sources.sets().asListed(map).<List<Assumption>>map(List::of).orElse(List.of());
        Optional<Judgement> open = Optional.empty();
        Optional<Seen> missing = Optional.empty();
        for (Key.Case with : key.cases()) {
            Judgement there = new Criterion.All(with.guards()).judge(view);
            if (there.answer() == Answer.NO) {
                missing = there.seen().or(() -> Optional.empty());
                continue;
            }
            List<Possible> values = with.read(view);
            Optional<Question> question = there.question().or(() -> question(values));
            if (question.isPresent()) {
                open = Optional.of(Judgement.unknown(question.get()));
                continue;
            }
            var rests = new ArrayList<>(listed);
            rests.addAll(there.rests());
            values.forEach(v -> rests.addAll(rests(v)));
            return index.find(values)
                    .<Lookup>map(e -> new Lookup.Found(e, rests))
                    .orElseGet(() -> new Lookup.Missing(key.shown(with).seen(view), rests));
        }
        return open.isPresent()
                ? undecided(open.get().question().get(), key, index, view)
                : new Lookup.Missing(missing, listed);
    }

    private static Optional<Question> question(List<Possible> values) {
        return values.stream()
                .filter(Possible.Several.class::isInstance)
                .map(v -> ((Possible.Several) v).question())
                .findFirst();
    }

    private static List<Assumption> rests(Possible value) {
        return switch (value) {
            case Possible.One one -> one.rests();
            case Possible.Several _ -> List.of();
        };
    }

    // One choice for each result, one for none.
    private static Lookup undecided(Question question, Key key, SetIndex index, View view) {
        var byData = new LinkedHashMap<Optional<Value>, List<SetIndex.Entry>>();
        for (SetIndex.Entry entry : index.entries()) {
            byData.computeIfAbsent(entry.element().data(), _ -> new ArrayList<>())
                    .add(entry);
        }
        index.catchAll().ifPresent(e -> byData.putIfAbsent(e.data(), List.of()));
        Formula none = holds(key, index.entries(), view).not();
        Formula there = Formula.any(key.cases().stream()
                .map(c -> new Criterion.All(c.guards()).residual(view))
                .toList());
        var choices = new ArrayList<Lookup.Choice>();
        byData.forEach((data, entries) -> {
            var elements = new ArrayList<>(
                    entries.stream().map(SetIndex.Entry::element).toList());
            Formula formula = holds(key, entries, view);
            if (index.catchAll().filter(e -> e.data().equals(data)).isPresent()) {
                elements.add(index.catchAll().get());
                formula = Formula.any(List.of(formula, Formula.all(List.of(there, none))));
            }
            choose(choices, elements, formula, view);
        });
        choose(choices, List.of(), index.catchAll().isPresent() ? there.not() : none, view);
        return settled(question, choices);
    }

    private static Lookup settled(Question question, List<Lookup.Choice> choices) {
        if (choices.size() != 1) {
            return new Lookup.Undecided(question, choices);
        }
        List<Value.Element> elements = choices.getFirst().elements();
        return elements.isEmpty()
                ? new Lookup.Missing(Optional.empty(), List.of())
                : new Lookup.Found(elements.getFirst(), List.of());
    }

    private static void choose(List<Lookup.Choice> choices, List<Value.Element> elements, Formula formula, View view) {
        if (view.knowledge().holds(formula) != Answer.NO) {
            choices.add(new Lookup.Choice(elements, view.knowledge().assume(formula)));
        }
    }

    // Some case of the key is there and one of the elements holds it.
    private static Formula holds(Key key, List<SetIndex.Entry> entries, View view) {
        return Formula.any(key.cases().stream()
                .map(c -> Formula.all(List.of(
                        new Criterion.All(c.guards()).residual(view),
                        SetIndex.residual(c.parts(), entries, key.shown(c), view))))
                .toList());
    }
}
