package org.nftrace.nft;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.grammar.NftParser;
import org.nftrace.grammar.NftParser.DataTypeContext;
import org.nftrace.grammar.NftParser.MapDataContext;
import org.nftrace.grammar.NftParser.MapTypeofContext;
import org.nftrace.grammar.NftParser.NameContext;
import org.nftrace.grammar.NftParser.SetAutoMergeContext;
import org.nftrace.grammar.NftParser.SetCommentContext;
import org.nftrace.grammar.NftParser.SetElementsContext;
import org.nftrace.grammar.NftParser.SetFlagsContext;
import org.nftrace.grammar.NftParser.SetGcIntervalContext;
import org.nftrace.grammar.NftParser.SetItemContext;
import org.nftrace.grammar.NftParser.SetPolicyContext;
import org.nftrace.grammar.NftParser.SetSizeContext;
import org.nftrace.grammar.NftParser.SetStateContext;
import org.nftrace.grammar.NftParser.SetTimeoutContext;
import org.nftrace.grammar.NftParser.SetTypeContext;
import org.nftrace.grammar.NftParser.SetTypeofContext;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.text.Span;

/// Reads one named set or map, whose opening brace was just read. Elements are parsed one by one.
final class SetReader {
    private final Intake intake;
    private final StatementReader statements;
    private final Numbers numbers;
    private Optional<NamedSet.Type> key = Optional.empty();
    private Optional<NamedSet.Type> data = Optional.empty();
    private Optional<StatefulObject.Kind> objects = Optional.empty();
    private final Set<NamedSet.Flag> flags = EnumSet.noneOf(NamedSet.Flag.class);
    private OptionalLong timeout = OptionalLong.empty();
    private OptionalLong gcInterval = OptionalLong.empty();
    private OptionalLong size = OptionalLong.empty();
    private OptionalLong count = OptionalLong.empty();
    private Optional<String> policy = Optional.empty();
    private boolean autoMerge;
    private Optional<String> comment = Optional.empty();
    private final List<Statement> state = new ArrayList<>();
    private final List<Value.Element> elements = new ArrayList<>();

    SetReader(Intake intake, StatementReader statements) {
        this.intake = intake;
        this.statements = statements;
        this.numbers = new Numbers(intake.places());
    }

    /// {@return the set, or nothing when its type could not be read}
    Optional<NamedSet> body(Span opening, String name, OptionalLong handle) {
        while (true) {
            Piece piece = intake.next(Cutter.Body.PROPERTIES);
            switch (piece.end()) {
                case CLOSING -> {
                    return set(opening.to(intake.places().of(piece.first())), name, handle);
                }
                case FILE -> {
                    intake.unclosed(piece, "set", opening);
                    return set(opening, name, handle);
                }
                case STATEMENT, OPENING -> item(piece);
            }
        }
    }

    private Optional<NamedSet> set(Span span, String name, OptionalLong handle) {
        if (key.isEmpty()) {
            intake.messages().error(span, "set '" + name + "' has no type, expected 'type …' or 'typeof …'");
        }
        return key.map(type -> new NamedSet(
                span,
                name,
                type,
                data,
                objects,
                flags,
                timeout,
                gcInterval,
                size,
                count,
                policy,
                autoMerge,
                comment,
                handle,
                state,
                elements));
    }

    private void item(Piece piece) {
        try {
            item(intake.parse(piece, NftParser::setItem), piece);
        } catch (Unreadable unreadable) {
            intake.giveUp(piece, unreadable);
        }
    }

    private void item(SetItemContext item, Piece piece) {
        switch (item) {
            case SetTypeContext type -> {
                key = Optional.of(named(type.dataType()));
                Optional.ofNullable(type.mapData()).ifPresent(this::mapData);
            }
            case SetTypeofContext typeof -> {
                Expression of = statements.expressions().expression(typeof.expression(), List.of());
                key = Optional.of(new NamedSet.Type.Typeof(of));
                Optional.ofNullable(typeof.mapTypeof()).ifPresent(this::mapTypeof);
            }
            case SetFlagsContext context -> context.name().forEach(this::flag);
            case SetTimeoutContext context ->
                timeout = OptionalLong.of(numbers.duration(context.NUMBER().getSymbol()));
            case SetGcIntervalContext context ->
                gcInterval = OptionalLong.of(numbers.duration(context.NUMBER().getSymbol()));
            case SetSizeContext context -> {
                size = OptionalLong.of(numbers.number(context.NUMBER().getSymbol()));
                count = piece.remarked("count");
            }
            case SetPolicyContext context -> policy = Optional.of(context.name().getText());
            case SetAutoMergeContext _ -> autoMerge = true;
            case SetCommentContext context ->
                comment = Optional.of(AtomReader.unquoted(context.text().getText()));
            case SetStateContext context ->
                context.stateful()
                        .forEach(statement -> state.add(statements.statefuls().statement(statement)));
            case SetElementsContext _ ->
                elements.addAll(elements(keyKinds(), dataKinds(), holding(data, objects.isPresent())));
            default -> throw new AssertionError(item.getClass());
        }
    }

    static ElementReader.Holding holding(Optional<NamedSet.Type> data, boolean objects) {
        boolean verdicts = data.filter(type -> Kinds.at(Kinds.of(type), 0).type() == DataType.VERDICT)
                .isPresent();
        return verdicts
                ? ElementReader.Holding.VERDICTS
                : data.isPresent() || objects ? ElementReader.Holding.VALUES : ElementReader.Holding.NOTHING;
    }

    private List<Kind> keyKinds() {
        return key.map(Kinds::of).orElse(List.of());
    }

    private List<Kind> dataKinds() {
        Kind object = Kind.of(DataType.STRING);
        return data.map(Kinds::of).orElse(objects.isPresent() ? List.of(object) : List.of());
    }

    /// {@return the elements up to the closing brace}
    List<Value.Element> elements(List<Kind> keys, List<Kind> mapped, ElementReader.Holding holding) {
        List<Value.Element> read = new ArrayList<>();
        ElementReader reader = statements.expressions().values().elements();
        while (true) {
            Piece piece = intake.cutter().next(Cutter.Body.ELEMENTS);
            switch (piece.end()) {
                case CLOSING -> {
                    return read;
                }
                case FILE -> {
                    intake.unclosed(piece, "elements", intake.places().of(piece.first()));
                    return read;
                }
                case STATEMENT, OPENING -> {
                    try {
                        reader.addTo(
                                read,
                                intake.parse(piece, NftParser::elementItem).element(),
                                keys,
                                mapped,
                                holding);
                    } catch (Unreadable unreadable) {
                        intake.giveUp(piece, unreadable);
                    }
                }
            }
        }
    }

    private NamedSet.Type named(DataTypeContext type) {
        return new NamedSet.Type.Named(type.name().stream().map(this::dataType).toList());
    }

    private DataType dataType(NameContext name) {
        return Kind.named(name.getText())
                .orElseThrow(() -> new Unreadable(intake.places().of(name), "unknown type '" + name.getText() + "'"))
                .type();
    }

    private void mapData(MapDataContext context) {
        if (context.objectKind() != null) {
            objects = Optional.of(StatementReader.objectKind(context.objectKind()));
            return;
        }
        NamedSet.Type type = named(context.dataType());
        data = Optional.of(context.INTERVAL() == null ? type : new NamedSet.Type.Interval(type));
    }

    private void mapTypeof(MapTypeofContext context) {
        if (context.objectKind() != null) {
            objects = Optional.of(StatementReader.objectKind(context.objectKind()));
            return;
        }
        var type = new NamedSet.Type.Typeof(statements.expressions().expression(context.expression(), List.of()));
        data = Optional.of(context.INTERVAL() == null ? type : new NamedSet.Type.Interval(type));
    }

    private void flag(NameContext name) {
        try {
            flags.add(NamedSet.Flag.valueOf(name.getText().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException _) {
            throw new Unreadable(
                    intake.places().of(name),
                    "unknown flag '" + name.getText() + "', expected constant, interval, dynamic or timeout");
        }
    }
}
