package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.grammar.NftParser.EntryCommentContext;
import org.nftrace.grammar.NftParser.EntryOptionContext;
import org.nftrace.grammar.NftParser.EntryStateContext;
import org.nftrace.grammar.NftParser.EntryTimeoutContext;
import org.nftrace.grammar.NftParser.MeterContext;
import org.nftrace.grammar.NftParser.OldSetUpdateContext;
import org.nftrace.grammar.NftParser.OperationContext;
import org.nftrace.grammar.NftParser.SetEntryContext;
import org.nftrace.grammar.NftParser.SetUpdateContext;
import org.nftrace.grammar.NftParser.StatementContext;
import org.nftrace.ir.Action;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Statement;
import org.nftrace.text.Span;

/// Reads `update @clients { ip saddr timeout 1m counter }`, and how it was written before nft 0.9: `set update ip saddr
/// @clients`, `meter m { … }`.
record SetUpdateReader(
        Places places, Numbers numbers, ExpressionReader expressions, StatefulReader statefuls, DeclaredSets sets) {
    private static final OptionalLong NO_SIZE = OptionalLong.empty();

    SetUpdateReader(Places places, ExpressionReader expressions, StatefulReader statefuls, DeclaredSets sets) {
        this(places, new Numbers(places), expressions, statefuls, sets);
    }

    Statement update(StatementContext statement) {
        Span span = places.of(statement);
        return switch (statement) {
            case SetUpdateContext update ->
                entry(span, operation(update.operation()), update.name().getText(), NO_SIZE, update.setEntry());
            case OldSetUpdateContext update ->
                entry(span, operation(update.operation()), update.name().getText(), NO_SIZE, update.setEntry());
            case MeterContext meter ->
                entry(span, Action.SetUpdate.Operation.METER, meter.name().getText(), size(meter), meter.setEntry());
            default -> throw new AssertionError(statement.getClass());
        };
    }

    private static Action.SetUpdate.Operation operation(OperationContext operation) {
        return Action.SetUpdate.Operation.valueOf(operation.getText().toUpperCase(Locale.ROOT));
    }

    private OptionalLong size(MeterContext meter) {
        return meter.NUMBER() == null
                ? NO_SIZE
                : OptionalLong.of(numbers.small(meter.NUMBER().getSymbol()));
    }

    private Statement entry(
            Span span, Action.SetUpdate.Operation operation, String set, OptionalLong size, SetEntryContext entry) {
        OptionalLong timeout = OptionalLong.empty();
        Optional<String> comment = Optional.empty();
        List<Statement> state = new ArrayList<>();
        for (EntryOptionContext option : entry.entryOption()) {
            switch (option) {
                case EntryTimeoutContext of -> timeout = OptionalLong.of(numbers.durationOrNever(of.stop));
                case EntryCommentContext of ->
                    comment = Optional.of(AtomReader.unquoted(of.text().getText()));
                case EntryStateContext of -> state.add(statefuls.statement(of.stateful()));
                default -> throw new AssertionError(option.getClass());
            }
        }
        Expression key = expressions.expression(entry.expression(0), sets.keys(set));
        Optional<Expression> data = entry.expression().size() < 2
                ? Optional.empty()
                : Optional.of(expressions.expression(entry.expression(1), sets.data(set)));
        return new Action.SetUpdate(span, operation, set, key, data, timeout, size, comment, state);
    }
}
