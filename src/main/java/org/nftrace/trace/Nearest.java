package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;

/// Why a lookup in a set did not do what the rule asks: which element came closest, or which one holds the value.
public sealed interface Nearest {

    /// `tcp dport { 80, 443 }` and a packet with 440: 443
    record Element(Value key) implements Nearest {}

    /// `ip saddr != { 10.0.0.0/8 }` and a packet from 10.1.2.3: 10.0.0.0/8
    record Holding(Value key) implements Nearest {}

    /// The set has no elements at all.
    record EmptySet() implements Nearest {}

    /// {@return what the set of a rule passed over has near the value; nothing when the statement looks into no set, or
    /// nothing in it is near}
    ///
    /// @param seen what the statement found in the packet
    static Optional<Nearest> of(Place place, Statement failed, Seen seen) {
        return Neighbours.of(place, failed, seen).flatMap(Neighbours::nearest);
    }
}
