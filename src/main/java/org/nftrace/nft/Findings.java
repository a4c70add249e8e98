package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Span;

/// What was found wrong in one input, in the order it was met; of a hopeless input, the first hundred and how many
/// more.
final class Findings {
    private static final int KEPT = 100;

    private final List<Diagnostic> kept = new ArrayList<>();
    private int more;
    private Span last;

    Findings(Span start) {
        this.last = start;
    }

    void add(Diagnostic diagnostic) {
        last = diagnostic.span();
        if (kept.size() < KEPT) {
            kept.add(diagnostic);
        } else {
            more++;
        }
    }

    void error(Span span, String message) {
        add(Diagnostic.error(span, message));
    }

    /// {@return how much was found so far}
    int count() {
        return kept.size() + more;
    }

    List<Diagnostic> all() {
        if (more == 0) {
            return List.copyOf(kept);
        }
        var all = new ArrayList<>(kept);
        all.add(Diagnostic.error(last, "… and " + more + " more"));
        return List.copyOf(all);
    }
}
