package org.nftrace.trace;

import org.nftrace.ir.Statement;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;

/// What would have to be known for the walk to go on in one way.
public sealed interface Question {

    /// Whether this statement of a rule holds: a field was not given, a `limit`, an `xt match` without its arguments.
    record Holds(Place place, Statement statement) implements Question {}

    /// Whether the address is one of the host's.
    record IsLocal(Address address) implements Question {}

    /// The value of a fact that was not given.
    record ValueOf(Fact fact) implements Question {}

    /// The bound on branches was met; the walk was not followed further.
    record TooManyBranches(int bound) implements Question {}
}
