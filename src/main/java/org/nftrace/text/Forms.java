package org.nftrace.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a reader learnt of late about lines of one outline.
///
/// @param <F> what it learnt
public final class Forms<F> {
    // A text made to be slow may have as many outlines as lines.
    private static final int MOST = 1_000;

    private final Map<Outline, F> forms = new HashMap<>();
    private int met;
    private boolean worthwhile = true;

    /// {@return whether lines were often enough of one outline so far to go on learning}
    public boolean areWorthwhile() {
        return worthwhile;
    }

    public void put(Outline line, F form) {
        if (forms.size() >= MOST) {
            worthwhile = met >= MOST;
            forget();
        }
        forms.put(line, form);
    }

    public Optional<F> of(Outline line) {
        F form = forms.get(line);
        met += form == null ? 0 : 1;
        return Optional.ofNullable(form);
    }

    /// Forgets all of it, since lines mean something else from now on.
    public void forget() {
        forms.clear();
        met = 0;
    }
}
