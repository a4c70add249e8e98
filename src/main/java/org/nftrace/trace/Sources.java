package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;

/// Where the values of a table's expressions come from.
final class Sources {
    private final FieldSource field;
    private final MetaSource meta;
    private final ConnectionSource connection;
    private final HostSource host;
    private final Sets sets;

    Sources(Table table) {
        var guards = new Guards(table.family());
        field = new FieldSource(guards);
        meta = new MetaSource(guards);
        connection = new ConnectionSource(guards);
        host = new HostSource(guards);
        sets = new Sets(table);
    }

    Sets sets() {
        return sets;
    }

    Source of(Expression expression) {
        return switch (expression) {
            case Selector.Payload s -> field.of(s);
            case Selector.Raw s -> field.of(s);
            case Selector.Inner s -> field.inner(s, of(s.of()));
            case Selector.Meta s -> meta.of(s);
            case Selector.Ct s -> connection.of(s);
            case Selector.Fib s -> host.of(s);
            case Selector.Rt s -> host.of(s);
            case Selector.Socket s -> host.of(s);
            case Selector.Osf s -> host.of(s);
            case Selector.Ipsec s -> host.of(s);
            case Selector.Tunnel s -> host.of(s);
            case Selector.ExtensionHeader s -> host.of(s);
            case Selector.Option s -> host.of(s);
            case Selector.Numgen s -> chance(s, s.offset(), s.modulus());
            case Selector.Hash s -> chance(s, s.offset(), s.modulus());
            case Selector.Binary s -> binary(s);
            case Selector.Lookup s -> lookup(s);
            case Selector.Concatenation s -> throw new AssertionError("several values are a key, not one source: " + s);
            case Value v -> literal(v);
        };
    }

    Key key(Expression expression) {
        return Key.of(
                expression,
                switch (expression) {
                    case Selector.Concatenation(List<Expression> parts) ->
                        parts.stream().flatMap(p -> sources(p).stream()).toList();
                    case Selector _, Value _ -> sources(expression);
                });
    }

    // A concatenation may stand inside another's map: `ip saddr . tcp dport map @m`.
    private List<Source> sources(Expression expression) {
        return switch (expression) {
            case Selector.Concatenation(List<Expression> parts) ->
                parts.stream().flatMap(p -> sources(p).stream()).toList();
            case Selector _, Value _ -> List.of(of(expression));
        };
    }

    private static Source chance(Selector selector, long offset, long modulus) {
        Ranges universe = Ranges.of(Word.of(offset), Word.of(offset + Math.max(1, modulus) - 1));
        return Source.of(selector, DataType.INTEGER, new Quantity.Chance(selector, universe));
    }

    private static Source literal(Value value) {
        Word word = Words.word(value).orElse(Word.ZERO);
        return Source.of(value, DataType.INTEGER, List.of(), Operand.constant(word, Math.max(1, bitLength(word))));
    }

    private Source binary(Selector.Binary binary) {
        boolean turned = binary.left() instanceof Value && binary.right() instanceof Selector;
        Expression of = turned ? binary.right() : binary.left();
        Expression by = turned ? binary.left() : binary.right();
        Optional<Word> constant = by instanceof Value value ? Words.word(value) : Optional.empty();
        boolean shift =
                binary.operator() == Selector.Operator.SHIFT_LEFT || binary.operator() == Selector.Operator.SHIFT_RIGHT;
        return constant.isEmpty() || turned && shift
                ? combination(binary)
                : of(of).map(binary, operand -> apply(binary.operator(), operand, constant.get()));
    }

    // Two registers: `ct mark | meta mark` (Linux 6.13).
    private Source combination(Selector.Binary binary) {
        Key both = Key.of(binary, List.of(of(binary.left()), of(binary.right())));
        var cases = both.cases().stream()
                .map(c -> new Source.Case(
                        c.guards(),
                        Operand.of(new Quantity.Combination(
                                binary, c.parts().getFirst(), c.parts().getLast()))))
                .toList();
        return new Source(binary, DataType.INTEGER, cases);
    }

    static Operand apply(Selector.Operator operator, Operand operand, Word by) {
        return switch (operator) {
            case AND -> operand.and(by);
            case OR -> operand.widened(bitLength(by)).or(by);
            case XOR -> operand.widened(bitLength(by)).xor(by);
            case SHIFT_LEFT -> operand.shiftLeft((int) by.low());
            case SHIFT_RIGHT -> operand.shiftRight((int) by.low());
        };
    }

    private static int bitLength(Word word) {
        return word.toBigInteger().bitLength();
    }

    // The value of a map's element, in the case that it is the one that holds the key.
    private Source lookup(Selector.Lookup lookup) {
        Key key = key(lookup.key());
        SetIndex index = sets.index(lookup.map());
        var cases = new ArrayList<Source.Case>();
        for (Key.Case with : key.cases()) {
            for (SetIndex.Entry entry : index.entries()) {
                var only = new SetIndex(List.of(entry), Optional.empty());
                cases.add(element(
                        with, new Criterion.Member(with.parts(), only, true, key.shown(with)), entry.element()));
            }
            index.catchAll().ifPresent(element -> {
                var others = new SetIndex(index.entries(), Optional.empty());
                cases.add(element(with, new Criterion.Member(with.parts(), others, false, key.shown(with)), element));
            });
        }
        return new Source(lookup, DataType.INTEGER, cases);
    }

    private static Source.Case element(Key.Case with, Criterion holds, Value.Element element) {
        Word data = element.data().flatMap(Words::word).orElse(Word.ZERO);
        return new Source.Case(Guards.and(with.guards(), holds), Operand.constant(data, 128));
    }
}
