package org.nftrace.nft;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;
import org.nftrace.grammar.NftLexer;
import org.nftrace.grammar.NftParser;
import org.nftrace.grammar.NftParser.CommandContext;
import org.nftrace.grammar.NftParser.FamilyContext;
import org.nftrace.grammar.NftParser.FlushRulesetCommandContext;
import org.nftrace.grammar.NftParser.OtherCommandContext;
import org.nftrace.grammar.NftParser.RemoveCommandContext;
import org.nftrace.grammar.NftParser.TableCommandContext;
import org.nftrace.ir.Family;
import org.nftrace.ir.Table;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Span;

/// Reads a whole file: the tables of a listing, or the commands of a script in their order.
final class ScriptReader {
    private static final Pattern NOTICE = Pattern.compile("#\\s*Warning: table \\S+ \\S+ is (.*)");
    private static final Pattern OWNER = Pattern.compile("#(?: handle \\d+)? (progname .*)");

    private final Intake intake;
    private final Map<String, TableDraft> tables = new LinkedHashMap<>();
    private final CommandReader commands;

    ScriptReader(Intake intake) {
        this.intake = intake;
        this.commands = new CommandReader(intake, this::table);
    }

    List<Table> tables() {
        while (true) {
            Piece piece = intake.next(Cutter.Body.DECLARATIONS);
            switch (piece.end()) {
                case FILE -> {
                    return tables.values().stream().map(TableDraft::table).toList();
                }
                case CLOSING ->
                    intake.messages()
                            .error(intake.span(piece), "unexpected '}', expected a table or the end of the file");
                case STATEMENT, OPENING -> {
                    try {
                        checkTable(piece);
                        command(intake.parse(piece, NftParser::command), piece);
                    } catch (Unreadable unreadable) {
                        intake.giveUp(piece, unreadable);
                    }
                }
            }
        }
    }

    // What `nft list ruleset` has below a table, pasted without it.
    private void checkTable(Piece piece) {
        List<Token> tokens = piece.tokens();
        boolean block = tokens.size() == 4 && tokens.get(2).getType() == NftLexer.LBRACE;
        if (block && tokens.getFirst().getType() == NftLexer.CHAIN) {
            throw new Unreadable(
                    intake.span(piece),
                    "a chain without its table, expected 'table inet filter {' or another above it");
        }
    }

    private void command(CommandContext command, Piece piece) {
        switch (command) {
            case TableCommandContext table -> table(table, piece);
            case FlushRulesetCommandContext flush -> flush(flush.family());
            case RemoveCommandContext remove -> remove(remove, piece);
            case OtherCommandContext other -> ignored(other, piece);
            default -> commands.command(command, piece);
        }
    }

    private void table(TableCommandContext command, Piece piece) {
        TableDraft table = table(command.family(), command.name().getText(), intake.span(piece));
        if (command.LBRACE() == null) {
            return;
        }
        table.handle(piece.remarked("handle"));
        piece.before().map(NOTICE::matcher).filter(Matcher::matches).ifPresent(m -> table.notice(m.group(1)));
        piece.remark()
                .map(Token::getText)
                .map(OWNER::matcher)
                .filter(Matcher::matches)
                .ifPresent(m -> table.notice(m.group(1)));
        new TableReader(intake, table).body();
    }

    /// {@return the table of that name, new if it was not there}
    TableDraft table(FamilyContext family, String name, Span at) {
        Family of = family == null ? Family.IP : Families.of(family, intake.places());
        return tables.computeIfAbsent(of.label() + " " + name, _ -> new TableDraft(at, of, name));
    }

    private void flush(FamilyContext family) {
        if (family == null) {
            tables.clear();
        } else {
            Family of = Families.of(family, intake.places());
            tables.values().removeIf(table -> table.family() == of);
        }
    }

    private void remove(RemoveCommandContext remove, Piece piece) {
        String what = remove.name(0).getText();
        if (what.equals("table") && remove.name().size() == 2) {
            Family of = remove.family() == null ? Family.IP : Families.of(remove.family(), intake.places());
            String key = of.label() + " " + remove.name(1).getText();
            if (remove.removing().FLUSH() == null) {
                tables.remove(key);
            } else if (tables.containsKey(key)) {
                tables.get(key).flush();
            }
        } else if ((what.equals("chain") || what.equals("set") || what.equals("map"))
                && remove.name().size() == 3) {
            removePart(remove, what, piece);
        } else {
            notCarriedOut(piece);
        }
    }

    private void removePart(RemoveCommandContext remove, String what, Piece piece) {
        TableDraft table = table(remove.family(), remove.name(1).getText(), intake.span(piece));
        String name = remove.name(2).getText();
        boolean flush = remove.removing().FLUSH() != null;
        if (what.equals("chain") && flush) {
            table.chain(name, intake.span(piece), OptionalLong.empty()).rules().clear();
        } else if (what.equals("chain")) {
            table.removeChain(name);
        } else if (flush) {
            notCarriedOut(piece);
        } else {
            table.removeSet(name);
        }
    }

    private void ignored(OtherCommandContext other, Piece piece) {
        if (other.LIST() == null) {
            notCarriedOut(piece);
        }
    }

    private void notCarriedOut(Piece piece) {
        Span span = intake.span(piece);
        intake.messages().add(Diagnostic.warning(span, "this command is not carried out"));
    }
}
