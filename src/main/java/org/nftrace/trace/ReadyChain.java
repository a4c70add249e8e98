package org.nftrace.trace;

import org.nftrace.ir.Chain;
import org.nftrace.ir.Table;

/// A chain made ready for walking.
final class ReadyChain {
    private final ReadyTable home;
    private final Chain chain;
    private final ReadyRule[] rules;

    ReadyChain(ReadyTable home, Chain chain) {
        this.home = home;
        this.chain = chain;
        this.rules = new ReadyRule[chain.rules().size()];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = new ReadyRule(this, new Place(home.table(), chain, i + 1));
        }
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

    int length() {
        return rules.length;
    }

    ReadyRule rule(int index) {
        return rules[index];
    }
}
