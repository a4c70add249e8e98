package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Table;

/// A chain made ready for walking.
final class ReadyChain {
    private final ReadyTable home;
    private final Chain chain;
    private final ReadyRule[] rules;
    private final Indexing indexing;
    private final boolean toldLater;
    private final Step.EnteredBaseChain begun;
    private final Step.EnteredChain entered;
    private final Step.PolicyApplied policy;
    private final Path.Return end;
    private int visits;
    private volatile RuleIndex index;

    ReadyChain(ReadyTable home, Chain chain, Indexing indexing) {
        this.home = home;
        this.chain = chain;
        this.indexing = indexing;
        this.toldLater = !indexing.equals(Indexing.NEVER);
        this.rules = new ReadyRule[chain.rules().size()];
        this.begun = new Step.EnteredBaseChain(home.table(), chain);
        this.entered = new Step.EnteredChain(home.table(), chain);
        this.policy = new Step.PolicyApplied(
                home.table(), chain, chain.base().flatMap(Chain.Base::policy).orElse(Chain.Policy.ACCEPT));
        this.end = new Path.Return(Optional.empty(), this);
    }

    ReadyTable home() {
        return home;
    }

    Table table() {
        return home.table();
    }

    Chain chain() {
        return chain;
    }

    /// {@return that the base chain begins}
    Step.EnteredBaseChain begun() {
        return begun;
    }

    /// {@return that a jump or goto arrived}
    Step.EnteredChain entered() {
        return entered;
    }

    /// {@return that the policy of the base chain speaks}
    Step.PolicyApplied policy() {
        return policy;
    }

    /// {@return the way back from its end}
    Path.Return end() {
        return end;
    }

    int length() {
        return rules.length;
    }

    /// {@return a rule, which is made ready when a packet first comes to it}
    ReadyRule rule(int index) {
        ReadyRule rule = rules[index];
        if (rule == null) {
            // Of packets that come at the same time, each may make its own: they are alike, and nobody changes them.
            rule = new ReadyRule(this, new Place(home.table(), chain, index + 1));
            rules[index] = rule;
        }
        return rule;
    }

    /// {@return whether of a rule that does not match it is found out why when somebody wants to see it}
    boolean isToldLater() {
        return toldLater;
    }

    /// {@return whether its rules are searched by an index, once it is visited often}
    boolean isSearched() {
        return rules.length >= indexing.rules();
    }

    /// {@return what finds the rules for a packet that comes to the chain now; nothing where they are walked}
    Optional<RuleIndex> index() {
        if (index == null && isSearched() && isVisitedOften()) {
            index = RuleIndex.of(this);
        }
        return Optional.ofNullable(index);
    }

    /// {@return whether a packet that comes to the chain now goes through it as others did before}
    boolean isRemembered() {
        return toldLater && !isSearched() && isVisitedOften();
    }

    // Of walks at the same time one may not be counted, and two may make the same index: no harm is done.
    private boolean isVisitedOften() {
        if (visits < indexing.visits()) {
            visits++;
            return false;
        }
        return true;
    }
}
