package org.nftrace.trace;

import org.nftrace.ir.Expression;

/// An expression, told from others by where it stands in the rules: to compare sets of thousands of elements would take
/// long.
record Placed(Expression expression) {
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(Object other) {
        return other instanceof Placed(Expression same) && same == expression;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(expression);
    }
}
