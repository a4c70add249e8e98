package org.nftrace.trace;

import java.util.Optional;

/// The walk along a [Stretch], and on behind it. What such packets go through is tried out with the first of them.
final class StretchWalk {
    // How far jumps may lead off on a stretch.
    private static final int DEPTH = 8;

    private final Scene scene;
    private final ChainWalk chains;
    private final RuleWalk rules;

    StretchWalk(Scene scene, ChainWalk chains, RuleWalk rules) {
        this.scene = scene;
        this.chains = chains;
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

    /// Goes from a rule as far as glances tell, and through the rule that has more to say or to do.
    ///
    /// @return the number of the last rule of the chain that was gone through, where the path is still in it
    int go(Path path, ReadyRule rule, At at, int depth) {
        View view = scene.view(path, at);
        Stretches known = rule.stretches();
        Optional<Stretch> found = known.find(view);
        if (found.isEmpty() && known.isFull()) {
            rules.run(path, rule, at, depth);
            return rule.number();
        }
        Stretch stretch = found.isPresent() ? found.get() : tryOut(known, rule, path.moment(), at);
        path.go(stretch, view);
        if (stretch.halt().isEmpty()) {
            return rule.chain().length();
        }
        goOn(path, stretch.halt().get(), 0, at, depth);
        return stretch.halt().get().rule(0).number();
    }

    private Stretch tryOut(Stretches known, ReadyRule from, Moment moment, At at) {
        var trial = new Trial();
        var path = new Path(moment, trial);
        chains.walk(path, from.chain(), from.number(), at, depth(from.chain()));
        Stretch stretch = path.stretch(trial.halt());
        known.add(trial.seen(), stretch);
        return stretch;
    }

    // Runs the rule where it halted, then what is left of the chains that jumps led to.
    private void goOn(Path path, Stretch.Halt halt, int jump, At at, int depth) {
        if (jump == halt.jumps().size()) {
            rules.run(path, halt.rule(), halt.statement(), at, depth);
        } else {
            goOn(path, halt, jump + 1, at, depth + 1);
            chains.goOn(path, halt.jumps().get(jump), halt.rule(jump + 1).number() + 1, at, depth);
        }
    }
}
