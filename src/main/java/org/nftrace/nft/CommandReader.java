package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.nftrace.grammar.NftParser.ChainCommandContext;
import org.nftrace.grammar.NftParser.CommandContext;
import org.nftrace.grammar.NftParser.DeleteElementCommandContext;
import org.nftrace.grammar.NftParser.ElementCommandContext;
import org.nftrace.grammar.NftParser.FamilyContext;
import org.nftrace.grammar.NftParser.FlowtableCommandContext;
import org.nftrace.grammar.NftParser.ObjectCommandContext;
import org.nftrace.grammar.NftParser.RuleAtContext;
import org.nftrace.grammar.NftParser.RuleCommandContext;
import org.nftrace.grammar.NftParser.SetCommandContext;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Rule;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Value;
import org.nftrace.text.Span;

/// Reads the commands that add to a table: `add rule inet filter input tcp dport 22 accept`.
final class CommandReader {
    /// Finds the table that a command names.
    interface Tables {
        TableDraft table(FamilyContext family, String name, Span at);
    }

    private final Intake intake;
    private final Tables tables;

    CommandReader(Intake intake, Tables tables) {
        this.intake = intake;
        this.tables = tables;
    }

    void command(CommandContext command, Piece piece) {
        Span span = intake.span(piece);
        OptionalLong handle = piece.remarked("handle");
        switch (command) {
            case ChainCommandContext of -> {
                TableDraft table = tables.table(of.family(), of.name(0).getText(), span);
                ChainDraft chain = table.chain(of.name(1).getText(), span, handle);
                if (of.LBRACE() != null) {
                    try (var chains = new TableReader(intake, table).chains()) {
                        chains.body(chain);
                    }
                }
            }
            case SetCommandContext of -> {
                TableDraft table = tables.table(of.family(), of.name(0).getText(), span);
                new TableReader(intake, table)
                        .sets()
                        .body(span, of.name(1).getText(), handle)
                        .ifPresent(table::put);
            }
            case FlowtableCommandContext of -> {
                TableDraft table = tables.table(of.family(), of.name(0).getText(), span);
                table.put(new TableReader(intake, table)
                        .flowtables()
                        .body(span, of.name(1).getText(), handle));
            }
            case ObjectCommandContext of -> object(of, span, handle);
            case ElementCommandContext of -> addElements(of, span);
            case DeleteElementCommandContext of -> deleteElements(of, span);
            case RuleCommandContext of -> rule(of, piece, span);
            default -> throw new AssertionError(command.getClass());
        }
    }

    private void object(ObjectCommandContext command, Span span, OptionalLong handle) {
        TableDraft table = tables.table(command.family(), command.name(0).getText(), span);
        StatefulObject.Kind kind = StatementReader.objectKind(command.objectKind());
        String name = command.name(1).getText();
        ObjectReader reader = new TableReader(intake, table).objects();
        table.put(
                command.LBRACE() == null
                        ? reader.line(span, kind, name, command.objectProperty())
                        : reader.body(span, kind, name, handle));
    }

    private void addElements(ElementCommandContext command, Span span) {
        TableDraft table = tables.table(command.family(), command.name(0).getText(), span);
        NamedSet set = set(table, command.name(1).getText(), span);
        List<Value.Element> elements = new ArrayList<>(set.elements());
        elements.addAll(elements(
                table, set, SetReader.holding(set.data(), set.objectMap().isPresent())));
        table.put(set.withElements(elements));
    }

    private void deleteElements(DeleteElementCommandContext command, Span span) {
        TableDraft table = tables.table(command.family(), command.name(0).getText(), span);
        NamedSet set = set(table, command.name(1).getText(), span);
        List<Value> gone = elements(table, set, ElementReader.Holding.ANYTHING).stream()
                .map(Value.Element::key)
                .toList();
        table.put(set.withElements(set.elements().stream()
                .filter(element -> !gone.contains(element.key()))
                .toList()));
    }

    private static NamedSet set(TableDraft table, String name, Span span) {
        return table.set(name).orElseThrow(() -> new Unreadable(span, "there is no set '" + name + "' in this table"));
    }

    private List<Value.Element> elements(TableDraft table, NamedSet set, ElementReader.Holding holding) {
        return new TableReader(intake, table)
                .sets()
                .elements(table.declared().keys(set.name()), table.declared().data(set.name()), holding);
    }

    private void rule(RuleCommandContext command, Piece piece, Span span) {
        TableDraft table = tables.table(command.family(), command.name(0).getText(), span);
        List<Rule> rules = table.chain(command.name(1).getText(), span, OptionalLong.empty())
                .rules();
        if (command.rule_() == null) {
            return;
        }
        RuleReader reader = new TableReader(intake, table).chains().rules();
        Rule rule;
        try {
            rule = reader.rule(command.rule_(), piece, 0);
        } catch (Unreadable unreadable) {
            rule = reader.unread(piece, unreadable);
        }
        boolean insert = command.adding() != null && command.adding().INSERT() != null;
        if (command.ruleAt() == null) {
            rules.add(insert ? 0 : rules.size(), rule);
            return;
        }
        int at = index(rules, command.ruleAt());
        if (command.adding() != null && command.adding().REPLACE() != null) {
            rules.set(at, rule);
        } else {
            rules.add(insert ? at : at + 1, rule);
        }
    }

    private int index(List<Rule> rules, RuleAtContext where) {
        long number = new Numbers(intake.places()).number(where.NUMBER().getSymbol());
        for (int i = 0; i < rules.size(); i++) {
            boolean found =
                    where.INDEX() != null ? i == number : rules.get(i).handle().equals(OptionalLong.of(number));
            if (found) {
                return i;
            }
        }
        throw new Unreadable(
                intake.places().of(where), "there is no rule with " + where.start.getText() + " " + number);
    }
}
