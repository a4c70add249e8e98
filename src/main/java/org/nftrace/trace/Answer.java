package org.nftrace.trace;

/// Whether something holds, in Kleene's three values: *and* is the minimum, *or* the maximum.
public enum Answer {
    NO,
    UNKNOWN,
    YES;

    public Answer and(Answer other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Answer or(Answer other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Answer not() {
        return values()[YES.ordinal() - ordinal()];
    }

    public static Answer of(boolean holds) {
        return holds ? YES : NO;
    }
}
