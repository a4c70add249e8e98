package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Hook;

/// One of the things that a hook does with a packet, in the order of their priorities.
sealed interface Station {

    /// Asks a base chain of type filter or route.
    ///
    /// @param ties what its place rests on when chains it is tied with have been met already
    record Ask(ReadyChain chain, List<Tie> ties) implements Station {
        public Ask {
            ties = List.copyOf(ties);
        }
    }

    /// Asks a base chain of type nat. They stand together inside a [NatPlace].
    record AskNat(ReadyChain chain, List<Tie> ties) {
        public AskNat {
            ties = List.copyOf(ties);
        }
    }

    /// Puts fragments together (nf_defrag_ipv4, priority -400).
    record Defrag() implements Station {}

    /// Looks the connection up, or begins one (nf_conntrack_in, priority -200).
    record Track() implements Station {}

    /// Translates by what the connection says, else asks the nat chains (nf_nat_inet_fn, -100 or +100).
    record NatPlace(Hook hook, List<AskNat> chains, List<Tie> ties) implements Station {
        public NatPlace {
            chains = List.copyOf(chains);
            ties = List.copyOf(ties);
        }

        /// {@return whether destinations are mapped here, and not sources}
        boolean mapsDestination() {
            return hook == Hook.PREROUTING || hook == Hook.OUTPUT;
        }
    }

    /// Enters a new connection into the table (nf_confirm, the very last).
    record Confirm() implements Station {}

    /// An order that a listing does not prove: another station of the same priority runs earlier.
    ///
    /// @param before  the chain that runs earlier, absent when a fixed place does
    /// @param assumes what is assumed by taking them in this order
    record Tie(Optional<ReadyChain> before, Assumption assumes) {}

    /// {@return orders with stations that come earlier, each an assumption once both were met}
    default List<Tie> tied() {
        return switch (this) {
            case Ask ask -> ask.ties();
            case NatPlace place -> place.ties();
            case Defrag _, Track _, Confirm _ -> List.of();
        };
    }
}
