package org.nftrace.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Family;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.net.Address;
import org.nftrace.net.InterfacePattern;
import org.nftrace.net.Prefix;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Rules as the readers would give them, written down in few words.
final class Rules {
    static final Span NOWHERE = new Source("test", "").whole();

    private Rules() {}

    static Table table(Family family, NamedSet... sets) {
        return new Table(
                NOWHERE,
                family,
                "t",
                Table.Origin.NFT,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                List.of(sets),
                List.of(),
                List.of());
    }

    static Evaluator evaluator(Family family, NamedSet... sets) {
        Table table = table(family, sets);
        return Evaluator.of(new Ruleset(List.of(table)), table);
    }

    static NamedSet set(String name, Set<NamedSet.Flag> flags, Value... keys) {
        return NamedSet.plain(NOWHERE, name, new NamedSet.Type.Named(List.of()), flags, elements(keys));
    }

    static Match is(Selector selector, Value value) {
        return compare(selector, Relation.EQ, value);
    }

    static Match isNot(Selector selector, Value value) {
        return compare(selector, Relation.NE, value);
    }

    static Match compare(Selector selector, Relation relation, Value value) {
        return new Match.Compare(NOWHERE, selector, relation, value);
    }

    static Match limit() {
        return new Match.Limit(NOWHERE, 1, Match.TimeUnit.SECOND, false, false, -1);
    }

    static Selector field(Field field) {
        return new Selector.Payload(field);
    }

    static Selector meta(MetaKey key) {
        return new Selector.Meta(key);
    }

    static Selector ct(CtKey key) {
        return new Selector.Ct(key, Optional.empty(), Optional.empty());
    }

    static Selector ct(CtKey key, Selector.CtDirection direction) {
        return new Selector.Ct(key, Optional.of(direction), Optional.empty());
    }

    static Selector fib(Selector.FibResult result, Selector.FibKey... keys) {
        return new Selector.Fib(Set.of(keys), result);
    }

    static Selector th(int offset, int length) {
        return new Selector.Raw(Selector.RawBase.TH, offset, length);
    }

    static Selector nh(int offset, int length) {
        return new Selector.Raw(Selector.RawBase.NH, offset, length);
    }

    static Selector and(Selector of, long mask) {
        return new Selector.Binary(of, Selector.Operator.AND, number(mask));
    }

    static Selector join(Selector... parts) {
        return new Selector.Concatenation(List.of(parts));
    }

    static Value number(long number) {
        return new Value.Number(number);
    }

    static Value range(long first, long last) {
        return new Value.Range(number(first), number(last));
    }

    static Value bits(long... bits) {
        return new Value.Bits(Arrays.stream(bits).mapToObj(Rules::number).toList());
    }

    static Value address(String address) {
        return new Value.IpAddress(Address.parse(address).orElseThrow());
    }

    static Value prefix(String prefix) {
        return new Value.IpPrefix(Prefix.parse(prefix).orElseThrow());
    }

    static Value name(String name) {
        return new Value.Interface(
                name.endsWith("*")
                        ? InterfacePattern.startingWith(name.substring(0, name.length() - 1))
                        : InterfacePattern.exactly(name));
    }

    static Value masked(Value value, Value mask) {
        return new Value.Masked(value, mask);
    }

    static Value joined(Value... parts) {
        return new Value.Concatenation(List.of(parts));
    }

    static Value anyOf(Value... keys) {
        return new Value.SetLiteral(NOWHERE, elements(keys));
    }

    static Value named(String set) {
        return new Value.SetReference(NOWHERE, set);
    }

    /// {@return a map of the given keys, one after the other, to the jumps to chains of the same names}
    static Value map(Value.Element... elements) {
        return new Value.SetLiteral(NOWHERE, List.of(elements));
    }

    static Value.Element to(Value key, Value data) {
        return new Value.Element(
                NOWHERE,
                key,
                Optional.of(data),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                List.of());
    }

    static Value jump(String chain) {
        return new Value.VerdictData(new Verdict.Jump(chain));
    }

    private static List<Value.Element> elements(Value... keys) {
        return Arrays.stream(keys).map(k -> Value.Element.of(NOWHERE, k)).toList();
    }
}
