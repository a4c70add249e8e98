package org.nftrace.text;

import java.util.concurrent.CancellationException;

/// What long work asks once a rule, so that whoever waits for it can end it: in a session, Ctrl-C.
public final class Interruption {
    private Interruption() {}

    /// Ends the work of a thread that was interrupted.
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
    }
}
