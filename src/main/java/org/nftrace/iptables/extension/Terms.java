package org.nftrace.iptables.extension;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.Compare;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;
import org.nftrace.text.Span;

/// Short ways to the parts of the ir that extensions are made of.
final class Terms {
    private Terms() {}

    static Selector payload(Field field) {
        return new Selector.Payload(field);
    }

    static Selector meta(MetaKey key) {
        return new Selector.Meta(key);
    }

    static Selector ct(CtKey key) {
        return new Selector.Ct(key, Optional.empty(), Optional.empty());
    }

    static Value number(long number) {
        return number >= 0
                ? new Value.Number(number)
                : new Value.Wide(new java.math.BigInteger(Long.toUnsignedString(number)));
    }

    /// `left & mask`
    static Selector and(Expression left, long mask) {
        return new Selector.Binary(left, Selector.Operator.AND, number(mask));
    }

    static Relation equal(XtOption option) {
        return option.negated() ? Relation.NE : Relation.EQ;
    }

    /// One condition, as rows and extensions hand it on.
    static Optional<List<Match>> holds(Span span, Selector selector, Relation relation, Value value) {
        return Optional.of(List.of(new Compare(span, selector, relation, value)));
    }

    /// The whole word, or the bits of it that a mask leaves: `0x1/0xff`.
    static Optional<List<Match>> holdsMasked(
            Span span, Selector selector, Relation relation, String canonical, long all) {
        int slash = canonical.indexOf('/');
        long value = Numbers.of(slash < 0 ? canonical : canonical.substring(0, slash));
        long mask = slash < 0 ? all : Numbers.of(canonical.substring(slash + 1));
        return holds(span, mask == all ? selector : and(selector, mask), relation, number(value));
    }

    /// A number, or the range that `first:last` spells.
    static Value range(String canonical) {
        int colon = canonical.indexOf(':');
        return colon < 0
                ? number(Numbers.of(canonical))
                : new Value.Range(
                        number(Numbers.of(canonical.substring(0, colon))),
                        number(Numbers.of(canonical.substring(colon + 1))));
    }

    /// A row's meaning where the option holds one number or range of a field.
    static Row.Lowering ranged(Selector selector) {
        return (option, context) -> holds(
                context.span(), selector, equal(option), range(option.values().getFirst()));
    }
}
