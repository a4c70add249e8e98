package org.nftrace.space;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Statement;
import org.nftrace.trace.Meaning;

/// What a rule does at a time: matches side by side are asked at once, so that a large set is cut once a rule.
sealed interface Step {

    /// @param meanings of matches that follow each other
    record Asks(List<Meaning> meanings) implements Step {
        public Asks {
            meanings = List.copyOf(meanings);
        }
    }

    record Does(Action action) implements Step {}

    static List<Step> of(List<Statement> statements, Function<Match, Meaning> meaning) {
        var steps = new ArrayList<Step>();
        var run = new ArrayList<Meaning>();
        for (Statement statement : statements) {
            switch (statement) {
                case Match match -> run.add(meaning.apply(match));
                // They change nothing that a match could ask.
                case Action.Counter _, Action.Log _, Action.Last _ -> {}
                case Action action -> {
                    flush(run, steps);
                    steps.add(new Does(action));
                }
            }
        }
        flush(run, steps);
        return List.copyOf(steps);
    }

    private static void flush(List<Meaning> run, List<Step> into) {
        if (!run.isEmpty()) {
            into.add(new Asks(run));
            run.clear();
        }
    }
}
