package org.nftrace.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.ir.Value;

/// Looks keys up in maps.
record Maps(Sets sets) {

    Lookup lookup(Key key, Value map, View view) {
        return sets.unlisted(map)
                .<Lookup>map(q -> new Lookup.Undecided(q, List.of()))
                .orElseGet(() -> listed(key, map, view));
    }

    private Lookup listed(Key key, Value map, View view) {
        Optional<Question> question = Optional.empty();
        Optional<Seen> missing = Optional.empty();
        for (Key.Case with : key.cases()) {
            Judgement there = new Criterion.All(with.guards()).judge(view);
            if (there.answer() == Answer.NO) {
                missing = there.seen();
                continue;
            }
            List<Possible> values = with.read(view);
            Optional<Question> open = there.question().or(() -> question(values));
            if (open.isEmpty()) {
                return found(values, map, key.shown(with), there.rests(), view);
            }
            if (sets.stored(map).flatMap(s -> view.sets().latest(s, values)).isPresent()) {
                return new Lookup.Undecided(open.get(), List.of());
            }
            question = open;
        }
        Optional<Seen> seen = missing;
        return question.map(q -> undecided(q, key, sets.index(map), view))
                .orElseGet(() -> new Lookup.Missing(seen, List.of()));
    }

    private Lookup found(List<Possible> key, Value map, Shown shown, List<Assumption> guards, View view) {
        Optional<StoredSet> stored = sets.stored(map);
        Optional<SetChanges.Hit> changed = stored.flatMap(s -> view.sets().latest(s, key));
        if (changed.isPresent()) {
            return changed(changed.get(), map, shown, view);
        }
        var rests = new ArrayList<>(guards);
        stored.flatMap(StoredSet::asListed).ifPresent(rests::add);
        key.forEach(v -> rests.addAll(rests(v)));
        return sets.index(map)
                .find(key)
                .<Lookup>map(e -> new Lookup.Found(e, rests))
                .orElseGet(() -> new Lookup.Missing(shown.seen(view), rests));
    }

    private static Lookup changed(SetChanges.Hit hit, Value map, Shown shown, View view) {
        SetChanges.Change change = hit.change();
        Optional<Value.Element> added = change.key().flatMap(k -> change.data().flatMap(d -> element(map, k, d)));
        return switch (hit.contained()) {
            case NO -> new Lookup.Missing(shown.seen(view), List.of());
            case YES, UNKNOWN ->
                added.filter(_ -> hit.same() == Answer.YES)
                        .<Lookup>map(e -> new Lookup.Found(e, List.of()))
                        .orElseGet(() -> new Lookup.Undecided(new Question.ElementsOf(change.set()), List.of()));
        };
    }

    // It stands nowhere in the dump: the map's name is the nearest place.
    private static Optional<Value.Element> element(Value map, Value key, Value data) {
        return map instanceof Value.SetReference(var span, _)
                ? Optional.of(new Value.Element(
                        span,
                        key,
                        Optional.of(data),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        List.of()))
                : Optional.empty();
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
