package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Match;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;

/// Makes a comparison ready: `tcp dport { 22, 80-90 }`, `ct state new,established`, `meta mark & 0xff != 0x10`.
record Comparison(Sources sources) {

    Criterion of(Match.Compare compare) {
        return sources.sets()
                .unlisted(compare.value())
                .<Criterion>map(Criterion.Open::new)
                .orElseGet(() -> listed(compare));
    }

    private Criterion listed(Match.Compare compare) {
        return switch (compare.selector()) {
            case Selector.Concatenation _ -> ofKey(compare);
            case Selector.Meta meta when hasIndex(meta, compare.value()) -> byIndex(meta, compare);
            case Selector selector -> ofOne(sources.of(selector), compare);
        };
    }

    private Criterion ofOne(Source source, Match.Compare compare) {
        return Criterion.any(source.cases().stream()
                .map(c -> {
                    var shown = Shown.of(compare.selector(), c.operand(), source.type());
                    return Criterion.all(c.guards(), compare(c.operand(), shown, compare.relation(), compare.value()));
                })
                .toList());
    }

    private Criterion compare(Operand operand, Shown shown, Relation relation, Value value) {
        return switch (relation) {
            case EQ -> in(operand, shown, value);
            case NE -> in(operand, shown, value).not();
            case LT -> operand.in(below(first(value)), shown);
            case LE -> operand.in(Ranges.of(Word.ZERO, last(value)), shown);
            case GT -> operand.in(above(last(value)), shown);
            case GE -> operand.in(Ranges.of(first(value), Word.MAX), shown);
            case ANY -> operand.and(bits(value)).in(Ranges.of(0).not(), shown);
            case NONE -> operand.and(bits(value)).in(Ranges.of(0), shown);
        };
    }

    private static Word first(Value value) {
        Ranges ranges = Words.ranges(value);
        return ranges.isEmpty() ? Word.ZERO : ranges.first();
    }

    private static Word last(Value value) {
        Ranges ranges = Words.ranges(value);
        return ranges.isEmpty() ? Word.ZERO : ranges.last();
    }

    private static Ranges below(Word word) {
        return word.equals(Word.ZERO) ? Ranges.NONE : Ranges.of(Word.ZERO, word.previous());
    }

    private static Ranges above(Word word) {
        return word.equals(Word.MAX) ? Ranges.NONE : Ranges.of(word.next(), Word.MAX);
    }

    private static Word bits(Value value) {
        return Words.word(value).orElse(Word.ZERO);
    }

    private Criterion in(Operand operand, Shown shown, Value value) {
        var ranges = new ArrayList<Ranges>();
        var others = new ArrayList<Criterion>();
        for (Value.Element element : sources.sets().elements(value)) {
            switch (element.key()) {
                case Value.Masked(Value bits, Value mask) -> others.add(masked(operand, shown, bits, mask));
                case Value.Text _ when !isText(shown) -> others.add(new Criterion.Open(unresolved(shown)));
                case Value key -> ranges.add(ranges(key, shown));
            }
        }
        others.addFirst(operand.in(Ranges.union(ranges), shown));
        Criterion any = Criterion.any(others);
        return sources.sets()
                .stored(value)
                .<Criterion>map(set -> new Criterion.Stored(any, true, set, List.of(operand)))
                .orElse(any);
    }

    // The names of users, groups of devices, realms and labels stand in files of the host.
    private static boolean isText(Shown shown) {
        DataType type = shown.parts().getFirst().type();
        return type.form() == DataType.Form.TEXT;
    }

    private static Question unresolved(Shown shown) {
        return switch (shown.expression()) {
            case Selector selector -> new Question.ResultOf(selector);
            case Value value -> throw new AssertionError("a value is compared with names: " + value);
        };
    }

    // An interface that is looked for by a route is there (1) or missing (0).
    private static Ranges ranges(Value value, Shown shown) {
        boolean check = shown.expression() instanceof Selector.Fib(_, Selector.FibResult result)
                && result != Selector.FibResult.TYPE
                && value instanceof Value.Number;
        Ranges numbers = Words.ranges(value);
        return check && numbers.contains(Word.of(1)) ? Ranges.of(Word.ZERO).not() : numbers;
    }

    // iptables lays the mask over an address when it reads the rule, and never over a mark.
    private static Criterion masked(Operand operand, Shown shown, Value value, Value mask) {
        Word ones = bits(mask);
        Word wanted = value instanceof Value.IpAddress ? bits(value).and(ones) : bits(value);
        return operand.and(ones).in(Ranges.of(wanted), shown);
    }

    private static boolean hasIndex(Selector.Meta meta, Value value) {
        return (meta.key() == MetaKey.IIF || meta.key() == MetaKey.OIF) && value instanceof Value.Number;
    }

    // `iif 7`: the lister knew no name for it. 0 is no interface, as the empty name is.
    private Criterion byIndex(Selector.Meta meta, Match.Compare compare) {
        var name = meta.key() == MetaKey.IIF ? Quantity.Name.IN : Quantity.Name.OUT;
        Operand index = Operand.of(new Quantity.OfInterface(InterfaceProperty.INDEX, name, meta));
        return compare(index, Shown.of(meta, index, DataType.INTEGER), compare.relation(), compare.value());
    }

    private Criterion ofKey(Match.Compare compare) {
        Key key = sources.key(compare.selector());
        SetIndex index = sources.sets().index(compare.value());
        boolean wanted = compare.relation() == Relation.EQ;
        Optional<StoredSet> stored = sources.sets().stored(compare.value());
        return Criterion.any(key.cases().stream()
                .map(c -> {
                    var member = new Criterion.Member(c.parts(), index, wanted, key.shown(c));
                    return Criterion.all(
                            c.guards(),
                            stored.<Criterion>map(set -> new Criterion.Stored(member, wanted, set, c.parts()))
                                    .orElse(member));
                })
                .toList());
    }
}
