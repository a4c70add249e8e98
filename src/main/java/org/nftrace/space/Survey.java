package org.nftrace.space;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;

/// What is noted while all that can come to the base chains of a table is walked through it.
final class Survey implements Watcher {
    private final PacketSet none;
    private final boolean brief;
    private final IdentityHashMap<Rule, PacketSet> matched = new IdentityHashMap<>();
    private final IdentityHashMap<Rule, PacketSet> inward = new IdentityHashMap<>();
    private final IdentityHashMap<Chain, PacketSet> entering = new IdentityHashMap<>();
    private final Set<Rule> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean comesIn;

    /// @param brief whether of rules that accept or drop it is noted only that they match
    Survey(PacketSet none, boolean brief) {
        this.none = none;
        this.brief = brief;
    }

    /// The next base chain begins.
    ///
    /// @param inward whether packets come from outside there
    void begins(boolean inward) {
        comesIn = inward;
    }

    @Override
    public void enters(Chain chain, PacketSet set) {
        entering.merge(chain, set.kept(), PacketSet::or);
    }

    @Override
    public void matches(Rule rule, PacketSet set) {
        matched.merge(rule, set.kept(), PacketSet::or);
        if (comesIn) {
            inward.merge(rule, set.kept(), PacketSet::or);
        }
    }

    @Override
    public boolean countsOnly() {
        return brief;
    }

    @Override
    public void counts(Rule rule) {
        counted.add(rule);
    }

    /// {@return whether it is not noted which packets match the rule, only that some do}
    boolean isCounted(Rule rule) {
        return counted.contains(rule);
    }

    PacketSet matching(Rule rule) {
        return matched.getOrDefault(rule, none);
    }

    /// {@return of those that match, what comes from outside}
    PacketSet matchingInward(Rule rule) {
        return inward.getOrDefault(rule, none);
    }

    boolean isEntered(Chain chain) {
        return entering.containsKey(chain);
    }

    PacketSet entering(Chain chain) {
        return entering.getOrDefault(chain, none);
    }
}
