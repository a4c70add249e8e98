package org.nftrace.space;

import com.github.javabdd.BDDException;

/// Ends a computation that would take more nodes or steps than it may: nothing is concluded from it.
final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// {@return that the nodes do not suffice; any other trouble of the library is a mistake of ours}
    static Undecided by(BDDException trouble) {
        String message = String.valueOf(trouble.getMessage());
        if (message.startsWith("Unknown BDD") || message.startsWith("Illegal")) {
            throw new AssertionError(trouble);
        }
        return new Undecided(message);
    }

    Undecided(String message) {
        super(message, null, false, false);
    }
}
