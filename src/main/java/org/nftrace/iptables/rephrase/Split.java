package org.nftrace.iptables.rephrase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Match.Compare;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.text.Span;

/// Makes several rules of one that looks into a set or map: `ip saddr { a, b }` is `-s a` and `-s b`.
///
/// The elements of a set share nothing, so that a packet matches one of the rules at most.
///
/// @param sayable whether a comparison needs no splitting, being one option as it is: `--dports 22,80`
record Split(Predicate<Compare> sayable) {
    private static final int MOST_RULES = 1024;

    /// {@return rules that together do the same; the one itself when it looks into no set}
    List<List<Statement>> of(List<Statement> rule) throws Refusal {
        var done = new ArrayList<List<Statement>>();
        var open = new ArrayList<List<Statement>>(List.of(rule));
        while (!open.isEmpty()) {
            var next = open.removeFirst();
            var parts = once(next);
            if (parts.isEmpty()) {
                done.add(next);
            } else {
                open.addAll(0, parts.get());
            }
            if (open.size() + done.size() > MOST_RULES) {
                throw new Refusal(
                        rule.getFirst().span(), "this would be more than " + MOST_RULES + " rules of iptables");
            }
        }
        return done;
    }

    private Optional<List<List<Statement>>> once(List<Statement> rule) throws Refusal {
        for (int i = 0; i < rule.size(); i++) {
            Optional<List<List<Statement>>> ways = ways(rule.get(i));
            if (ways.isPresent()) {
                var parts = new ArrayList<List<Statement>>();
                for (List<Statement> way : ways.get()) {
                    var part = new ArrayList<>(rule.subList(0, i));
                    part.addAll(way);
                    part.addAll(rule.subList(i + 1, rule.size()));
                    parts.add(List.copyOf(part));
                }
                return Optional.of(parts);
            }
        }
        return Optional.empty();
    }

    private Optional<List<List<Statement>>> ways(Statement statement) throws Refusal {
        return switch (statement) {
            case Compare compare -> ways(compare);
            case Action.VerdictMap map -> Optional.of(verdicts(map));
            case Action.Assign(var span, var target, Selector.Lookup(var key, var map)) ->
                Optional.of(each(span, key, map, data -> List.of(new Action.Assign(span, target, data))));
            case Action.Nat nat
            when nat.address().orElse(null) instanceof Selector.Lookup(var key, var map) ->
                Optional.of(each(nat.span(), key, map, data -> List.of(to(nat, data))));
            case Action.Nat nat
            when nat.port().orElse(null) instanceof Selector.Lookup(var key, var map) ->
                Optional.of(each(nat.span(), key, map, data -> List.of(at(nat, nat.address(), Optional.of(data)))));
            case Statement _ -> Optional.empty();
        };
    }

    private static Action.Nat to(Action.Nat nat, Value data) {
        return data instanceof Value.Concatenation(var parts) && parts.size() == 2
                ? at(nat, Optional.of(parts.getFirst()), Optional.of(parts.getLast()))
                : at(nat, Optional.of(data), nat.port());
    }

    private static Action.Nat at(Action.Nat nat, Optional<Expression> address, Optional<Expression> port) {
        return new Action.Nat(nat.span(), nat.kind(), nat.family(), nat.prefix(), address, port, nat.flags());
    }

    private Optional<List<List<Statement>>> ways(Compare compare) {
        boolean equal = compare.relation() == Relation.EQ;
        boolean unequal = compare.relation() == Relation.NE;
        if (compare.selector() instanceof Selector.Concatenation(var fields)
                && compare.value() instanceof Value.Concatenation(var parts)
                && equal
                && fields.size() == parts.size()) {
            return Optional.of(List.of(fieldByField(compare, fields, parts)));
        }
        if (!(compare.value() instanceof Value.SetLiteral(var span, var elements))
                || elements.isEmpty()
                || !equal && !unequal
                || sayable.test(compare)) {
            return Optional.empty();
        }
        Stream<List<Value.Element>> halves = elements.size() == 1
                ? Stream.of(elements)
                : Stream.of(
                        elements.subList(0, elements.size() / 2),
                        elements.subList(elements.size() / 2, elements.size()));
        List<Statement> parts = halves.<Statement>map(
                        half -> new Compare(compare.span(), compare.selector(), compare.relation(), value(span, half)))
                .toList();
        return Optional.of(equal ? parts.stream().map(List::of).toList() : List.of(parts));
    }

    private static Value value(Span span, List<Value.Element> elements) {
        return elements.size() == 1 ? elements.getFirst().key() : new Value.SetLiteral(span, elements);
    }

    private static List<Statement> fieldByField(Compare compare, List<Expression> fields, List<Value> parts) {
        var found = new ArrayList<Statement>();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i) instanceof Selector field) {
                found.add(new Compare(compare.span(), field, Relation.EQ, parts.get(i)));
            }
        }
        return found;
    }

    @FunctionalInterface
    private interface Use {
        List<Statement> of(Value data);
    }

    // Elements with the same data are one rule, as far as iptables can say it.
    private static List<List<Statement>> each(Span span, Expression key, Value map, Use use) throws Refusal {
        if (!(map instanceof Value.SetLiteral(_, var elements)) || !(key instanceof Selector selector)) {
            throw new Refusal(span, "iptables has no maps");
        }
        var byData = new LinkedHashMap<Value, List<Value.Element>>();
        var rest = new ArrayList<List<Statement>>();
        for (Value.Element element : elements) {
            if (element.data().isEmpty() || !element.state().isEmpty()) {
                throw new Refusal(span, "an element that counts for itself cannot be said in iptables");
            }
            if (element.key() instanceof Value.CatchAll) {
                rest.add(use.of(element.data().get()));
            } else {
                byData.computeIfAbsent(element.data().get(), _ -> new ArrayList<>())
                        .add(Value.Element.of(element.span(), element.key()));
            }
        }
        var found = new ArrayList<List<Statement>>();
        byData.forEach((data, same) -> {
            var statements = new ArrayList<Statement>();
            statements.add(new Compare(span, selector, Relation.EQ, value(span, same)));
            statements.addAll(use.of(data));
            found.add(statements);
        });
        found.addAll(rest);
        return found;
    }

    // What no element holds comes last; it must not meet what comes back from a chain.
    private static List<List<Statement>> verdicts(Action.VerdictMap map) throws Refusal {
        boolean catchesAll = map.map() instanceof Value.SetLiteral(_, var elements)
                && elements.stream().anyMatch(element -> element.key() instanceof Value.CatchAll);
        boolean comesBack = map.map() instanceof Value.SetLiteral(_, var some)
                && some.stream()
                        .flatMap(element -> element.data().stream())
                        .anyMatch(data -> data instanceof Value.VerdictData(Verdict.Jump _)
                                || data instanceof Value.VerdictData(Verdict.Continue _));
        if (catchesAll && comesBack) {
            throw new Refusal(map.span(), "iptables has no rule for what no element of a map holds");
        }
        return each(
                map.span(),
                map.key(),
                map.map(),
                data -> data instanceof Value.VerdictData(var verdict)
                        ? List.of(new Action.Decide(map.span(), verdict))
                        : List.of());
    }
}
