package org.nftrace.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Statement;

/// A rule made ready for walking: its place is known, what it asks is prepared, and what an iptables target does stands
/// in the place of the target.
final class ReadyRule {
    private final ReadyChain chain;
    private final Place place;
    private final Statement[] statements;
    // Of those statements that are matches.
    private final Criterion[] criteria;
    private Target target;
    private final Set<Statement> ofTargets = Collections.newSetFromMap(new IdentityHashMap<>());

    ReadyRule(ReadyChain chain, Place place) {
        this.chain = chain;
        this.place = place;
        var flat = new ArrayList<Statement>();
        flatten(place.rule().statements(), flat, false);
        flat.addAll(0, Unlisted.of(place.table().family(), flat));
        this.statements = flat.toArray(Statement[]::new);
        this.criteria = new Criterion[statements.length];
        for (int i = 0; i < statements.length; i++) {
            if (statements[i] instanceof Match match) {
                criteria[i] = chain.home().evaluator().ready(match);
            }
        }
    }

    private void flatten(List<Statement> statements, List<Statement> into, boolean ofTarget) {
        for (Statement statement : statements) {
            if (statement instanceof Action.XtTarget target && target.meaning().isPresent()) {
                flatten(target.meaning().get(), into, true);
            } else {
                into.add(statement);
                if (ofTarget) {
                    ofTargets.add(statement);
                }
            }
        }
    }

    /// {@return the chain that a verdict of the rule names; nothing where the dump lacks it}
    Optional<ReadyChain> target(String name) {
        // A rule has one, unless it chooses by a map. Whoever comes at the same time finds the same.
        Target last = target;
        if (last == null || !last.name().equals(name)) {
            last = new Target(name, chain.home().chain(name));
            target = last;
        }
        return last.chain();
    }

    private record Target(String name, Optional<ReadyChain> chain) {}

    ReadyChain chain() {
        return chain;
    }

    Place place() {
        return place;
    }

    int length() {
        return statements.length;
    }

    Statement statement(int index) {
        return statements[index];
    }

    boolean isMatch(int index) {
        return criteria[index] != null;
    }

    /// {@return what a statement asks, which is a match}
    Criterion criterion(int index) {
        return criteria[index];
    }

    /// {@return whether the statement only counts}
    boolean isCounter(int index) {
        return statements[index] instanceof Action.Counter;
    }

    /// {@return whether the statement is what an iptables target does: such a rule goes on where it has nothing to do
    /// (`-j CONNMARK` without a connection)}
    boolean isOfTarget(Statement statement) {
        return ofTargets.contains(statement);
    }
}
