package org.nftrace.ir;

import org.nftrace.text.Span;

/// One step of a rule. They run left to right: what stands before a match that fails has happened.
public sealed interface Statement permits Match, Action {
    Span span();
}
