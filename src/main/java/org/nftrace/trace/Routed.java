package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import org.nftrace.host.Lookup;
import org.nftrace.net.Address;
import org.nftrace.trace.Assumption.Ground;

/// A route, and what it rests on.
record Routed(Lookup lookup, List<Assumption> rests) {

    /// {@return what a lookup says, taking it that nothing untold concerns the packet; empty when that leaves
    /// nothing}
    static Optional<Routed> of(Lookup lookup, Address to) {
        Lookup inner = lookup;
        while (inner instanceof Lookup.Open(_, Lookup otherwise)) {
            inner = otherwise;
        }
        if (inner.equals(lookup)) {
            return Optional.of(new Routed(lookup, List.of()));
        }
        return inner instanceof Lookup.NoRoute
                ? Optional.empty()
                : Optional.of(new Routed(inner, List.of(new Assumption.OnlyTheseRoutes(to, Ground.NOTHING_ELSE_SAID))));
    }
}
