package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.ir.Action;
import org.nftrace.ir.Statement;

/// A rule made ready for walking: its place is known, and what an iptables target does stands in the place of the
/// target.
final class ReadyRule {
    private final ReadyChain chain;
    private final Place place;
    private final Statement[] statements;

    ReadyRule(ReadyChain chain, Place place) {
        this.chain = chain;
        this.place = place;
        var flat = new ArrayList<Statement>();
        flatten(place.rule().statements(), flat);
        this.statements = flat.toArray(Statement[]::new);
    }

    private static void flatten(List<Statement> statements, List<Statement> into) {
        for (Statement statement : statements) {
            if (statement instanceof Action.XtTarget target && target.meaning().isPresent()) {
                flatten(target.meaning().get(), into);
            } else {
                into.add(statement);
            }
        }
    }

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
}
