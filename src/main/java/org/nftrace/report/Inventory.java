package org.nftrace.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;

/// Says what was read: tables, chains, rules, sets, and what of it is not modelled.
public final class Inventory {
    private static final int MOST_PLACES = 5;

    private final Words words;

    public Inventory(Language language) {
        this.words = language.words();
    }

    public void write(Ruleset ruleset, PrintWriter out) {
        Map<String, List<Statement>> unknown = new LinkedHashMap<>();
        for (Table table : ruleset.tables()) {
            int rules = table.chains().stream().mapToInt(c -> c.rules().size()).sum();
            out.println(Escape.line("table " + table.label() + ": "
                    + words.contents(table.chains().size(), rules, table.sets().size())));
            for (Chain chain : table.chains()) {
                for (Rule rule : chain.rules()) {
                    collect(rule.statements(), unknown);
                }
            }
        }
        if (!unknown.isEmpty()) {
            out.println(words.notModelled());
            unknown.forEach(
                    (text, statements) -> out.println("  " + Escape.line(text + " (" + places(statements) + ")")));
        }
    }

    private static void collect(List<? extends Statement> statements, Map<String, List<Statement>> unknown) {
        for (Statement statement : statements) {
            if (isUnknown(statement)) {
                unknown.computeIfAbsent(Lines.one(statement.span()), _ -> new ArrayList<>())
                        .add(statement);
            }
        }
    }

    private static boolean isUnknown(Statement statement) {
        return switch (statement) {
            case Match.XtMatch(_, _, _, var meaning) -> meaning.isEmpty();
            case Match.AnyOf(_, var matches) -> matches.stream().anyMatch(Inventory::isUnknown);
            case Match.Unread _ -> true;
            case Match _ -> false;
            case Action.XtTarget(_, _, _, var meaning) -> meaning.isEmpty();
            case Action _ -> false;
        };
    }

    private static String places(List<Statement> statements) {
        List<String> places = statements.stream()
                .limit(MOST_PLACES)
                .map(s -> s.span().toString())
                .toList();
        return String.join(", ", places) + (statements.size() > MOST_PLACES ? ", …" : "");
    }
}
