package org.nftrace.iptables.rephrase;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Field;
import org.nftrace.ir.Match;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;

/// What statements look at in a packet, and what that asks of the packet before anything is compared.
final class Looked {
    private static final int TCP = 6;
    private static final int DCCP = 33;
    private static final int SCTP = 132;
    private static final int MOBILITY = 135;

    private Looked() {}

    /// {@return every selector that a statement reads, with those that it is computed from}
    static Stream<Selector> at(Statement statement) {
        return switch (statement) {
            case Match.Compare(_, var selector, _, _) -> in(selector);
            case Match.AnyOf(_, var matches) -> matches.stream().flatMap(Looked::at);
            case Match.Limit _, Match.Quota _, Match.ConnectionLimit _, Match.XtMatch _, Match.Unread _ -> Stream.of();
            case Action action -> at(action);
        };
    }

    private static Stream<Selector> at(Action action) {
        return switch (action) {
            case Action.VerdictMap(_, var key, _) -> in(key);
            case Action.ObjectReference(_, _, var name) -> in(name);
            case Action.Nat nat -> Stream.concat(in(nat.address()), in(nat.port()));
            case Action.Assign(_, var target, var value) -> Stream.concat(in(target), in(value));
            case Action.Queue queue -> in(queue.number());
            case Action.Dup dup -> in(dup.address());
            case Action.Fwd fwd -> in(fwd.address());
            case Action.Tproxy proxy -> Stream.concat(in(proxy.address()), in(proxy.port()));
            case Action.ResetOption(_, var option) -> in(option);
            case Action.SetUpdate update -> in(update.key());
            case Action.Decide _,
                    Action.Counter _,
                    Action.Last _,
                    Action.Log _,
                    Action.Reject _,
                    Action.Notrack _,
                    Action.Synproxy _,
                    Action.Offload _,
                    Action.XtTarget _ -> Stream.of();
        };
    }

    private static Stream<Selector> in(Optional<Expression> expression) {
        return expression.stream().flatMap(Looked::in);
    }

    private static Stream<Selector> in(Expression expression) {
        return switch (expression) {
            case Value _ -> Stream.of();
            case Selector.Binary(var left, _, var right) -> Stream.concat(in(left), in(right));
            case Selector.Concatenation(var parts) -> parts.stream().flatMap(Looked::in);
            case Selector.Lookup(var key, _) -> in(key);
            case Selector.Hash(var of, _, _, _) -> Stream.concat(Stream.of((Selector) expression), in(of));
            case Selector selector -> Stream.of(selector);
        };
    }

    /// {@return the protocol that a packet must have for a statement to be asked or done at all}
    static OptionalInt protocol(Statement statement) {
        if (statement instanceof Action.Reject reject && reject.kind() == Action.RejectKind.TCP_RESET) {
            return OptionalInt.of(TCP);
        }
        if (statement instanceof Action.Synproxy) {
            return OptionalInt.of(TCP);
        }
        return at(statement)
                .map(Looked::protocol)
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElseGet(OptionalInt::empty);
    }

    private static OptionalInt protocol(Selector selector) {
        return switch (selector) {
            case Selector.Payload(Field field) -> field.header().protocol();
            case Selector.Option(var header, _, _, _) ->
                switch (header) {
                    case "tcp option" -> OptionalInt.of(TCP);
                    case "sctp chunk" -> OptionalInt.of(SCTP);
                    case "dccp option" -> OptionalInt.of(DCCP);
                    default -> OptionalInt.empty();
                };
            case Selector.Osf _ -> OptionalInt.of(TCP);
            case Selector.ExtensionHeader(var header, var field, _, _)
            when header.equals("mh") && field.isPresent() -> OptionalInt.of(MOBILITY);
            case Selector _ -> OptionalInt.empty();
        };
    }

    /// {@return whether one of the statements asks for something that changes from packet to packet}
    static Optional<Statement> counting(List<Statement> statements) {
        return statements.stream()
                .filter(statement -> statement instanceof Match.Limit
                        || statement instanceof Match.Quota
                        || statement instanceof Match.ConnectionLimit
                        || at(statement).anyMatch(Selector.Numgen.class::isInstance)
                        || statement instanceof Match.XtMatch xt && REMEMBERING.contains(xt.name()))
                .findFirst();
    }

    private static final List<String> REMEMBERING =
            List.of("limit", "hashlimit", "quota", "connlimit", "statistic", "recent");
}
