package org.nftrace.ir;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.nftrace.text.Span;

/// Statements as they would be had they been written in another place: for readers that meet the same words again.
public final class Moved {
    private final UnaryOperator<Span> to;

    /// @param to where that stands now which stood in a span
    public Moved(UnaryOperator<Span> to) {
        this.to = to;
    }

    /// {@return whether a statement can be moved: no more of it has a place than itself and statements in it; sets do,
    /// and what refers to them}
    public static boolean isPossible(Statement statement) {
        return switch (statement) {
            case Match.Compare(_, var selector, _, var value) -> isPlaceless(selector) && isPlaceless(value);
            case Match.XtMatch(_, _, _, var meaning) -> meaning.isEmpty() || arePossible(meaning.get());
            case Match.AnyOf(_, var matches) -> arePossible(matches);
            case Action.XtTarget(_, _, _, var meaning) -> meaning.isEmpty() || arePossible(meaning.get());
            case Action.Nat nat -> nat.address().isEmpty() && nat.port().isEmpty();
            case Match.Limit _,
                    Match.Quota _,
                    Match.ConnectionLimit _,
                    Action.Decide _,
                    Action.Counter _,
                    Action.Log _,
                    Action.Reject _,
                    Action.Notrack _ -> true;
            case Match.Unread _,
                    Action.VerdictMap _,
                    Action.Last _,
                    Action.ObjectReference _,
                    Action.Assign _,
                    Action.Queue _,
                    Action.Dup _,
                    Action.Fwd _,
                    Action.Tproxy _,
                    Action.Synproxy _,
                    Action.Offload _,
                    Action.ResetOption _,
                    Action.SetUpdate _ -> false;
        };
    }

    private static boolean arePossible(List<? extends Statement> statements) {
        return statements.stream().allMatch(Moved::isPossible);
    }

    /// {@return a statement there, which must be one that can be moved}
    public Statement statement(Statement statement) {
        return switch (statement) {
            case Match match -> match(match);
            case Action action -> action(action);
        };
    }

    private Match match(Match match) {
        return switch (match) {
            case Match.Compare(var span, var selector, var relation, var value) ->
                new Match.Compare(to.apply(span), selector, relation, value);
            case Match.Limit(var span, var rate, var unit, var over, var bytes, var burst) ->
                new Match.Limit(to.apply(span), rate, unit, over, bytes, burst);
            case Match.Quota(var span, var over, var bytes, var used) ->
                new Match.Quota(to.apply(span), over, bytes, used);
            case Match.ConnectionLimit(var span, var over, var count) ->
                new Match.ConnectionLimit(to.apply(span), over, count);
            case Match.XtMatch(var span, var name, var options, var meaning) ->
                new Match.XtMatch(
                        to.apply(span),
                        name,
                        options,
                        meaning.isEmpty() ? meaning : Optional.of(matches(meaning.get())));
            case Match.AnyOf(var span, var matches) -> new Match.AnyOf(to.apply(span), matches(matches));
            case Match.Unread _ -> throw new AssertionError(match);
        };
    }

    private List<Match> matches(List<Match> matches) {
        var moved = new Match[matches.size()];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = match(matches.get(i));
        }
        return List.of(moved);
    }

    private List<Statement> statements(List<Statement> statements) {
        var moved = new Statement[statements.size()];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = statement(statements.get(i));
        }
        return List.of(moved);
    }

    private Action action(Action action) {
        return switch (action) {
            case Action.Decide(var span, var verdict) -> new Action.Decide(to.apply(span), verdict);
            case Action.Counter(var span, var packets, var bytes) -> new Action.Counter(to.apply(span), packets, bytes);
            case Action.Log log ->
                new Action.Log(
                        to.apply(log.span()),
                        log.prefix(),
                        log.group(),
                        log.snaplen(),
                        log.queueThreshold(),
                        log.level(),
                        log.flags());
            case Action.Reject(var span, var kind, var code) -> new Action.Reject(to.apply(span), kind, code);
            case Action.Nat nat ->
                new Action.Nat(
                        to.apply(nat.span()),
                        nat.kind(),
                        nat.family(),
                        nat.prefix(),
                        nat.address(),
                        nat.port(),
                        nat.flags());
            case Action.XtTarget(var span, var name, var options, var meaning) ->
                new Action.XtTarget(
                        to.apply(span),
                        name,
                        options,
                        meaning.isEmpty() ? meaning : Optional.of(statements(meaning.get())));
            case Action.Notrack(var span) -> new Action.Notrack(to.apply(span));
            case Action.VerdictMap _,
                    Action.Last _,
                    Action.ObjectReference _,
                    Action.Assign _,
                    Action.Queue _,
                    Action.Dup _,
                    Action.Fwd _,
                    Action.Tproxy _,
                    Action.Synproxy _,
                    Action.Offload _,
                    Action.ResetOption _,
                    Action.SetUpdate _ -> throw new AssertionError(action);
        };
    }

    private static boolean isPlaceless(Expression expression) {
        return switch (expression) {
            case Value value -> isPlaceless(value);
            case Selector selector -> isPlaceless(selector);
        };
    }

    private static boolean arePlaceless(List<? extends Expression> expressions) {
        for (Expression expression : expressions) {
            if (!isPlaceless(expression)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlaceless(Selector selector) {
        return switch (selector) {
            case Selector.Payload _,
                    Selector.Raw _,
                    Selector.Meta _,
                    Selector.Ct _,
                    Selector.Fib _,
                    Selector.Rt _,
                    Selector.Socket _,
                    Selector.Osf _,
                    Selector.Ipsec _,
                    Selector.Tunnel _,
                    Selector.ExtensionHeader _,
                    Selector.Option _,
                    Selector.Numgen _ -> true;
            case Selector.Inner(_, var of) -> isPlaceless(of);
            case Selector.Binary(var left, _, var right) -> isPlaceless(left) && isPlaceless(right);
            case Selector.Concatenation(var parts) -> arePlaceless(parts);
            case Selector.Hash _, Selector.Lookup _ -> false;
        };
    }

    private static boolean isPlaceless(Value value) {
        return switch (value) {
            case Value.Number _,
                    Value.Wide _,
                    Value.IpAddress _,
                    Value.IpPrefix _,
                    Value.Interface _,
                    Value.Text _,
                    Value.CatchAll _,
                    Value.VerdictData _ -> true;
            case Value.Range(var first, var last) -> isPlaceless(first) && isPlaceless(last);
            case Value.Masked(var bits, var mask) -> isPlaceless(bits) && isPlaceless(mask);
            case Value.Bits(var bits) -> arePlaceless(bits);
            case Value.Concatenation(var parts) -> arePlaceless(parts);
            case Value.SetLiteral _, Value.SetReference _ -> false;
        };
    }
}
