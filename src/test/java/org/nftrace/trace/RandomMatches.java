package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;

/// Random comparisons over few fields and few values, so that they often speak of the same.
final class RandomMatches {
    private RandomMatches() {}

    /// A field with the values that it is compared with.
    private record Kind(Selector selector, Arbitrary<Value> values, boolean ordered, boolean bits) {}

    record Map(Selector key, Value map) {}

    static Arbitrary<Match> matches() {
        Arbitrary<Match> simple = Arbitraries.of(kinds()).flatMap(RandomMatches::simple);
        Arbitrary<Match> joined = twoFields()
                .flatMap(pair -> keys(pair)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(4)
                        .flatMap(keys -> Arbitraries.of(Relation.EQ, Relation.NE)
                                .map(r -> Rules.compare(key(pair), r, Rules.anyOf(keys.toArray(Value[]::new))))));
        Arbitrary<Match> either = simple.list().ofSize(2).map(l -> new Match.AnyOf(Rules.NOWHERE, l));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, simple),
                net.jqwik.api.Tuple.of(1, joined),
                net.jqwik.api.Tuple.of(1, either));
    }

    static Arbitrary<Map> maps() {
        Arbitrary<Map> single = Arbitraries.of(kinds())
                .flatMap(k -> k.values()
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(4)
                        .uniqueElements()
                        .map(keys -> new Map(k.selector(), map(singles(keys)))));
        Arbitrary<Map> joined = twoFields()
                .flatMap(pair -> keys(pair)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(4)
                        .uniqueElements()
                        .map(keys -> new Map(key(pair), map(singles(keys)))));
        return Arbitraries.oneOf(single, joined);
    }

    // Ranges and prefixes in a map must not overlap.
    private static List<Value> singles(List<Value> keys) {
        return keys.stream().filter(k -> !overlapping(k)).toList();
    }

    private static boolean overlapping(Value key) {
        return switch (key) {
            case Value.Range _, Value.IpPrefix _ -> true;
            case Value.Interface(var pattern) -> pattern.wildcard();
            case Value.Concatenation(List<Value> parts) -> parts.stream().anyMatch(RandomMatches::overlapping);
            default -> false;
        };
    }

    // Two chains only, so that several elements give the same; the last one may be for all others.
    private static Value map(List<Value> keys) {
        var elements = new ArrayList<Value.Element>();
        for (int i = 0; i < keys.size(); i++) {
            Value key = i == 3 ? new Value.CatchAll() : keys.get(i);
            elements.add(Rules.to(key, Rules.jump(i == 0 ? "a" : "b" + i / 2)));
        }
        return Rules.map(elements.toArray(Value.Element[]::new));
    }

    private static Arbitrary<Match> simple(Kind kind) {
        Arbitrary<Match> single = Combinators.combine(relations(kind), kind.values())
                .as((relation, value) -> Rules.compare(kind.selector(), relation, value));
        Arbitrary<Match> several = Combinators.combine(
                        Arbitraries.of(Relation.EQ, Relation.NE),
                        kind.values().list().ofMinSize(1).ofMaxSize(3))
                .as((relation, values) ->
                        Rules.compare(kind.selector(), relation, Rules.anyOf(values.toArray(Value[]::new))));
        return Arbitraries.oneOf(single, single, several);
    }

    private static Arbitrary<Relation> relations(Kind kind) {
        return kind.bits()
                ? Arbitraries.of(Relation.EQ, Relation.NE, Relation.ANY, Relation.NONE)
                : kind.ordered()
                        ? Arbitraries.of(Relation.EQ, Relation.NE, Relation.LT, Relation.LE, Relation.GT, Relation.GE)
                        : Arbitraries.of(Relation.EQ, Relation.NE);
    }

    private static Arbitrary<List<Kind>> twoFields() {
        return Arbitraries.of(kinds()).list().ofSize(2);
    }

    private static Selector key(List<Kind> pair) {
        return Rules.join(pair.stream().map(Kind::selector).toArray(Selector[]::new));
    }

    private static Arbitrary<Value> keys(List<Kind> pair) {
        return Combinators.combine(pair.getFirst().values(), pair.getLast().values())
                .as(Rules::joined);
    }

    private static List<Kind> kinds() {
        var ports = numbers(0, 21, 22, 23, 80, 1024, 65535);
        var marks = numbers(0, 1, 2, 0x10, 0x11, 0x1000, 0xffff_ffffL);
        var flags = numbers(0, 1, 2, 4, 16, 18, 255);
        return List.of(
                ordered(Rules.field(Field.TCP_DPORT), ports),
                ordered(Rules.field(Field.UDP_DPORT), ports),
                ordered(Rules.field(Field.TCP_SPORT), ports),
                ordered(Rules.field(Field.TH_DPORT), ports),
                ordered(Rules.th(16, 16), ports),
                ordered(Rules.th(8, 16), ports),
                ordered(Rules.th(0, 32), numbers(22, 22 << 16, 22 << 16 | 80)),
                plain(Rules.meta(MetaKey.L4PROTO), numbers(1, 6, 17, 58)),
                plain(Rules.field(Field.IP_PROTOCOL), numbers(1, 6, 17)),
                plain(Rules.field(Field.IP6_NEXTHDR), numbers(6, 17, 58)),
                plain(Rules.meta(MetaKey.NFPROTO), numbers(2, 10)),
                plain(Rules.field(Field.IP_SADDR), addresses()),
                plain(Rules.field(Field.IP_DADDR), addresses()),
                plain(Rules.nh(96, 32), numbers(0x0a000001L, 0x0a000002L)),
                plain(Rules.and(Rules.field(Field.IP_SADDR), 0xff), numbers(1, 2, 255)),
                plain(Rules.field(Field.IP6_SADDR), addresses6()),
                plain(Rules.meta(MetaKey.IIFNAME), names()),
                plain(Rules.meta(MetaKey.IIF), names()),
                plain(Rules.meta(MetaKey.OIFNAME), names()),
                ordered(Rules.meta(MetaKey.MARK), marks),
                plain(Rules.and(Rules.meta(MetaKey.MARK), 0xff), marks),
                plain(Rules.and(Rules.meta(MetaKey.MARK), 0xf00f), marks),
                plain(Rules.and(Rules.meta(MetaKey.MARK), 0xffff_0000L), marks),
                bits(Rules.field(Field.TCP_FLAGS), flags),
                bits(Rules.and(Rules.field(Field.TCP_FLAGS), 0x17), flags),
                bits(Rules.ct(CtKey.STATE), numbers(1, 2, 4, 8, 64, 6)),
                plain(Rules.ct(CtKey.DIRECTION), numbers(0, 1)),
                plain(Rules.ct(CtKey.PROTO_DST, Selector.CtDirection.ORIGINAL), ports),
                plain(Rules.field(Field.ICMP_TYPE), numbers(0, 8)),
                plain(Rules.field(Field.IP_DSCP), numbers(0, 8, 46)),
                plain(Rules.field(Field.IP6_ECN), numbers(0, 1, 3)),
                ordered(Rules.field(Field.IP_TTL), numbers(0, 1, 64, 255)),
                plain(Rules.and(Rules.field(Field.IP_FRAG_OFF), 0x1fff), numbers(0)),
                plain(Rules.and(Rules.field(Field.IP_FRAG_OFF), 0x3fff), numbers(0, 0x2000)),
                ordered(Rules.meta(MetaKey.LENGTH), numbers(0, 60, 1500)));
    }

    private static Kind ordered(Selector selector, Arbitrary<Value> values) {
        Arbitrary<Value> ranges = values.tuple2()
                .map(t -> new Value.Range(t.get1(), t.get2()))
                .filter(r -> !Words.ranges(r).isEmpty())
                .map(r -> r);
        return new Kind(selector, Arbitraries.oneOf(values, ranges), true, false);
    }

    private static Kind plain(Selector selector, Arbitrary<Value> values) {
        return new Kind(selector, values, false, false);
    }

    private static Kind bits(Selector selector, Arbitrary<Value> values) {
        return new Kind(selector, values, false, true);
    }

    private static Arbitrary<Value> numbers(long... numbers) {
        return Arbitraries.of(java.util.Arrays.stream(numbers).boxed().toList()).map(Rules::number);
    }

    private static Arbitrary<Value> addresses() {
        return Arbitraries.oneOf(
                Arbitraries.of("10.0.0.1", "10.0.0.2", "10.0.1.255", "0.0.0.0", "255.255.255.255")
                        .map(Rules::address),
                Arbitraries.of("10.0.0.0/8", "10.0.0.0/31", "0.0.0.0/1", "128.0.0.0/1")
                        .map(Rules::prefix));
    }

    private static Arbitrary<Value> addresses6() {
        return Arbitraries.oneOf(
                Arbitraries.of("fe80::1", "fe80::2").map(Rules::address),
                Arbitraries.of("fe80::/10", "::/1").map(Rules::prefix));
    }

    private static Arbitrary<Value> names() {
        return Arbitraries.of("eth0", "eth1", "eth*", "lo", "e*", "veth1", "eth10")
                .map(Rules::name);
    }
}
