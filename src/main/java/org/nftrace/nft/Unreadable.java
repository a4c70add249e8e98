package org.nftrace.nft;

import org.nftrace.text.Diagnostic;
import org.nftrace.text.Span;

/// Leaves the reading of one rule (or other piece) with the one thing to say about it. Caught where the piece began;
/// never leaves this room.
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Diagnostic diagnostic;

    Unreadable(Span span, String message) {
        this(Diagnostic.error(span, message));
    }

    Unreadable(Diagnostic diagnostic) {
        super(diagnostic.message(), null, false, false);
        this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
        return diagnostic;
    }
}
