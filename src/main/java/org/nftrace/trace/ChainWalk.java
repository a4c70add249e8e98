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
        this.stretches = new StretchWalk(scene, this, rules);
    }

    /// Asks a base chain. Paths that it lets pass are ON (or MAPPED, in a nat chain) afterwards, the others ENDED.
    void base(Path path, ReadyChain chain, At at) {
        path.tell(chain.begun());
        walk(path, chain, 0, at, 0);
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

    /// Goes into a chain, and after a jump comes back to the rule behind it. The end of one that goto leads to is the
    /// end of the chain left behind, too.
    void enter(Path path, ReadyVerdict jump, At at, int depth) {
        ReadyChain target = jump.target().orElseThrow();
        if (depth >= target.home().depth()) {
            path.end(new Outcome.Undecided(new Question.TooDeep(jump.place())));
            return;
        }
        path.tell(target.entered());
        goOn(path, jump, 0, at, depth);
    }

    /// Walks the rest of a chain that was entered, and comes back.
    void goOn(Path path, ReadyVerdict jump, int next, At at, int depth) {
        ReadyChain target = jump.target().orElseThrow();
        walk(path, target, next, at, depth + 1);
        path.each(p -> leave(p, target));
        if (jump.kind() == ReadyVerdict.Kind.JUMP) {
            path.each(p -> comeBack(p, jump.rule()));
        }
    }

    private static void comeBack(Path path, ReadyRule from) {
        if (path.course() == Path.Course.RETURNING) {
            path.tell(from.returned(path.returning()));
            path.course(Path.Course.ON);
        }
    }

    private static void leave(Path path, ReadyChain chain) {
        if (path.isOn()) {
            path.goBack(chain.end());
        }
    }

    /// Walks the rules of a chain from the number `from` on.
    void walk(Path path, ReadyChain chain, int from, At at, int depth) {
        Optional<Candidates> candidates = Candidates.of(chain);
        boolean known = StretchWalk.isKnown(chain, path, depth);
        for (int i = from; i < chain.length(); i++) {
            Interruption.check();
            if (candidates.isPresent()) {
                i = passOver(path, chain, i, candidates.get(), at);
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
            } else if (known) {
                i = stretches.go(path, rule, at, depth);
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
