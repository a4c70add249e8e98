package org.nftrace.trace;

import java.util.List;

/// Under which answer a branch is followed.
///
/// @param terms all of them hold in this branch
public record Condition(List<Term> terms) {

    /// One answer.
    ///
    /// @param says the same as what it says of fields that were not given, all that was learnt of them before included;
    /// empty where it says more, or something else
    public record Term(Question question, boolean holds, List<Narrowed> says) {
        public Term {
            says = List.copyOf(says);
        }
    }

    public Condition {
        terms = List.copyOf(terms);
    }
}
