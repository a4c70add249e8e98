package org.nftrace.space;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Verdict;
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

    /// All of a rule.
    ///
    /// @param asked   what it asks before it does anything
    /// @param steps   what follows
    /// @param decides whether it tells that it matches where it decides
    record Run(Asks asked, List<Step> steps, boolean decides) {
        public Run {
            steps = List.copyOf(steps);
        }

        /// {@return whether it does nothing but end the walk, in a base chain or another}
        boolean isFinal(boolean base) {
            return steps.size() == 1
                    && steps.getFirst() instanceof Does(Action.Decide(_, Verdict verdict))
                    && (verdict instanceof Verdict.Accept
                            || verdict instanceof Verdict.Drop
                            || base && verdict instanceof Verdict.Return);
        }
    }

    static Run of(List<Statement> statements, Function<Match, Meaning> meaning) {
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
        boolean decides =
                statements.stream().anyMatch(s -> s instanceof Action.Decide || s instanceof Action.VerdictMap);
        return !steps.isEmpty() && steps.getFirst() instanceof Asks asked
                ? new Run(asked, steps.subList(1, steps.size()), decides)
                : new Run(new Asks(List.of()), steps, decides);
    }

    private static void flush(List<Meaning> run, List<Step> into) {
        if (!run.isEmpty()) {
            into.add(new Asks(run));
            run.clear();
        }
    }
}
