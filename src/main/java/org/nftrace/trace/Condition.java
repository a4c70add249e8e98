package org.nftrace.trace;

import java.util.List;

/// Under which answer a branch is followed.
///
/// @param terms all of them hold in this branch
public record Condition(List<Term> terms) {

    public record Term(Question question, boolean holds) {}

    public Condition {
        terms = List.copyOf(terms);
    }
}
