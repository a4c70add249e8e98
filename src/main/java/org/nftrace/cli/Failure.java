package org.nftrace.cli;

/// What ends a command before it has an answer: wrong usage, or an input that cannot be read. The exit code is 2.
final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    static final int CODE = 2;

    Failure(String message) {
        super(message, null, false, false);
    }
}
