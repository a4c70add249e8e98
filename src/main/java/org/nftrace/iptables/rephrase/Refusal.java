package org.nftrace.iptables.rephrase;

import org.nftrace.text.Span;

/// Why a rule cannot be said, and which part of it.
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Span span;

    Refusal(Span span, String why) {
        super(why, null, false, false);
        this.span = span;
    }

    Span span() {
        return span;
    }
}
