package org.nftrace.host;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Span;

/// The diagnostics of one input, as many as a reader of them can bear.
final class Complaints {
    private static final int MOST = 100;

    private final List<Diagnostic> all = new ArrayList<>();

    void error(Span span, String message) {
        add(Diagnostic.error(span, message));
    }

    void warning(Span span, String message) {
        add(Diagnostic.warning(span, message));
    }

    void note(Span span, String message) {
        add(Diagnostic.note(span, message));
    }

    void addAll(List<Diagnostic> diagnostics) {
        diagnostics.forEach(this::add);
    }

    private void add(Diagnostic diagnostic) {
        if (all.size() == MOST) {
            all.add(Diagnostic.error(diagnostic.span(), "too many mistakes; the others are not told"));
        } else if (all.size() < MOST) {
            all.add(diagnostic);
        }
    }

    /// {@return whether more would not be told any more, so that reading on is idle}
    boolean areTooMany() {
        return all.size() > MOST;
    }

    List<Diagnostic> list() {
        return List.copyOf(all);
    }
}
