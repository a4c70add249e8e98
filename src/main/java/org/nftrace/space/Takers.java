package org.nftrace.space;

import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;

/// Notes which rules take packets away from one that asks for them.
final class Takers implements Watcher {
    private final Chain home;
    private final Set<Rule> before = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ByRule all = new ByRule();
    private ByRule by = new ByRule();
    private boolean entered;

    /// @param home the chain of the rule
    Takers(Chain home, Rule rule) {
        this.home = home;
        for (Rule other : home.rules()) {
            if (other.span().equals(rule.span())) {
                break;
            }
            before.add(other);
        }
    }

    @Override
    public void enters(Chain chain, PacketSet set) {
        entered |= chain.span().equals(home.span());
    }

    @Override
    public void ends(Rule taker, Ending ending, PacketSet may, PacketSet must) {
        by.add(taker, may);
    }

    // What leaves another chain comes back to this one.
    @Override
    public void leaves(Rule taker, PacketSet set) {
        if (before.contains(taker)) {
            by.add(taker, set);
        }
    }

    /// A base chain was walked. Where the rule's chain is not called, nothing is taken from it.
    void walked() {
        if (entered) {
            by.done().forEach(taken -> all.add(taken.rule(), taken.packets()));
        }
        by = new ByRule();
        entered = false;
    }

    /// {@return those before it in its chain, else any; what takes most is first}
    List<Taken> done() {
        List<Taken> takers = all.done();
        boolean here = takers.stream().anyMatch(taken -> before.contains(taken.rule()));
        return takers.stream()
                .filter(taken -> !here || before.contains(taken.rule()))
                .sorted(Comparator.comparing(taken -> -taken.packets().weight()))
                .toList();
    }
}
