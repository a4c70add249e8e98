package org.nftrace.trace;

import java.util.Optional;

/// The walk along a [Stretch]: over the rules of a chain that tell at a glance what they do, and through the chains
/// that they lead to. What such packets go through is tried out with the first of them.
final class StretchWalk {
    // How far jumps may lead off on a stretch.
    private static final int DEPTH = 8;

    private final Scene scene;
    private final RuleWalk rules;

    StretchWalk(Scene scene, RuleWalk rules) {
        this.scene = scene;
        this.rules = rules;
    }

    /// {@return whether a path that is so deep walks along stretches here}
    static boolean isKnown(ReadyChain chain, Path path, int depth) {
        return !path.isTrial() && depth <= depth(chain) && chain.isRemembered();
    }

    // It is tried out as if it began as deep as it may.
    private static int depth(ReadyChain chain) {
        return chain.home().depth() - DEPTH;
    }

    /// Goes as far from a rule as glances tell.
    ///
    /// @return the number of the rule that comes then, where the path is still ON
    int go(Path path, ReadyChain chain, int from, At at) {
        View view = scene.view(path, at);
        Stretches known = chain.rule(from).stretches();
        Optional<Stretch> found = known.find(view);
        if (found.isEmpty() && known.isFull()) {
            return from;
        }
        Stretch stretch = found.orElseGet(() -> tryOut(known, chain, from, path.moment(), at));
        path.go(stretch, view);
        return stretch.next();
    }

    private Stretch tryOut(Stretches known, ReadyChain chain, int from, Moment moment, At at) {
        Path scout = Path.trial(moment);
        int end = run(scout, chain, from, chain.length(), at);
        // Of the rule where it halted, and of the chains behind it, it has told something.
        int next = scout.course() == Path.Course.HALTED ? end - 1 : end;
        Path again = Path.trial(moment);
        run(again, chain, from, next, at);
        Stretch stretch = again.stretch(next);
        known.add(scout.notes().orElseThrow(), stretch);
        return stretch;
    }

    private int run(Path trial, ReadyChain chain, int from, int to, At at) {
        int next = from;
        while (next < to && trial.isOn()) {
            rules.run(trial, chain.rule(next), at, depth(chain));
            next++;
        }
        return next;
    }
}
