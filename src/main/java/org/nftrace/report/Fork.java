package org.nftrace.report;

import java.util.List;
import org.nftrace.trace.Condition;
import org.nftrace.trace.Question;
import org.nftrace.trace.Step;

/// What can be said of forks in any language.
final class Fork {
    private Fork() {}

    /// {@return the statements that do not hold under the condition, as the dump has them}
    static List<String> refused(Condition condition) {
        return condition.terms().stream()
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
