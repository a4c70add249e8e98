package org.nftrace.iptables.extension;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.ir.Action;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Match;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.text.Span;

/// One form for all that says the same, so that it can be compared: at one place, bits as a number, what is the default
/// anyway filled in.
///
/// @param span the place where all of it is taken to stand
record Normal(Span span) {
    private static final int NUMBER_BITS = 63;
    private static final long DEFAULT_BURST = 5;
    private static final String DEFAULT_LEVEL = "warn";

    List<Statement> all(List<? extends Statement> statements) {
        return statements.stream().map(this::statement).toList();
    }

    private Statement statement(Statement statement) {
        return switch (statement) {
            case Match match -> match(match);
            case Action action -> action(action);
        };
    }

    private Match match(Match match) {
        return switch (match) {
            case Match.Compare(_, var selector, var relation, var value) ->
                new Match.Compare(span, selector(selector), relation, value(value));
            case Match.AnyOf(_, var matches) ->
                new Match.AnyOf(span, matches.stream().map(this::match).toList());
            case Match.Limit(_, var rate, var unit, var over, var bytes, var burst) ->
                new Match.Limit(span, rate, unit, over, bytes, burst < 0 && !bytes ? DEFAULT_BURST : burst);
            case Match.Quota(_, var over, var bytes, var used) -> new Match.Quota(span, over, bytes, used);
            case Match.ConnectionLimit(_, var over, var count) -> new Match.ConnectionLimit(span, over, count);
            case Match.XtMatch xt -> xt;
            case Match.Unread unread -> unread;
        };
    }

    private Action action(Action action) {
        return switch (action) {
            case Action.Decide(_, var verdict) -> new Action.Decide(span, verdict);
            case Action.Log log -> log(log);
            case Action.Reject(_, var kind, var code) -> new Action.Reject(span, kind, code);
            case Action.Nat(_, var kind, _, var prefix, var address, var port, var flags) ->
                new Action.Nat(span, kind, Optional.empty(), prefix, address, port, flags);
            case Action.Assign(_, var target, var value) ->
                new Action.Assign(
                        span,
                        target,
                        BitChange.of(target, value)
                                .map(change -> change.expression(target))
                                .orElseGet(() -> expression(value)));
            case Action.Notrack _ -> new Action.Notrack(span);
            case Action.Queue(_, var number, var flags) ->
                new Action.Queue(span, number.or(() -> Optional.of(new Value.Number(0))), flags);
            case Action.Dup(_, var address, var device) -> new Action.Dup(span, address, device);
            case Action.Tproxy(_, _, var address, var port) ->
                new Action.Tproxy(span, Optional.empty(), address, port);
            case Action.Synproxy(_, var mss, var wscale, var timestamp, var sack) ->
                new Action.Synproxy(span, mss, wscale, timestamp, sack);
            case Action.ResetOption(_, var option) -> new Action.ResetOption(span, option);
            case Action.SetUpdate(
                    _,
                    var operation,
                    var set,
                    var key,
                    var data,
                    var timeout,
                    var size,
                    var comment,
                    var state) -> new Action.SetUpdate(span, operation, set, key, data, timeout, size, comment, state);
            case Action.VerdictMap _,
                    Action.Counter _,
                    Action.Last _,
                    Action.ObjectReference _,
                    Action.Fwd _,
                    Action.Offload _,
                    Action.XtTarget _ -> action;
        };
    }

    private Action log(Action.Log log) {
        var level = log.group().isPresent() ? log.level() : log.level().or(() -> Optional.of(DEFAULT_LEVEL));
        return new Action.Log(span, log.prefix(), log.group(), log.snaplen(), log.queueThreshold(), level, log.flags());
    }

    private Expression expression(Expression expression) {
        return switch (expression) {
            case Selector selector -> selector(selector);
            case Value value -> value(value);
        };
    }

    // The type says how a value is spelled, not what is compared.
    private Selector selector(Selector selector) {
        return switch (selector) {
            case Selector.Binary(var left, var operator, var right) ->
                new Selector.Binary(expression(left), operator, expression(right));
            case Selector.ExtensionHeader(var header, var field, var index, _) ->
                new Selector.ExtensionHeader(header, field, index, DataType.INTEGER);
            case Selector.Option(var header, var name, var field, _) ->
                new Selector.Option(header, name, field, DataType.INTEGER);
            case Selector.Socket(var key, var level, _) -> new Selector.Socket(key, level, DataType.INTEGER);
            case Selector.Rt(var key, var family, _) -> new Selector.Rt(key, family, DataType.INTEGER);
            case Selector _ -> selector;
        };
    }

    private Value value(Value value) {
        return switch (value) {
            case Value.Bits bits -> number(bits(bits));
            case Value.Wide(var wide) -> number(wide);
            case Value.Range(var first, var last) -> new Value.Range(value(first), value(last));
            case Value.Masked(var of, var mask) -> new Value.Masked(value(of), value(mask));
            case Value.SetLiteral(_, var elements) ->
                new Value.SetLiteral(
                        span,
                        elements.stream()
                                .map(element -> element(element))
                                .sorted(Comparator.comparing(
                                        element -> element.key().toString()))
                                .toList());
            case Value.SetReference(_, var name) -> new Value.SetReference(span, name);
            case Value.Number _,
                    Value.IpAddress _,
                    Value.IpPrefix _,
                    Value.Interface _,
                    Value.Text _,
                    Value.Concatenation _,
                    Value.CatchAll _,
                    Value.VerdictData _ -> value;
        };
    }

    private Value.Element element(Value.Element element) {
        boolean plain = element.data().isEmpty()
                && element.timeout().equals(OptionalLong.empty())
                && element.state().isEmpty();
        return plain ? Value.Element.of(span, value(element.key())) : element;
    }

    private static Value number(BigInteger number) {
        return number.bitLength() <= NUMBER_BITS ? new Value.Number(number.longValueExact()) : new Value.Wide(number);
    }

    /// {@return all bits or-ed}
    static BigInteger bits(Value value) {
        return switch (value) {
            case Value.Number(long number) -> BigInteger.valueOf(number);
            case Value.Wide(var wide) -> wide;
            case Value.Bits(var bits) -> bits.stream().map(Normal::bits).reduce(BigInteger.ZERO, BigInteger::or);
            case Value _ -> BigInteger.ZERO;
        };
    }
}
