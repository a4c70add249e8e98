package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.grammar.NftParser;
import org.nftrace.grammar.NftParser.FlowtableCounterContext;
import org.nftrace.grammar.NftParser.FlowtableDevicesContext;
import org.nftrace.grammar.NftParser.FlowtableFlagsContext;
import org.nftrace.grammar.NftParser.FlowtableHookContext;
import org.nftrace.grammar.NftParser.FlowtableItemContext;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Family;
import org.nftrace.ir.Flowtable;
import org.nftrace.ir.Priority;
import org.nftrace.ir.Value;
import org.nftrace.text.Span;

/// Reads one flowtable, whose opening brace was just read.
final class FlowtableReader {
    private final Intake intake;
    private final StatementReader statements;
    private final Family family;
    private Optional<Priority> priority = Optional.empty();
    private final List<String> devices = new ArrayList<>();
    private boolean offload;
    private boolean counter;

    FlowtableReader(Intake intake, StatementReader statements, Family family) {
        this.intake = intake;
        this.statements = statements;
        this.family = family;
    }

    Flowtable body(Span opening, String name, OptionalLong handle) {
        while (true) {
            Piece piece = intake.next(Cutter.Body.PROPERTIES);
            switch (piece.end()) {
                case CLOSING -> {
                    return flowtable(opening.to(intake.places().of(piece.first())), name, handle);
                }
                case FILE -> {
                    intake.unclosed(piece, "flowtable", opening);
                    return flowtable(opening, name, handle);
                }
                case STATEMENT, OPENING -> {
                    try {
                        item(intake.parse(piece, NftParser::flowtableItem));
                    } catch (Unreadable unreadable) {
                        intake.giveUp(piece, unreadable);
                    }
                }
            }
        }
    }

    private Flowtable flowtable(Span span, String name, OptionalLong handle) {
        Priority found = priority.orElse(new Priority(0, "filter"));
        return new Flowtable(span, name, found, devices, offload, counter, handle);
    }

    private void item(FlowtableItemContext item) {
        switch (item) {
            case FlowtableHookContext hook ->
                priority = Optional.of(new Priorities(intake.places()).priority(hook.priority(), family));
            case FlowtableDevicesContext of -> {
                Value value = statements.expressions().values().value(of.value(), List.of(Kind.of(DataType.IFNAME)));
                devices.addAll(ChainReader.devices(value, intake.places().of(of)));
            }
            case FlowtableFlagsContext _ -> offload = true;
            case FlowtableCounterContext _ -> counter = true;
            default -> throw new AssertionError(item.getClass());
        }
    }
}
