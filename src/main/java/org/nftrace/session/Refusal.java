package org.nftrace.session;

import java.util.List;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Span;

/// A line that cannot be followed. The session stays as it was.
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Diagnostic> diagnostics;

    public Refusal(List<Diagnostic> diagnostics) {
        super("", null, false, false);
        this.diagnostics = List.copyOf(diagnostics);
    }

    public Refusal(Span span, String message) {
        this(List.of(Diagnostic.error(span, message)));
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
