package org.nftrace.load;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.nftrace.ir.Action;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Match;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.text.Span;

/// Finds what a rule names: chains that it may go to, and sets.
final class References {
    private final BiConsumer<Span, String> chain;
    private final BiConsumer<Span, String> set;

    /// @param chain is told of each jump and goto
    /// @param set   is told of each named set or map
    References(BiConsumer<Span, String> chain, BiConsumer<Span, String> set) {
        this.chain = chain;
        this.set = set;
    }

    void of(List<? extends Statement> statements) {
        for (int i = 0; i < statements.size(); i++) {
            of(statements.get(i));
        }
    }

    void of(Statement statement) {
        switch (statement) {
            case Match match -> match(match);
            case Action action -> action(action);
        }
    }

    private void match(Match match) {
        switch (match) {
            case Match.Compare(var span, var selector, _, var value) -> {
                expression(span, selector);
                expression(span, value);
            }
            case Match.AnyOf(_, var matches) -> of(matches);
            case Match.XtMatch(_, _, _, var meaning) -> of(meaning.orElse(List.of()));
            case Match.Limit _, Match.Quota _, Match.ConnectionLimit _, Match.Unread _ -> {}
        }
    }

    private void action(Action action) {
        Span span = action.span();
        switch (action) {
            case Action.Decide(_, var verdict) -> verdict(span, verdict);
            case Action.VerdictMap(_, var key, var map) -> {
                expression(span, key);
                expression(span, map);
            }
            case Action.ObjectReference(_, _, var name) -> expression(span, name);
            case Action.Nat nat -> {
                optional(span, nat.address());
                optional(span, nat.port());
            }
            case Action.Assign(_, var target, var value) -> {
                expression(span, target);
                expression(span, value);
            }
            case Action.Queue(_, var number, _) -> optional(span, number);
            case Action.Dup(_, var address, var device) -> {
                optional(span, address);
                optional(span, device);
            }
            case Action.Fwd(_, _, var address, var device) -> {
                optional(span, address);
                expression(span, device);
            }
            case Action.Tproxy(_, _, var address, var port) -> {
                optional(span, address);
                optional(span, port);
            }
            case Action.SetUpdate update -> {
                if (update.operation() != Action.SetUpdate.Operation.METER) {
                    set.accept(span, update.set());
                }
                expression(span, update.key());
                optional(span, update.data());
            }
            case Action.XtTarget(_, _, _, var meaning) -> of(meaning.orElse(List.of()));
            case Action.Counter _,
                    Action.Last _,
                    Action.Log _,
                    Action.Reject _,
                    Action.Notrack _,
                    Action.Synproxy _,
                    Action.Offload _,
                    Action.ResetOption _ -> {}
        }
    }

    private void optional(Span span, Optional<Expression> expression) {
        if (expression.isPresent()) {
            expression(span, expression.get());
        }
    }

    private void expression(Span span, Expression expression) {
        switch (expression) {
            case Selector.Lookup(var key, var map) -> {
                expression(span, key);
                expression(span, map);
            }
            case Selector.Concatenation(var parts) -> parts.forEach(p -> expression(span, p));
            case Selector.Binary(var left, _, var right) -> {
                expression(span, left);
                expression(span, right);
            }
            case Selector.Hash(var of, _, _, _) -> optional(span, of);
            case Selector _ -> {}
            case Value.SetReference(var at, var name) -> set.accept(at, name);
            case Value.SetLiteral(_, var elements) -> elements.forEach(this::element);
            case Value _ -> {}
        }
    }

    /// Elements of a verdict map name chains.
    void element(Value.Element element) {
        if (element.data().orElse(null) instanceof Value.VerdictData(var verdict)) {
            verdict(element.span(), verdict);
        }
    }

    private void verdict(Span span, Verdict verdict) {
        Optional<String> target = verdict.target();
        if (target.isPresent()) {
            chain.accept(span, target.get());
        }
    }
}
