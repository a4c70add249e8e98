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
    /// @param first absent when the port is not known
    record Ports(Optional<Integer> first, Optional<Integer> last) {
        static Ports of(int first, int last) {
            return new Ports(Optional.of(Math.min(first, last)), Optional.of(Math.max(first, last)));
        }

        static final Ports UNKNOWN = new Ports(Optional.empty(), Optional.empty());

        /// {@return whether the port is surely one of them}
        boolean has(OptionalLong port) {
            return first.isPresent()
                    && port.isPresent()
                    && port.getAsLong() >= first.get()
                    && port.getAsLong() <= last.orElseThrow();
        }
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
