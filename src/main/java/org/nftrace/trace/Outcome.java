package org.nftrace.trace;

import java.util.Optional;

/// What became of a packet, or of one branch of its walk.
public sealed interface Outcome {

    /// It went all the way.
    record Accepted(End end) implements Outcome {}

    /// A rule or a policy dropped it.
    ///
    /// @param by absent when a policy did
    record Dropped(Optional<Place> by) implements Outcome {}

    /// A rule refused it with an answer.
    record Rejected(Place by) implements Outcome {}

    /// The kernel stopped it without a rule: the [Step.Dropped] before says why.
    record Stopped(DropReason reason) implements Outcome {}

    /// It was handed to a program (`queue`), which decides.
    record Queued(Place by) implements Outcome {}

    /// It cannot be said, and why.
    record Undecided(Question question) implements Outcome {}

    /// Where an accepted packet ends.
    enum End {
        /// delivered to a socket of the host
        LOCAL,
        /// sent on to another machine
        FORWARD,
        /// sent by this host
        OUT,
        /// from one bridge port to another
        BRIDGE
    }
}
