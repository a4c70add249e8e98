package org.nftrace.space;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Meaning;
import org.nftrace.trace.Meanings;
import org.nftrace.trace.Unlisted;

/// A table whose conditions are known and can be made sets of packets.
final class Compiled {
    private final Table table;
    private final Meanings conditions;
    private final Map<String, Chain> chains = new HashMap<>();
    private final IdentityHashMap<Match, Meaning> matches = new IdentityHashMap<>();
    private final IdentityHashMap<Action.VerdictMap, Meanings.Choices> maps = new IdentityHashMap<>();
    private final IdentityHashMap<Action.Assign, Meanings.Written> writes = new IdentityHashMap<>();
    private final IdentityHashMap<Rule, Step.Run> runs = new IdentityHashMap<>();
    private final List<Action.Nat> translations = new ArrayList<>();
    private boolean unread;
    private boolean untracks;

    Compiled(Table table) {
        this.table = table;
        conditions = Meanings.of(table);
        for (Chain chain : table.chains()) {
            chains.putIfAbsent(chain.name(), chain);
            for (Rule rule : chain.rules()) {
                var statements = new ArrayList<Statement>();
                flatten(rule.statements(), statements);
                statements.addAll(0, Unlisted.of(table.family(), statements));
                statements.forEach(s -> prepare(s, conditions));
                runs.put(rule, Step.of(statements, this::meaning));
            }
        }
    }

    private Meaning meaning(Match match) {
        return matches.getOrDefault(match, new Meaning.Open());
    }

    // What an iptables target does stands in the place of the target.
    private static void flatten(List<Statement> statements, List<Statement> into) {
        for (Statement statement : statements) {
            if (statement instanceof Action.XtTarget target && target.meaning().isPresent()) {
                flatten(target.meaning().get(), into);
            } else {
                into.add(statement);
            }
        }
    }

    private void prepare(Statement statement, Meanings meanings) {
        switch (statement) {
            case Match.Unread _ -> unread = true;
            case Match match -> matches.put(match, meanings.of(match));
            case Action.VerdictMap map -> maps.put(map, meanings.of(map));
            case Action.Assign assign -> writes.put(assign, meanings.of(assign));
            case Action.Notrack _ -> untracks = true;
            case Action.Nat nat -> translations.add(nat);
            case Action _ -> {}
        }
    }

    Table table() {
        return table;
    }

    Chain chain(String name) {
        return chains.get(name);
    }

    /// {@return that all of these matches hold}
    Meaning all(List<Match> several) {
        return new Meaning.All(several.stream().map(conditions::of).toList());
    }

    /// {@return whether a rule could not be read, which may do anything}
    boolean hasUnread() {
        return unread;
    }

    /// {@return what a rule asks and does}
    Step.Run run(Rule rule) {
        return runs.get(rule);
    }

    Meanings.Choices choices(Action.VerdictMap map) {
        return maps.get(map);
    }

    /// {@return what its rules may translate}
    List<Action.Nat> translations() {
        return translations;
    }

    Meanings.Written written(Action.Assign assign) {
        return writes.get(assign);
    }

    /// {@return whether some rule may change this number, or what it hangs on}
    boolean writes(Dimension dimension) {
        return switch (dimension) {
            case Dimension.Other _, Dimension.InSet _ -> !writes.isEmpty();
            case Dimension.OfConnection _ -> untracks || isWritten(dimension);
            case Dimension.OfPacket _, Dimension.InterfaceName _, Dimension.EtherType _, Dimension.Nfproto _ ->
                isWritten(dimension);
        };
    }

    /// {@return whether some rule may change a packet}
    boolean writes() {
        return untracks || !writes.isEmpty();
    }

    private boolean isWritten(Dimension dimension) {
        return writes.values().stream().anyMatch(w -> w.pieces().stream().anyMatch(p -> p.of().equals(dimension)));
    }

    /// {@return every condition that the table asks, for the space to tell apart}
    List<Meaning> meanings() {
        var all = new ArrayList<>(matches.values());
        maps.values().forEach(c -> c.choices().forEach(choice -> all.add(choice.when())));
        for (Meanings.Written written : writes.values()) {
            all.add(written.there());
            for (Meanings.Piece piece : written.pieces()) {
                piece.value().ifPresent(value -> all.add(Regions.meaning(piece, value)));
            }
        }
        return all;
    }
}
