package org.nftrace.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.packet.Fact;
import org.nftrace.trace.Condition;
import org.nftrace.trace.Narrowed;
import org.nftrace.trace.Question;
import org.nftrace.trace.Step;

/// What can be said of forks in any language.
final class Fork {
    private static final int MOST_VALUES = 16;

    private Fork() {}

    /// One way on from a fork, or from forks that stand right one behind the other.
    ///
    /// @param given the answers that lead to it, the first fork's first
    record Case(List<Condition.Term> given, List<Item> items) {}

    /// {@return all ways on: a branch that only passes a rule over and comes to the next fork is no way of its own}
    static List<Case> cases(Item fork) {
        var cases = new ArrayList<Case>();
        collect(fork, List.of(), cases, new LinkedHashSet<>());
        return cases;
    }

    /// {@return what those forks ask, each question once}
    static Set<Question> questions(Item fork) {
        var questions = new LinkedHashSet<Question>();
        collect(fork, List.of(), new ArrayList<>(), questions);
        return questions;
    }

    private static void collect(Item fork, List<Condition.Term> before, List<Case> cases, Set<Question> questions) {
        var forked = (Step.Forked) fork.step();
        questions.add(forked.question());
        for (int i = 0; i < forked.branches().size(); i++) {
            var given = new ArrayList<>(before);
            given.addAll(forked.branches().get(i).condition().terms());
            List<Item> items = fork.branches().get(i);
            var next = nextFork(items);
            if (next.isPresent()) {
                collect(next.get(), given, cases, questions);
            } else {
                cases.add(new Case(given, items));
            }
        }
    }

    private static Optional<Item> nextFork(List<Item> branch) {
        boolean passes = !branch.isEmpty()
                && branch.getLast().step() instanceof Step.Forked
                && branch.subList(0, branch.size() - 1).stream().allMatch(i -> i.step() instanceof Step.PassedOver);
        return passes ? Optional.of(branch.getLast()) : Optional.empty();
    }

    /// {@return the field that a question is about, when it is about nothing else}
    static Optional<Fact> field(Question question) {
        return switch (question) {
            case Question.Holds(_, _, Question.ValueOf(var fact)) -> Optional.of(fact);
            case Question.ValueOf(var fact) -> Optional.of(fact);
            case Question.Holds _,
                    Question.Selects _,
                    Question.Takes _,
                    Question.Listens _,
                    Question.IsInState _,
                    Question.ChainReturns _,
                    Question.Forwards _,
                    Question.IsLocal _,
                    Question.IsForHost _,
                    Question.ResultOf _,
                    Question.StateOf _,
                    Question.MeaningOf _,
                    Question.OutcomeOf _,
                    Question.WaysOfCopies _,
                    Question.TooDeep _,
                    Question.ElementsOf _,
                    Question.NotTold _,
                    Question.TooManyBranches _ -> Optional.empty();
        };
    }

    /// {@return what a condition says of fields, the narrowest last; and of what else it speaks}
    static List<Narrowed> fields(Condition condition) {
        var fields = new LinkedHashMap<Fact, Narrowed>();
        condition.terms().stream().filter(Fork::isPlain).forEach(t -> t.says().forEach(n -> fields.put(n.fact(), n)));
        return List.copyOf(fields.values());
    }

    /// {@return the answers that say more than what fields are}
    static List<Condition.Term> others(Condition condition) {
        return condition.terms().stream().filter(t -> !isPlain(t)).toList();
    }

    // `ip ecn ce` leaves 64 values of the TOS byte.
    private static boolean isPlain(Condition.Term term) {
        return !term.says().isEmpty()
                && term.says().stream().allMatch(n -> n.values().size() <= MOST_VALUES);
    }

    /// {@return the statements that do not hold under the condition, as the dump has them}
    static List<String> refused(List<Condition.Term> terms) {
        return terms.stream()
                .filter(Fork::isRefused)
                .map(t -> Lines.one(((Question.Holds) t.question()).statement().span()))
                .toList();
    }

    static boolean isRefused(Condition.Term term) {
        return !term.holds() && term.question() instanceof Question.Holds;
    }

    /// {@return whether nothing that follows belongs to the branch: it was decided, or went on in another hook}
    static boolean isClosed(List<Item> branch) {
        if (!Section.beyond(branch).isEmpty()) {
            return true;
        }
        return branch.stream()
                .anyMatch(i -> i.step() instanceof Step.Decided || i.step() instanceof Step.Forked && hasNoWayOn(i));
    }

    /// {@return whether all branches of a fork are closed}
    static boolean hasNoWayOn(Item fork) {
        return fork.branches().stream().allMatch(Fork::isClosed);
    }
}
