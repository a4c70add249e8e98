package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;

/// What expressions are for a packet: `dnat to ip daddr map { … }`, `meta mark set ct mark`.
final class Expressions {
    private final Sources sources;
    private final Maps maps;
    // Packets may be traced at the same time.
    private final Map<Placed, Key> keys = new ConcurrentHashMap<>();

    Expressions(Sources sources) {
        this.sources = sources;
        this.maps = new Maps(sources.sets());
    }

    Reading read(Expression expression, View view) {
        return switch (expression) {
            case Value value -> new Reading.Known(value, List.of());
            case Selector.Lookup(Expression key, Value map) -> looked(lookup(key, map, view));
            case Selector selector -> read(key(selector), view);
        };
    }

    private Key key(Expression expression) {
        return keys.computeIfAbsent(new Placed(expression), _ -> sources.key(expression));
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

    Lookup lookup(Expression key, Value map, View view) {
        return maps.lookup(key(key), map, view);
    }
}
