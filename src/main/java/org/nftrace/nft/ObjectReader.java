package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.nftrace.grammar.NftParser;
import org.nftrace.grammar.NftParser.CounterObjectContext;
import org.nftrace.grammar.NftParser.ExpectationPortContext;
import org.nftrace.grammar.NftParser.ExpectationSizeContext;
import org.nftrace.grammar.NftParser.ExpectationTimeoutContext;
import org.nftrace.grammar.NftParser.HelperObjectContext;
import org.nftrace.grammar.NftParser.LimitObjectContext;
import org.nftrace.grammar.NftParser.NameContext;
import org.nftrace.grammar.NftParser.ObjectCommentContext;
import org.nftrace.grammar.NftParser.ObjectFamilyContext;
import org.nftrace.grammar.NftParser.ObjectItemContext;
import org.nftrace.grammar.NftParser.ObjectPropertyContext;
import org.nftrace.grammar.NftParser.ObjectProtocolContext;
import org.nftrace.grammar.NftParser.ObjectValueContext;
import org.nftrace.grammar.NftParser.QuotaObjectContext;
import org.nftrace.grammar.NftParser.SecmarkObjectContext;
import org.nftrace.grammar.NftParser.SynproxyObjectContext;
import org.nftrace.grammar.NftParser.TimeoutEntryContext;
import org.nftrace.grammar.NftParser.TimeoutPolicyContext;
import org.nftrace.ir.Action;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Symbols;
import org.nftrace.text.Span;

/// Reads one stateful object line by line, whose opening brace was just read; what kind it is says what its lines make.
final class ObjectReader {
    private final Intake intake;
    private final StatementReader statements;
    private final Numbers numbers;
    private Optional<String> comment = Optional.empty();
    private Optional<Statement> statement = Optional.empty();
    private String text = "";
    private int protocol;
    private Optional<Family> l3proto = Optional.empty();
    private final List<StatefulObject.Timeout.Entry> policy = new ArrayList<>();
    private int dport;
    private long timeout;
    private long size;

    ObjectReader(Intake intake, StatementReader statements) {
        this.intake = intake;
        this.statements = statements;
        this.numbers = new Numbers(intake.places());
    }

    // What a tunnel is made of, no rule asks: its lines are kept as they are.
    private StatefulObject tunnel(Span opening, String name, OptionalLong handle) {
        var lines = new ArrayList<String>();
        String indentation = "";
        while (true) {
            Piece piece = intake.next(Cutter.Body.TUNNEL);
            Span span = intake.span(piece);
            boolean closed = piece.end() == Piece.End.CLOSING && indentation.isEmpty();
            if (closed || piece.end() == Piece.End.FILE) {
                if (!closed) {
                    intake.unclosed(piece, "tunnel", opening);
                }
                return new StatefulObject(opening.to(span), name, comment, handle, new StatefulObject.Tunnel(lines));
            }
            if (piece.end() == Piece.End.CLOSING) {
                indentation = "";
            }
            lines.add(indentation + span.text().replaceAll("\\s+", " "));
            if (piece.end() == Piece.End.OPENING) {
                indentation = "\t";
            }
        }
    }

    StatefulObject body(Span opening, StatefulObject.Kind kind, String name, OptionalLong handle) {
        if (kind == StatefulObject.Kind.TUNNEL) {
            return tunnel(opening, name, handle);
        }
        while (true) {
            Piece piece = intake.next(Cutter.Body.PROPERTIES);
            switch (piece.end()) {
                case CLOSING -> {
                    Span span = opening.to(intake.places().of(piece.first()));
                    return new StatefulObject(span, name, comment, handle, content(kind, span));
                }
                case FILE -> {
                    intake.unclosed(piece, kind.name().toLowerCase(java.util.Locale.ROOT), opening);
                    return new StatefulObject(opening, name, comment, handle, content(kind, opening));
                }
                case STATEMENT, OPENING -> item(piece);
            }
        }
    }

    /// {@return an object that is declared on one line: `add counter ip t http packets 3 bytes 180`}
    StatefulObject line(Span span, StatefulObject.Kind kind, String name, ObjectPropertyContext property) {
        if (property != null) {
            property(property);
        }
        return new StatefulObject(span, name, comment, OptionalLong.empty(), content(kind, span));
    }

    private StatefulObject.Content content(StatefulObject.Kind kind, Span span) {
        return switch (kind) {
            case COUNTER -> stateful(kind, new Action.Counter(span, OptionalLong.empty(), OptionalLong.empty()));
            case QUOTA -> stateful(kind, new Match.Quota(span, false, 0, 0));
            case LIMIT -> stateful(kind, new Match.Unread(span));
            case SYNPROXY ->
                stateful(kind, new Action.Synproxy(span, OptionalInt.empty(), OptionalInt.empty(), false, false));
            case SECMARK -> new StatefulObject.Secmark(text);
            case CT_HELPER -> new StatefulObject.Helper(text, protocol, l3proto);
            case CT_TIMEOUT -> new StatefulObject.Timeout(protocol, l3proto, policy);
            case CT_EXPECTATION -> new StatefulObject.Expectation(protocol, dport, timeout, size, l3proto);
            case TUNNEL -> new StatefulObject.Tunnel(List.of());
        };
    }

    private StatefulObject.Content stateful(StatefulObject.Kind kind, Statement otherwise) {
        return new StatefulObject.Stateful(kind, statement.orElse(otherwise));
    }

    private void item(Piece piece) {
        try {
            ObjectItemContext item = intake.parse(piece, NftParser::objectItem);
            switch (item) {
                case ObjectCommentContext of ->
                    comment = Optional.of(AtomReader.unquoted(of.text().getText()));
                case ObjectValueContext of -> property(of.objectProperty());
                default -> throw new AssertionError(item.getClass());
            }
        } catch (Unreadable unreadable) {
            intake.giveUp(piece, unreadable);
        }
    }

    private void property(ObjectPropertyContext property) {
        Span span = intake.places().of(property);
        switch (property) {
            case CounterObjectContext of ->
                statement = Optional.of(new Action.Counter(
                        span,
                        OptionalLong.of(numbers.number(of.NUMBER(0).getSymbol())),
                        OptionalLong.of(numbers.number(of.NUMBER(1).getSymbol()))));
            case QuotaObjectContext of ->
                statement = Optional.of(statements.statefuls().quota(of.quota(), span));
            case LimitObjectContext of ->
                statement = Optional.of(statements.statefuls().limit(of.rate(), span));
            case SynproxyObjectContext of ->
                statement = Optional.of(merged(statements.synproxy(of.synproxyOption(), span)));
            case HelperObjectContext of -> {
                text = AtomReader.unquoted(of.text().getText());
                protocol = protocol(of.name());
            }
            case ObjectProtocolContext of -> protocol = protocol(of.name());
            case ObjectFamilyContext of -> l3proto = Optional.of(Families.of(of.family(), intake.places()));
            case TimeoutPolicyContext of -> of.timeoutEntry().forEach(entry -> policy.add(entry(entry)));
            case ExpectationPortContext of -> dport = numbers.small(of.NUMBER().getSymbol());
            case ExpectationTimeoutContext of ->
                timeout = numbers.duration(of.NUMBER().getSymbol());
            case ExpectationSizeContext of -> size = numbers.number(of.NUMBER().getSymbol());
            case SecmarkObjectContext of -> text = AtomReader.unquoted(of.text().getText());
            default -> throw new AssertionError(property.getClass());
        }
    }

    // Each of its options may stand on a line of its own.
    private Action.Synproxy merged(Action.Synproxy line) {
        return statement.isPresent() && statement.get() instanceof Action.Synproxy before
                ? new Action.Synproxy(
                        before.span().to(line.span()),
                        line.mss().isPresent() ? line.mss() : before.mss(),
                        line.wscale().isPresent() ? line.wscale() : before.wscale(),
                        line.timestamp() || before.timestamp(),
                        line.sackPerm() || before.sackPerm())
                : line;
    }

    private StatefulObject.Timeout.Entry entry(TimeoutEntryContext entry) {
        long seconds = numbers.duration(entry.NUMBER().getSymbol()) / 1000;
        return new StatefulObject.Timeout.Entry(entry.name().getText(), seconds);
    }

    private int protocol(NameContext name) {
        OptionalLong number = Symbols.number(DataType.INET_PROTO, name.getText());
        if (number.isEmpty()) {
            throw new Unreadable(intake.places().of(name), "'" + name.getText() + "' is no protocol");
        }
        return (int) number.getAsLong();
    }
}
