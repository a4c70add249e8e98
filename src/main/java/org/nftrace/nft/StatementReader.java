package org.nftrace.nft;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.grammar.NftLexer;
import org.nftrace.grammar.NftParser.AssignContext;
import org.nftrace.grammar.NftParser.CompareContext;
import org.nftrace.grammar.NftParser.CtContext;
import org.nftrace.grammar.NftParser.DecideContext;
import org.nftrace.grammar.NftParser.DupContext;
import org.nftrace.grammar.NftParser.ExpressionContext;
import org.nftrace.grammar.NftParser.FwdContext;
import org.nftrace.grammar.NftParser.LogContext;
import org.nftrace.grammar.NftParser.NatContext;
import org.nftrace.grammar.NftParser.NatToSelfContext;
import org.nftrace.grammar.NftParser.NotrackContext;
import org.nftrace.grammar.NftParser.ObjectKindContext;
import org.nftrace.grammar.NftParser.ObjectReferenceContext;
import org.nftrace.grammar.NftParser.OffloadContext;
import org.nftrace.grammar.NftParser.OnSubjectContext;
import org.nftrace.grammar.NftParser.QueueContext;
import org.nftrace.grammar.NftParser.QueueFlagsContext;
import org.nftrace.grammar.NftParser.QueueNumberContext;
import org.nftrace.grammar.NftParser.QueueOptionContext;
import org.nftrace.grammar.NftParser.RejectCodeContext;
import org.nftrace.grammar.NftParser.RejectContext;
import org.nftrace.grammar.NftParser.RejectTcpResetContext;
import org.nftrace.grammar.NftParser.RelationContext;
import org.nftrace.grammar.NftParser.RememberContext;
import org.nftrace.grammar.NftParser.ResetOptionContext;
import org.nftrace.grammar.NftParser.StatementContext;
import org.nftrace.grammar.NftParser.SynproxyContext;
import org.nftrace.grammar.NftParser.SynproxyOptionContext;
import org.nftrace.grammar.NftParser.TproxyContext;
import org.nftrace.grammar.NftParser.VerdictMapContext;
import org.nftrace.grammar.NftParser.XtContext;
import org.nftrace.ir.Action;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Symbols;
import org.nftrace.ir.Value;
import org.nftrace.text.Span;

/// Reads one statement of a rule.
final class StatementReader {
    private static final Kind NAME = Kind.of(DataType.STRING);

    private final Places places;
    private final Numbers numbers;
    private final Optional<Family> tableFamily;
    private final ExpressionReader expressions;
    private final NatReader nats;
    private final SetUpdateReader updates;
    private final StatefulReader statefuls;
    private final LogReader logs;

    StatementReader(Places places, Optional<Family> tableFamily, DeclaredSets sets) {
        this.places = places;
        this.numbers = new Numbers(places);
        this.tableFamily = tableFamily;
        this.expressions = new ExpressionReader(places, tableFamily);
        this.nats = new NatReader(places, tableFamily, expressions);
        this.statefuls = new StatefulReader(places);
        this.updates = new SetUpdateReader(places, expressions, statefuls, sets);
        this.logs = new LogReader(places);
    }

    ExpressionReader expressions() {
        return expressions;
    }

    StatefulReader statefuls() {
        return statefuls;
    }

    Statement statement(StatementContext statement) {
        return switch (statement) {
            case OnSubjectContext onSubject -> onSubject(onSubject);
            case DecideContext decide ->
                new Action.Decide(
                        places.of(decide), expressions.values().elements().verdict(decide.verdict()));
            case ObjectReferenceContext reference -> objectReference(reference);
            case LogContext log -> logs.log(log);
            case RejectContext reject -> reject(reject);
            case NatContext nat -> nats.nat(nat);
            case NatToSelfContext nat -> nats.toSelf(nat);
            case TproxyContext tproxy -> nats.tproxy(tproxy);
            case DupContext dup -> nats.dup(dup);
            case FwdContext fwd -> nats.fwd(fwd);
            case NotrackContext notrack -> new Action.Notrack(places.of(notrack));
            case QueueContext queue -> queue(queue);
            case SynproxyContext synproxy -> synproxy(synproxy.synproxyOption(), places.of(synproxy));
            case OffloadContext offload ->
                new Action.Offload(places.of(offload), offload.name().getText());
            case ResetOptionContext reset -> resetOption(reset);
            case XtContext xt -> xt(xt);
            case RememberContext remember -> statefuls.statement(remember.stateful());
            default -> updates.update(statement);
        };
    }

    /// {@return a comparison of what was compared before with another value}
    Statement comparison(Match.Compare before, Comparison again) {
        List<Kind> kinds = Kinds.of(before.selector());
        Value value = again.atom()
                .map(atom -> expressions.values().atom(atom, Kinds.at(kinds, 0)))
                .orElseGet(() -> expressions.values().value(again.predicate().value(), kinds));
        return compare(before.selector(), again.predicate().relation(), value, places.of(again.statement()));
    }

    private Statement onSubject(OnSubjectContext statement) {
        Span span = places.of(statement);
        if (statement.predicate() instanceof AssignContext assign) {
            return assign(statement, assign, span);
        }
        Selector subject = expressions.subject(statement.subject());
        return switch (statement.predicate()) {
            case CompareContext compare -> compare(asked(subject, compare), compare, span);
            case VerdictMapContext map ->
                new Action.VerdictMap(
                        span,
                        subject,
                        expressions.values().elements().verdictMapping(map.mapping(), Kinds.of(subject)));
            default -> throw new AssertionError(statement.getClass());
        };
    }

    // nft up to 1.0 asked `oif missing` for what is now `check missing`.
    private static Selector asked(Selector subject, CompareContext compare) {
        int value = compare.value().start.getType();
        boolean presence = value == NftLexer.EXISTS || value == NftLexer.MISSING;
        return presence && subject instanceof Selector.Fib fib
                ? new Selector.Fib(fib.keys(), Selector.FibResult.CHECK)
                : subject;
    }

    private Statement compare(Selector subject, CompareContext compare, Span span) {
        return compare(
                subject, compare.relation(), expressions.values().value(compare.value(), Kinds.of(subject)), span);
    }

    private Statement compare(Selector subject, RelationContext relation, Value value, Span span) {
        boolean bits = Kinds.single(subject).type().isBitField();
        return new Match.Compare(span, subject, relation(relation, subject, value, bits), value);
    }

    // Without an operator, bits are asked for one by one, and anything else is compared.
    private Relation relation(RelationContext written, Selector subject, Value value, boolean bits) {
        if (written == null) {
            boolean anyOf = bits
                    && !(subject instanceof Selector.Binary)
                    && (value instanceof Value.Number || value instanceof Value.Bits || value instanceof Value.Text);
            return anyOf ? Relation.ANY : Relation.EQ;
        }
        return switch (written.start.getType()) {
            case NftLexer.EQUAL -> Relation.EQ;
            case NftLexer.NOT_EQUAL -> Relation.NE;
            case NftLexer.LESS -> Relation.LT;
            case NftLexer.LESS_EQUAL -> Relation.LE;
            case NftLexer.GREATER -> Relation.GT;
            case NftLexer.GREATER_EQUAL -> Relation.GE;
            default -> {
                if (!bits) {
                    throw new Unreadable(places.of(written), "'!' asks for bits that are not set, expected '!='");
                }
                yield Relation.NONE;
            }
        };
    }

    private Statement assign(OnSubjectContext statement, AssignContext assign, Span span) {
        var selector = statement.subject().selector();
        if (selector instanceof CtContext ct) {
            Optional<StatefulObject.Kind> kind = assigned(ct.metaKey().getText());
            if (kind.isPresent()) {
                return reference(kind.get(), assign.expression(), span);
            }
        }
        Selector target = expressions.subject(statement.subject());
        Expression value = assigned(assign, Kinds.of(target));
        boolean object = value instanceof Value.Text || value instanceof Selector.Lookup;
        if (target instanceof Selector.Meta(var key) && key == MetaKey.SECMARK && object) {
            return reference(StatefulObject.Kind.SECMARK, assign.expression(), span);
        }
        return new Action.Assign(span, target, value);
    }

    private Expression assigned(AssignContext assign, List<Kind> kinds) {
        Expression first = expressions.expression(assign.expression(), kinds);
        if (assign.range().isEmpty()) {
            return first;
        }
        if (!(first instanceof Value value)) {
            throw new Unreadable(places.of(assign.range(0)), "unexpected ','");
        }
        List<Value> bits = new ArrayList<>(List.of(value));
        assign.range().forEach(range -> bits.add(expressions.values().range(range, Kinds.at(kinds, 0))));
        return new Value.Bits(bits);
    }

    private static Optional<StatefulObject.Kind> assigned(String ctKey) {
        return switch (ctKey) {
            case "helper" -> Optional.of(StatefulObject.Kind.CT_HELPER);
            case "timeout" -> Optional.of(StatefulObject.Kind.CT_TIMEOUT);
            case "expectation" -> Optional.of(StatefulObject.Kind.CT_EXPECTATION);
            default -> Optional.empty();
        };
    }

    private Statement objectReference(ObjectReferenceContext reference) {
        return reference(objectKind(reference.objectKind()), reference.expression(), places.of(reference));
    }

    private Statement reference(StatefulObject.Kind kind, ExpressionContext name, Span span) {
        return new Action.ObjectReference(span, kind, expressions.expression(name, List.of(NAME)));
    }

    static StatefulObject.Kind objectKind(ObjectKindContext kind) {
        String name =
                kind.children.stream().map(Object::toString).reduce("", (a, b) -> a + (a.isEmpty() ? "" : "_") + b);
        return StatefulObject.Kind.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private Statement reject(RejectContext reject) {
        Span span = places.of(reject);
        return switch (reject.rejection()) {
            case null -> new Action.Reject(span, usualRejection(), OptionalInt.empty());
            case RejectTcpResetContext _ -> new Action.Reject(span, Action.RejectKind.TCP_RESET, OptionalInt.empty());
            case RejectCodeContext code -> new Action.Reject(span, rejectKind(code), rejectCode(code));
            default -> throw new AssertionError(reject.getClass());
        };
    }

    private Action.RejectKind usualRejection() {
        return switch (tableFamily.orElse(Family.INET)) {
            case IP -> Action.RejectKind.ICMP;
            case IP6 -> Action.RejectKind.ICMPV6;
            case INET, ARP, BRIDGE, NETDEV -> Action.RejectKind.ICMPX;
        };
    }

    private Action.RejectKind rejectKind(RejectCodeContext code) {
        return switch (code.start.getText()) {
            case "icmp" -> Action.RejectKind.ICMP;
            case "icmpv6" -> Action.RejectKind.ICMPV6;
            case "icmpx" -> Action.RejectKind.ICMPX;
            default ->
                throw new Unreadable(
                        places.of(code.start),
                        "unexpected '" + code.start.getText() + "', expected icmp, icmpv6, icmpx or tcp reset");
        };
    }

    private OptionalInt rejectCode(RejectCodeContext code) {
        DataType type = switch (rejectKind(code)) {
            case ICMP -> DataType.ICMP_CODE;
            case ICMPV6 -> DataType.ICMPV6_CODE;
            case ICMPX, TCP_RESET -> DataType.ICMPX_CODE;
        };
        if (code.NUMBER() != null) {
            return OptionalInt.of(numbers.small(code.NUMBER().getSymbol()));
        }
        String word = code.name().getText();
        OptionalLong number = Symbols.number(type, word);
        if (number.isEmpty()) {
            throw new Unreadable(
                    places.of(code.name()),
                    "'" + word + "' is no " + code.start.getText() + " code, expected one of "
                            + String.join(", ", Symbols.words(type)));
        }
        return OptionalInt.of((int) number.getAsLong());
    }

    private Statement queue(QueueContext queue) {
        Optional<Expression> number = Optional.empty();
        Set<Action.QueueFlag> flags = EnumSet.noneOf(Action.QueueFlag.class);
        for (QueueOptionContext option : queue.queueOption()) {
            switch (option) {
                case QueueNumberContext of ->
                    number = Optional.of(expressions.expression(of.expression(), List.of(Kind.NUMBER)));
                case QueueFlagsContext of ->
                    of.queueFlag()
                            .forEach(flag -> flags.add(
                                    flag.BYPASS() == null ? Action.QueueFlag.FANOUT : Action.QueueFlag.BYPASS));
                default -> throw new AssertionError(option.getClass());
            }
        }
        return new Action.Queue(places.of(queue), number, flags);
    }

    Action.Synproxy synproxy(List<SynproxyOptionContext> options, Span span) {
        OptionalInt mss = OptionalInt.empty();
        OptionalInt wscale = OptionalInt.empty();
        List<String> words = new ArrayList<>();
        for (SynproxyOptionContext option : options) {
            if (option.MSS() != null) {
                mss = OptionalInt.of(numbers.small(option.NUMBER().getSymbol()));
            } else if (option.WSCALE() != null) {
                wscale = OptionalInt.of(numbers.small(option.NUMBER().getSymbol()));
            } else {
                words.add(option.getText());
            }
        }
        return new Action.Synproxy(span, mss, wscale, words.contains("timestamp"), words.contains("sack-perm"));
    }

    private Statement resetOption(ResetOptionContext reset) {
        String header = reset.HEADER().getText() + " option";
        String name = HeaderOptionReader.name(header, reset.optionName());
        return new Action.ResetOption(
                places.of(reset), new Selector.Option(header, name, Optional.empty(), DataType.BOOLEAN));
    }

    private Statement xt(XtContext xt) {
        String name = AtomReader.unquoted(xt.text().getText());
        return switch (xt.name().getText()) {
            case "match" -> new Match.XtMatch(places.of(xt), name, Optional.empty(), Optional.empty());
            case "target", "watcher" -> new Action.XtTarget(places.of(xt), name, Optional.empty(), Optional.empty());
            default -> throw new Unreadable(places.of(xt.name()), "expected match or target");
        };
    }
}
