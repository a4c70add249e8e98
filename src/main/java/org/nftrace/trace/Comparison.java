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
            case Selector selector ->
                Criterion.any(sources.of(selector).cases().stream()
                        .map(c -> Criterion.all(
                                c.guards(),
                                compare(c.operand(), shown(selector, c), compare.relation(), compare.value())))
                        .toList());
        };
    }

    private Shown shown(Selector selector, Source.Case with) {
        return Shown.of(selector, with.operand(), sources.of(selector).type());
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
        var masked = new ArrayList<Criterion>();
        for (Value.Element element : sources.sets().elements(value)) {
            if (element.key() instanceof Value.Masked(Value bits, Value mask)) {
                masked.add(masked(operand, shown, bits, mask));
            } else {
                ranges.add(ranges(element.key(), shown));
            }
        }
        Criterion plain = operand.in(Ranges.union(ranges), shown);
        masked.addFirst(plain);
        Criterion any = ranges.isEmpty() && masked.size() > 1
                ? Criterion.any(masked.subList(1, masked.size()))
                : Criterion.any(masked);
        Optional<Assumption.SetAsListed> listed = sources.sets().asListed(value);
        return listed.<Criterion>map(set -> new Criterion.Listed(any, set)).orElse(any);
    }

    // An interface that is looked for by a route is there (1) or missing (0).
    private static Ranges ranges(Value value, Shown shown) {
        boolean check = shown.expression() instanceof Selector.Fib(_, Selector.FibResult result)
                && result == Selector.FibResult.CHECK;
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
        List<Criterion> cases = key.cases().stream()
                .map(c -> Criterion.all(c.guards(), new Criterion.Member(c.parts(), index, wanted, key.shown(c))))
                .toList();
        Criterion any = Criterion.any(cases);
        return sources.sets()
                .asListed(compare.value())
                .<Criterion>map(set -> new Criterion.Listed(any, set))
                .orElse(any);
    }
}
