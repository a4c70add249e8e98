package org.nftrace.trace;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.ir.Action.NatFlag;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// What a nat statement asks for: one side of the packet gets another address, another port (struct nf_nat_range2).
///
/// @param source the source is mapped, else the destination
/// @param ports  absent: the port is kept where it is free
record Mapping(boolean source, To to, Optional<Ports> ports, Set<NatFlag> flags) {
    private static final Mapping NO_SOURCE = new Mapping(true, new To.Same(), Optional.empty(), Set.of());
    private static final Mapping NO_DESTINATION = new Mapping(false, new To.Same(), Optional.empty(), Set.of());

    /// Which address it is to be.
    sealed interface To {
        /// `dnat to :8080`: the one it has.
        record Same() implements To {}

        record Exactly(Address address) implements To {}

        /// `snat to 203.0.113.20-203.0.113.23`: one of them, by a hash of the addresses.
        record Between(Address first, Address last) implements To {}

        /// `snat ip prefix to 10.1.0.0/16`: the network changes, host bits stay.
        record Network(Prefix prefix) implements To {}

        /// An address that is not known: masquerade by an interface of which nothing is known.
        record Unknown() implements To {}
    }

    /// `:1024-65535`
    ///
    /// @param first greater than `last` when the ports are not known
    record Ports(int first, int last) {
        static final Ports UNKNOWN = new Ports(1, 0);

        static Ports of(int first, int last) {
            return new Ports(Math.min(first, last), Math.max(first, last));
        }

        boolean areKnown() {
            return first <= last;
        }

        /// {@return whether the port is surely one of them}
        boolean has(OptionalLong port) {
            return port.isPresent() && port.getAsLong() >= first && port.getAsLong() <= last;
        }
    }

    /// {@return that of a connection for which nothing is asked: it stays as it is, but for a port that another has}
    static Mapping none(boolean source) {
        return source ? NO_SOURCE : NO_DESTINATION;
    }

    /// {@return whether the packet stays as it is where that is free}
    boolean keepsAll() {
        return to instanceof To.Same && ports.isEmpty() && !isRandom();
    }

    boolean isRandom() {
        return flags.contains(NatFlag.RANDOM) || flags.contains(NatFlag.FULLY_RANDOM);
    }

    boolean isPersistent() {
        return flags.contains(NatFlag.PERSISTENT);
    }

    Mapping {
        flags = Set.copyOf(flags);
    }
}
