package org.nftrace.trace;

import java.util.List;
import org.nftrace.ir.Hook;

/// One of the things that a hook does with a packet, in the order of their priorities.
sealed interface Station {

    /// Asks a base chain of type filter or route.
    ///
    /// @param ties orders of equal priority with what has been met before, which a listing does not prove
    record Ask(ReadyChain chain, List<Assumption> ties) implements Station {
        public Ask {
            ties = List.copyOf(ties);
        }
    }

    /// Asks a base chain of type nat. They stand together inside a [NatPlace].
    record AskNat(ReadyChain chain, List<Assumption> ties) {
        public AskNat {
            ties = List.copyOf(ties);
        }
    }

    /// Puts fragments together (nf_defrag_ipv4, priority -400).
    record Defrag() implements Station {}

    /// Looks the connection up, or begins one (nf_conntrack_in, priority -200).
    record Track() implements Station {}

    /// Translates by what the connection says, else asks the nat chains (nf_nat_inet_fn, -100 or +100).
    record NatPlace(Hook hook, List<AskNat> chains, List<Assumption> ties) implements Station {
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

    /// Runs the same hook of ip, or of ip6, inside that of the bridge (br_netfilter, priority 0, at postrouting the
    /// very last).
    record Inside(Hook hook, List<Assumption> ties) implements Station {
        public Inside {
            ties = List.copyOf(ties);
        }
    }

    /// {@return what its place after those before it rests on}
    default List<Assumption> tied() {
        return switch (this) {
            case Ask ask -> ask.ties();
            case NatPlace place -> place.ties();
            case Inside inside -> inside.ties();
            case Defrag _, Track _, Confirm _ -> List.of();
        };
    }
}
