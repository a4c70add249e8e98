package org.nftrace.trace;

/// What was assumed on a way, the latest first. Immutable, and few enough to be looked through: branches share what
/// they have in common.
sealed interface Assumptions {
    /// Nothing was.
    record None() implements Assumptions {}

    record More(Assumption latest, Assumptions before) implements Assumptions {}

    default boolean contains(Assumption assumption) {
        for (Assumptions left = this; left instanceof More(Assumption latest, Assumptions before); left = before) {
            // Most are of another kind, which shows without asking what they say.
            if (latest.getClass() == assumption.getClass() && latest.equals(assumption)) {
                return true;
            }
        }
        return false;
    }

    default Assumptions and(Assumption assumption) {
        return new More(assumption, this);
    }

    /// {@return those of both}
    default Assumptions shared(Assumptions other) {
        Assumptions both = new None();
        for (Assumptions left = this; left instanceof More(Assumption latest, Assumptions before); left = before) {
            both = other.contains(latest) ? both.and(latest) : both;
        }
        return both;
    }
}
