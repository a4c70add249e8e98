package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.PacketSpec.ConnectionState;

/// What would have to be known for the walk to go on in one way.
public sealed interface Question {

    /// Whether this statement of a rule holds, and what keeps it open.
    ///
    /// @param because one of the questions below, none of which names a place
    record Holds(Place place, Statement statement, Question because) implements Question {}

    /// Whether the key of this map (in a statement of a rule) is in one of these elements; in none when there are none.
    record Selects(Place place, Statement statement, List<Value.Element> elements) implements Question {
        public Selects {
            elements = List.copyOf(elements);
        }
    }

    /// Whether a statement takes this value, of several that it could.
    ///
    /// @param value absent: there is nothing to take, and the rule does not match
    record Takes(Place place, Statement statement, Optional<Value> value) implements Question {}

    /// Whether a program listens: on the `queue`, or on the socket that `tproxy` looks for.
    record Listens(Place place) implements Question {}

    /// Whether the connection's state is this one, of several that were given.
    record IsInState(ConnectionState state) implements Question {}

    /// Whether the address is one of the host's.
    record IsLocal(Address address) implements Question {}

    /// Whether the packet's destination, which is not known, is one of the host's.
    record IsForHost() implements Question {}

    /// Whether the host forwards packets at all: ip_forward.
    record Forwards() implements Question {}

    /// The value of a fact that was not given.
    record ValueOf(Fact fact) implements Question {}

    /// What else would be read here from packet, connection or host: `ct helper`, `tcp option maxseg size`, `meta day`.
    record ResultOf(Selector selector) implements Question {}

    /// A count or a chance that only the kernel knows at that moment: `limit`, `quota`, `ct count`, `numgen`.
    record StateOf(Statement statement) implements Question {}

    /// What the statement is: an `xt match` without its arguments, an extension that is not modelled, unread text.
    record MeaningOf(Statement statement) implements Question {}

    /// Whether a chain that rules go to, and that is not in the dump, comes back with the packet as it was.
    record ChainReturns(String chain) implements Question {}

    /// What the statement makes of the packet is not modelled: `synproxy`.
    record OutcomeOf(Place place, Statement statement) implements Question {}

    /// Copies of the packet go ways of their own, to all ports of a bridge or to all machines of a network, which are
    /// not followed.
    record WaysOfCopies() implements Question {}

    /// Jumps went deeper than the kernel lets them: a loop, or a chain that it would refuse.
    record TooDeep(Place place) implements Question {}

    /// What a set holds that no dump lists.
    record ElementsOf(String set) implements Question {}

    /// Whether this, which would have been assumed, is so: `--strict` assumes nothing.
    record NotTold(Assumption assumption) implements Question {}

    /// The bound on branches was met; the walk was not followed further.
    record TooManyBranches(int bound) implements Question {}
}
