package org.nftrace.iptables.extension;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.ir.Action;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.Compare;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;

/// Other ways to say the same with the words of the ir, of which iptables may know one: `tcp dport > 1023` is
/// `tcp dport 1024-65535`, `ct state { new, established }` is `ct state new,established`.
final class OtherWords {
    // nft's own codes (nf_tables.h, enum nft_reject_inet_code) as those of ICMP and ICMPv6 (nft_reject.c).
    private static final List<Integer> ICMP_CODES = List.of(0, 3, 1, 13);
    private static final List<Integer> ICMPV6_CODES = List.of(0, 4, 3, 1);
    private static final int PORT_UNREACHABLE = 1;

    private OtherWords() {}

    /// {@return the statements as they are, and said otherwise}
    static List<List<Statement>> of(List<Statement> said, Context context) {
        var ways = new LinkedHashSet<List<Statement>>();
        ways.add(said);
        var otherwise = new ArrayList<Statement>();
        for (Statement statement : said) {
            otherwise.add(
                    switch (statement) {
                        case Compare compare -> ofPorts(compare, context);
                        case Action.Reject reject -> answer(reject, context);
                        case Match match -> match;
                        case Action action -> action;
                    });
        }
        ways.add(List.copyOf(otherwise));
        if (otherwise.size() == 1 && otherwise.getFirst() instanceof Compare compare) {
            others(compare).map(List::<Statement>of).ifPresent(ways::add);
        }
        return List.copyOf(ways);
    }

    // The ports of any protocol are those of the one that the rule asks for.
    private static Compare ofPorts(Compare compare, Context context) {
        return compare.selector() instanceof Selector.Payload(Field field) && field.header() == Field.Header.TH
                ? new Compare(
                        compare.span(),
                        Terms.payload(Ports.field(context, field == Field.TH_SPORT)),
                        compare.relation(),
                        compare.value())
                : compare;
    }

    private static Action.Reject answer(Action.Reject reject, Context context) {
        if (reject.kind() != Action.RejectKind.ICMPX) {
            return reject;
        }
        int code = reject.code().orElse(PORT_UNREACHABLE);
        var codes = context.isV6() ? ICMPV6_CODES : ICMP_CODES;
        return new Action.Reject(
                reject.span(),
                context.isV6() ? Action.RejectKind.ICMPV6 : Action.RejectKind.ICMP,
                code < codes.size() ? OptionalInt.of(codes.get(code)) : reject.code());
    }

    private static Optional<Compare> others(Compare compare) {
        return switch (compare.selector()) {
            case Selector.Ct(CtKey key, var direction, _)
            when key == CtKey.STATE && direction.isEmpty() -> state(compare);
            case Selector.Payload(Field field) when field == Field.TCP_FLAGS -> flags(compare);
            // xt_length.c looks at the header's length, which is the packet's.
            case Selector.Payload(Field field)
            when field == Field.IP_LENGTH ->
                others(of(Terms.meta(MetaKey.LENGTH), compare))
                        .or(() -> Optional.of(of(Terms.meta(MetaKey.LENGTH), compare)));
            case Selector.Payload(Field field) -> range(compare, field.length());
            case Selector.Meta(MetaKey key) when key == MetaKey.LENGTH -> range(compare, 16);
            case Selector.Meta(MetaKey key) ->
                masked(compare).or(() -> range(compare, key.type().width()));
            case Selector.Ct(CtKey key, var direction, var family)
            when key == CtKey.PROTOCOL && direction.isEmpty() ->
                Optional.of(of(new Selector.Ct(key, Optional.of(Selector.CtDirection.ORIGINAL), family), compare));
            case Selector.Ct _ -> masked(compare).or(() -> atLeast(compare));
            case Selector.Fib fib -> reversePath(compare, fib);
            case Selector _ -> Optional.empty();
        };
    }

    // A packet has one state.
    private static Optional<Compare> state(Compare compare) {
        Value value = compare.value() instanceof Value.SetLiteral(_, var elements)
                ? new Value.Bits(elements.stream().map(Value.Element::key).toList())
                : compare.value();
        return switch (compare.relation()) {
            case EQ -> Optional.of(new Compare(compare.span(), compare.selector(), Relation.ANY, value));
            case NE -> Optional.of(new Compare(compare.span(), compare.selector(), Relation.NONE, value));
            case LT, LE, GT, GE, ANY, NONE -> Optional.empty();
        };
    }

    private static Compare of(Selector selector, Compare compare) {
        return new Compare(compare.span(), selector, compare.relation(), compare.value());
    }

    private static Optional<Compare> atLeast(Compare compare) {
        if (!(compare.value() instanceof Value.Number(long number))) {
            return Optional.empty();
        }
        return switch (compare.relation()) {
            case GT ->
                Optional.of(new Compare(compare.span(), compare.selector(), Relation.GE, Terms.number(number + 1)));
            case LE ->
                Optional.of(new Compare(compare.span(), compare.selector(), Relation.LT, Terms.number(number + 1)));
            case EQ, NE, LT, GE, ANY, NONE -> Optional.empty();
        };
    }

    private static Optional<Compare> flags(Compare compare) {
        long bits = Normal.bits(compare.value()).longValue();
        boolean one = Long.bitCount(bits) == 1;
        Selector looked = Terms.and(compare.selector(), bits);
        return switch (compare.relation()) {
            case ANY ->
                Optional.of(new Compare(
                        compare.span(), looked, one ? Relation.EQ : Relation.NE, Terms.number(one ? bits : 0)));
            case NONE -> Optional.of(new Compare(compare.span(), looked, Relation.EQ, Terms.number(0)));
            case EQ, NE -> masked(compare);
            case LT, LE, GT, GE -> Optional.empty();
        };
    }

    // 'tcp flags syn / fin,syn' and 'tcp flags & (fin | syn) == syn'
    private static Optional<Compare> masked(Compare compare) {
        return compare.value() instanceof Value.Masked(var value, var mask)
                ? Optional.of(new Compare(
                        compare.span(),
                        Terms.and(compare.selector(), Normal.bits(mask).longValue()),
                        compare.relation(),
                        value))
                : Optional.empty();
    }

    private static Optional<Compare> range(Compare compare, int bits) {
        if (!(compare.value() instanceof Value.Number(long number)) || bits <= 0 || bits >= Long.SIZE - 1) {
            return Optional.empty();
        }
        long most = (1L << bits) - 1;
        return switch (compare.relation()) {
            case LT -> number > 0 ? Optional.of(between(compare, 0, number - 1)) : Optional.empty();
            case LE -> Optional.of(between(compare, 0, number));
            case GT -> number < most ? Optional.of(between(compare, number + 1, most)) : Optional.empty();
            case GE -> Optional.of(between(compare, number, most));
            case EQ, NE, ANY, NONE -> Optional.empty();
        };
    }

    private static Compare between(Compare compare, long first, long last) {
        Value range = first == last ? Terms.number(first) : new Value.Range(Terms.number(first), Terms.number(last));
        return new Compare(compare.span(), compare.selector(), Relation.EQ, range);
    }

    // 'fib saddr . iif oif missing' and 'fib saddr . iif oif 0': no interface leads there.
    private static Optional<Compare> reversePath(Compare compare, Selector.Fib fib) {
        if (fib.result() != Selector.FibResult.CHECK || !(compare.value() instanceof Value.Number(long there))) {
            return Optional.empty();
        }
        boolean missing = (there == 0) == (compare.relation() == Relation.EQ);
        var oif = new Selector.Fib(fib.keys(), Selector.FibResult.OIF);
        return Optional.of(new Compare(compare.span(), oif, missing ? Relation.EQ : Relation.NE, Terms.number(0)));
    }
}
