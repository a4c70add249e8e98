package org.nftrace.nft;

import java.util.Locale;
import org.nftrace.grammar.NftParser;
import org.nftrace.grammar.NftParser.ChainBlockContext;
import org.nftrace.grammar.NftParser.FlowtableBlockContext;
import org.nftrace.grammar.NftParser.NameContext;
import org.nftrace.grammar.NftParser.ObjectBlockContext;
import org.nftrace.grammar.NftParser.SetBlockContext;
import org.nftrace.grammar.NftParser.TableCommentContext;
import org.nftrace.grammar.NftParser.TableFlagsContext;
import org.nftrace.grammar.NftParser.TableItemContext;
import org.nftrace.ir.Table;
import org.nftrace.text.Span;

/// Reads what stands between the braces of a table: its chains, sets and objects.
final class TableReader {
    private final Intake intake;
    private final TableDraft table;
    private final ChainReader chains;

    TableReader(Intake intake, TableDraft table) {
        this.intake = intake;
        this.table = table;
        this.chains = new ChainReader(intake, table);
    }

    ChainReader chains() {
        return chains;
    }

    SetReader sets() {
        return new SetReader(intake, chains.statements());
    }

    ObjectReader objects() {
        return new ObjectReader(intake, chains.statements());
    }

    FlowtableReader flowtables() {
        return new FlowtableReader(intake, chains.statements(), table.family());
    }

    void body() {
        try (chains) {
            items();
        }
    }

    private void items() {
        while (true) {
            Piece piece = intake.next(Cutter.Body.DECLARATIONS);
            switch (piece.end()) {
                case CLOSING -> {
                    table.endsAt(intake.places().of(piece.first()));
                    return;
                }
                case FILE -> {
                    intake.unclosed(piece, "table", table.span());
                    return;
                }
                case STATEMENT, OPENING -> {
                    try {
                        item(intake.parse(piece, NftParser::tableItem), piece);
                    } catch (Unreadable unreadable) {
                        intake.giveUp(piece, unreadable);
                    }
                }
            }
        }
    }

    private void item(TableItemContext item, Piece piece) {
        Span opening = intake.span(piece);
        var handle = piece.remarked("handle");
        switch (item) {
            case ChainBlockContext block -> chains.body(table.chain(block.name().getText(), opening, handle));
            case SetBlockContext block ->
                sets().body(opening, block.name().getText(), handle).ifPresent(table::put);
            case FlowtableBlockContext block ->
                table.put(flowtables().body(opening, block.name().getText(), handle));
            case ObjectBlockContext block ->
                table.put(objects()
                        .body(
                                opening,
                                StatementReader.objectKind(block.objectKind()),
                                block.name().getText(),
                                handle));
            case TableFlagsContext flags -> flags.name().forEach(this::flag);
            case TableCommentContext comment ->
                table.comment(AtomReader.unquoted(comment.text().getText()));
            default -> throw new AssertionError(item.getClass());
        }
    }

    private void flag(NameContext name) {
        try {
            table.flag(Table.Flag.valueOf(name.getText().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException _) {
            throw new Unreadable(
                    intake.places().of(name),
                    "unknown flag '" + name.getText() + "', expected dormant, owner or persist");
        }
    }
}
