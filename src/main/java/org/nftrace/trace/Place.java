package org.nftrace.trace;

import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;

/// A rule and where it stands: `ip filter FORWARD`, rule 3.
///
/// @param index 1-based, as `iptables -L --line-numbers` counts
public record Place(Table table, Chain chain, int index) {
    public Rule rule() {
        return chain.rules().get(index - 1);
    }

    // That of a table would go through all of its rules.
    @Override
    public int hashCode() {
        return 31 * chain.name().hashCode() + index;
    }
}
