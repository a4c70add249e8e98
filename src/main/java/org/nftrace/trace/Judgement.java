package org.nftrace.trace;

import java.util.List;
import java.util.Optional;

/// Whether a match holds.
///
/// @param seen     what the packet had there, when the answer is NO and it can be shown
/// @param question what would have to be known, when the answer is UNKNOWN
/// @param rests    what the answer rests on without being told
public record Judgement(Answer answer, Optional<Seen> seen, Optional<Question> question, List<Assumption> rests) {
    static final Judgement YES = new Judgement(Answer.YES, Optional.empty(), Optional.empty(), List.of());
    static final Judgement NO = new Judgement(Answer.NO, Optional.empty(), Optional.empty(), List.of());

    public Judgement {
        rests = List.copyOf(rests);
    }

    static Judgement unknown(Question question) {
        return new Judgement(Answer.UNKNOWN, Optional.empty(), Optional.of(question), List.of());
    }
}
