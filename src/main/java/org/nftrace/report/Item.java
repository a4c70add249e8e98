package org.nftrace.report;

import java.util.List;
import java.util.OptionalInt;
import org.nftrace.trace.Step;

/// A step and the number it is told under.
///
/// @param number   `(3)`; absent for steps that have none of their own
/// @param branches of a fork: the items of each branch, in the order of [Step.Forked#branches()]
public record Item(OptionalInt number, Step step, List<List<Item>> branches) {
    public Item {
        branches = branches.stream().map(List::copyOf).toList();
    }
}
