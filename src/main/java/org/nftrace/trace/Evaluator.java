package org.nftrace.trace;

import org.nftrace.ir.Expression;
import org.nftrace.ir.Match;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;

/// Whether the matches of a table hold for a packet, and what its expressions are for it.
public final class Evaluator {
    private Evaluator() {}

    public static Evaluator of(Ruleset ruleset, Table table) {
        return new Evaluator();
    }

    /// {@return whether the match holds}
    public Judgement judge(Match match, View view) {
        return Judgement.unknown(new Question.MeaningOf(match));
    }

    /// {@return the value that a statement would take from the expression}
    public Reading read(Expression expression, View view) {
        return expression instanceof Value value
                ? new Reading.Known(value, java.util.List.of())
                : new Reading.Absent(java.util.List.of());
    }

    /// {@return the element of a map that holds the key}
    ///
    /// @param map a [Value.SetLiteral] or a [Value.SetReference]
    public Lookup lookup(Expression key, Value map, View view) {
        return new Lookup.Missing(java.util.Optional.empty(), java.util.List.of());
    }

    /// {@return what is known in the branch where the match holds, or does not}
    public Knowledge learn(Match match, boolean holds, View view) {
        return view.knowledge();
    }
}
