package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.text.Interruption;

/// The walk through a base chain and the chains it jumps to (net/netfilter/nf_tables_core.c, nft_do_chain).
final class ChainWalk {
    private final Scene scene;
    private final RuleWalk rules;
    private final StretchWalk stretches;

    ChainWalk(Scene scene) {
        this.scene = scene;
        this.rules = new RuleWalk(scene, this);
        this.stretches = new StretchWalk(scene, rules);
    }

    /// Asks a base chain. Paths that it lets pass are ON (or MAPPED, in a nat chain) afterwards, the others ENDED.
    void base(Path path, ReadyChain chain, At at) {
        path.tell(chain.begun());
        rules(path, chain, at, 0);
        path.each(p -> leaveBase(p, chain));
    }

    private static void leaveBase(Path path, ReadyChain chain) {
        switch (path.course()) {
            case ON -> policy(path, chain);
            case RETURNING -> {
                Path.Return from = path.returning();
                if (!from.from().equals(chain)) {
                    path.tell(new Step.Returned(from.by(), from.from().chain(), Optional.empty()));
                }
                path.course(Path.Course.ON);
                policy(path, chain);
            }
            case ACCEPTED -> path.course(Path.Course.ON);
            case MAPPED, ENDED, HALTED -> {}
        }
    }

    private static void policy(Path path, ReadyChain chain) {
        path.tell(chain.policy());
        if (chain.policy().policy() == Chain.Policy.DROP) {
            path.end(new Outcome.Dropped(Optional.empty()));
        }
    }

    /// Goes into a chain and comes back to the rule after.
    void jump(Path path, ReadyChain target, ReadyRule from, At at, int depth) {
        enter(path, target, from, at, depth);
        path.each(p -> comeBack(p, from));
    }

    private static void comeBack(Path path, ReadyRule from) {
        if (path.course() == Path.Course.RETURNING) {
            path.tell(from.returned(path.returning()));
            path.course(Path.Course.ON);
        }
    }

    /// Goes into a chain whose end is the end of the chain left behind, too.
    void enter(Path path, ReadyChain target, ReadyRule from, At at, int depth) {
        if (depth >= target.home().depth()) {
            if (!path.halts()) {
                path.end(new Outcome.Undecided(new Question.TooDeep(from.place())));
            }
            return;
        }
        path.tell(target.entered());
        rules(path, target, at, depth + 1);
        path.each(p -> leave(p, target));
    }

    private static void leave(Path path, ReadyChain chain) {
        if (path.isOn()) {
            path.goBack(chain.end());
        }
    }

    private void rules(Path path, ReadyChain chain, At at, int depth) {
        if (chain.isSearched() && path.halts()) {
            return;
        }
        Optional<Candidates> candidates = Candidates.of(chain);
        boolean known = StretchWalk.isKnown(chain, path, depth);
        for (int i = 0; i < chain.length(); i++) {
            Interruption.check();
            if (candidates.isPresent()) {
                i = passOver(path, chain, i, candidates.get(), at);
            } else if (known && !path.isSplit() && path.isOn()) {
                i = stretches.go(path, chain, i, at);
            }
            if (i == chain.length() || !path.isSplit() && !path.isOn()) {
                return;
            }
            ReadyRule rule = chain.rule(i);
            if (path.isSplit()) {
                path.each(p -> {
                    if (p.isOn()) {
                        rules.run(p, rule, at, depth);
                    }
                });
            } else {
                rules.run(path, rule, at, depth);
            }
        }
    }

    // Goes on to the next rule that some branch has to ask: branches go side by side, so that they can meet.
    private int passOver(Path path, ReadyChain chain, int from, Candidates candidates, At at) {
        List<Path> walking = path.on();
        if (walking.isEmpty()) {
            return from;
        }
        int next = candidates.next(from, walking, scene, at);
        if (next > from) {
            walking.forEach(p -> p.passOver(chain, from, next, scene.view(p, at), false));
        }
        return next;
    }
}
