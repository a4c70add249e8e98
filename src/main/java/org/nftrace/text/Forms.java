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

    public void put(Outline line, F form) {
        if (forms.size() >= MOST) {
            forms.clear();
        }
        forms.put(line, form);
    }

    public Optional<F> of(Outline line) {
        return Optional.ofNullable(forms.get(line));
    }

    /// Forgets all of it, since lines mean something else from now on.
    public void forget() {
        forms.clear();
    }
}
