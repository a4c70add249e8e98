package org.nftrace.ir;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.nftrace.text.Span;

/// A statement as it would be had it been written in another place: for readers that meet the same words again.
public final class Moved {
    private final UnaryOperator<Span> to;

    /// @param to where that stands now which stood in a span
    public Moved(UnaryOperator<Span> to) {
        this.to = to;
    }

    /// {@return the statement there, or nothing where more of it has a place than a statement itself: sets, and what
    /// refers to them}
    public Optional<Statement> statement(Statement statement) {
        return switch (statement) {
            case Match match -> match(match).map(moved -> moved);
            case Action action -> action(action).map(moved -> moved);
        };
    }

    private Optional<Match> match(Match match) {
        return switch (match) {
            case Match.Compare(var span, var selector, var relation, var value) ->
                isPlaceless(selector) && isPlaceless(value)
                        ? Optional.of(new Match.Compare(to.apply(span), selector, relation, value))
                        : Optional.empty();
            case Match.Limit(var span, var rate, var unit, var over, var bytes, var burst) ->
                Optional.of(new Match.Limit(to.apply(span), rate, unit, over, bytes, burst));
            case Match.XtMatch(var span, var name, var options, var meaning) -> {
                var moved = meaning.flatMap(this::matches);
                yield moved.isPresent() == meaning.isPresent()
                        ? Optional.of(new Match.XtMatch(to.apply(span), name, options, moved))
                        : Optional.empty();
            }
            case Match.AnyOf(var span, var matches) ->
                matches(matches).map(moved -> new Match.AnyOf(to.apply(span), moved));
            case Match.Quota _, Match.ConnectionLimit _, Match.Unread _ -> Optional.empty();
        };
    }

    private Optional<List<Statement>> statements(List<Statement> statements) {
        var moved = new Statement[statements.size()];
        for (int i = 0; i < moved.length; i++) {
            var statement = statement(statements.get(i));
            if (statement.isEmpty()) {
                return Optional.empty();
            }
            moved[i] = statement.get();
        }
        return Optional.of(List.of(moved));
    }

    private Optional<List<Match>> matches(List<Match> matches) {
        var moved = new Match[matches.size()];
        for (int i = 0; i < moved.length; i++) {
            var match = match(matches.get(i));
            if (match.isEmpty()) {
                return Optional.empty();
            }
            moved[i] = match.get();
        }
        return Optional.of(List.of(moved));
    }

    private Optional<Action> action(Action action) {
        return switch (action) {
            case Action.Decide(var span, var verdict) -> Optional.of(new Action.Decide(to.apply(span), verdict));
            case Action.Counter(var span, var packets, var bytes) ->
                Optional.of(new Action.Counter(to.apply(span), packets, bytes));
            case Action.Log log ->
                Optional.of(new Action.Log(
                        to.apply(log.span()),
                        log.prefix(),
                        log.group(),
                        log.snaplen(),
                        log.queueThreshold(),
                        log.level(),
                        log.flags()));
            case Action.Reject(var span, var kind, var code) ->
                Optional.of(new Action.Reject(to.apply(span), kind, code));
            case Action.Nat nat
            when nat.address().isEmpty() && nat.port().isEmpty() ->
                Optional.of(new Action.Nat(
                        to.apply(nat.span()),
                        nat.kind(),
                        nat.family(),
                        nat.prefix(),
                        nat.address(),
                        nat.port(),
                        nat.flags()));
            case Action.XtTarget(var span, var name, var options, var meaning) -> {
                var moved = meaning.flatMap(this::statements);
                yield moved.isPresent() == meaning.isPresent()
                        ? Optional.of(new Action.XtTarget(to.apply(span), name, options, moved))
                        : Optional.empty();
            }
            case Action.Notrack(var span) -> Optional.of(new Action.Notrack(to.apply(span)));
            case Action.Nat _,
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
                    Action.SetUpdate _ -> Optional.empty();
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
