package org.nftrace.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;

/// A table made ready for walking: chains by their names, and the evaluator that knows its sets.
final class ReadyTable {
    // NFT_JUMP_STACK_SIZE; iptables-legacy has room for as many jumps as there are chains.
    private static final int NFT_DEPTH = 16;

    private final Table table;
    private final Evaluator evaluator;
    private final Set<Family> tracks;
    private final int depth;
    private final Map<String, ReadyChain> chains = new LinkedHashMap<>();

    ReadyTable(Ruleset ruleset, Table table, Indexing indexing) {
        this.table = table;
        this.evaluator = Evaluator.of(ruleset, table);
        this.tracks = TrackingNeed.of(table);
        this.depth = Math.max(NFT_DEPTH, table.chains().size());
        for (Chain chain : table.chains()) {
            chains.putIfAbsent(chain.name(), new ReadyChain(this, chain, indexing));
        }
    }

    Table table() {
        return table;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    /// {@return of IP and IP6 those that are tracked because of this table}
    Set<Family> tracks() {
        return tracks;
    }

    /// {@return how many jumps and gotos one may lead to the next}
    int depth() {
        return depth;
    }

    Optional<ReadyChain> chain(String name) {
        return Optional.ofNullable(chains.get(name));
    }

    Iterable<ReadyChain> chains() {
        return chains.values();
    }
}
