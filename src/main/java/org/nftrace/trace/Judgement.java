package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a match holds.
///
/// @param seen     what the packet had there, when the answer is NO and it can be shown
/// @param question what would have to be known, when the answer is UNKNOWN
/// @param rests    what the answer rests on without being told
public record Judgement(Answer answer, Optional<Seen> seen, Optional<Question> question, List<Assumption> rests) {
    static final Judgement YES = of(Answer.YES, List.of());
    static final Judgement NO = of(Answer.NO, List.of());

    public Judgement {
        rests = List.copyOf(rests);
    }

    static Judgement of(Answer answer, List<Assumption> rests) {
        return new Judgement(answer, Optional.empty(), Optional.empty(), rests);
    }

    static Judgement yes(List<Assumption> rests) {
        return rests.isEmpty() ? YES : of(Answer.YES, rests);
    }

    static Judgement no(Optional<Seen> seen, List<Assumption> rests) {
        return new Judgement(Answer.NO, seen, Optional.empty(), rests);
    }

    static Judgement unknown(Question question) {
        return new Judgement(Answer.UNKNOWN, Optional.empty(), Optional.of(question), List.of());
    }

    /// {@return both together, neither of which is NO: the first question stays}
    Judgement and(Judgement other) {
        return isPlain(Answer.YES) ? other : other.isPlain(Answer.YES) ? this : sum(answer.and(other.answer), other);
    }

    /// {@return one or the other, neither of which is YES: what was seen last is nearest to a match}
    Judgement or(Judgement other) {
        return isPlain(Answer.NO) ? other : other.isPlain(Answer.NO) ? this : sum(answer.or(other.answer), other);
    }

    private boolean isPlain(Answer plain) {
        return answer == plain && seen.isEmpty() && rests.isEmpty();
    }

    private Judgement sum(Answer sum, Judgement other) {
        return new Judgement(
                sum,
                sum == Answer.NO ? other.seen.or(() -> seen) : Optional.empty(),
                sum == Answer.UNKNOWN ? question.or(() -> other.question) : Optional.empty(),
                joined(other.rests));
    }

    private List<Assumption> joined(List<Assumption> others) {
        if (rests.isEmpty() || others.isEmpty()) {
            return rests.isEmpty() ? others : rests;
        }
        var all = new ArrayList<>(rests);
        all.addAll(others);
        return all;
    }

    /// {@return the same, resting on one thing more, unless it is open anyway}
    Judgement resting(Assumption assumption) {
        return answer == Answer.UNKNOWN ? this : new Judgement(answer, seen, question, joined(List.of(assumption)));
    }
}
