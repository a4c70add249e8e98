package org.nftrace.space;

/// Ends a computation that would take more nodes or steps than it may: nothing is concluded from it.
final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1;

    Undecided(String message) {
        super(message, null, false, false);
    }
}
