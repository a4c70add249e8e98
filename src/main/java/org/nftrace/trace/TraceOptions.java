package org.nftrace.trace;

import java.util.Set;
import org.nftrace.net.Address;

/// How packets are to be traced.
///
/// @param local            addresses that are the host's own (`--local`), besides those of its files
/// @param branches         how many branches a walk may have before it gives up
/// @param knowsConnections the connections that were carried over are all there are (`--stateful`): a packet of none of
/// them is a first one
/// @param strict nothing is assumed: what was not told is open (`--strict`)
public record TraceOptions(Set<Address> local, int branches, boolean knowsConnections, boolean strict) {
    private static final int BRANCHES = 64;

    public static final TraceOptions DEFAULT = new TraceOptions(Set.of(), BRANCHES, false);

    public TraceOptions {
        local = Set.copyOf(local);
    }

    public TraceOptions(Set<Address> local, int branches, boolean knowsConnections) {
        this(local, branches, knowsConnections, false);
    }
}
