package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.host.Host;
import org.nftrace.ir.Selector.FibKey;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// What a walk may ask of the host around the packet: from the host's own files where they were given, else inferred.
///
/// Whatever was concluded without being told comes with the [Assumption]s it rests on; the walk tells each once.
public interface Surroundings {

    /// {@return the host as far as it was told, with nothing inferred}
    Host host();

    /// {@return whether nothing is to be assumed: `--strict`}
    default boolean isStrict() {
        return false;
    }

    /// `fib daddr type` · `--dst-type`: what kind of address it is (net/ipv4/netfilter/nft_fib_ipv4.c).
    ///
    /// @param device look only at what belongs to this interface (`fib daddr . iif type`)
    /// @param packet for its mark, where policy routing asks for it
    Finding<AddressType> typeOf(Address address, Optional<String> device, Packet packet);

    /// `fib saddr . iif oif`: by which interface packets to the address would leave.
    ///
    /// @param keys   what the lookup is narrowed to: with `IIF` the answer is [Towards.Nowhere] unless it is the one
    ///               the packet came in by
    /// @param packet for its interfaces and mark
    Finding<Towards> towards(Address address, Set<FibKey> keys, Packet packet);

    /// {@return names that the interface (a fact like [Fact#IN]) surely does not have, when it is not known itself}
    default Finding<Set<String>> noneOf(Fact side, Packet packet) {
        return Finding.unknown();
    }

    /// {@return whether the packet has no IP options and no IPv6 extension headers but the fragment header}
    default Finding<Boolean> plainHeaders(Packet packet) {
        return Finding.unknown();
    }

    /// {@return whether the packet is no fragment, or the last one}
    default Finding<Boolean> isWhole(Packet packet) {
        return packet.knows(Fact.MORE_FRAGMENTS)
                ? Finding.known(packet.number(Fact.MORE_FRAGMENTS) == 0)
                : Finding.unknown();
    }

    /// What was found out.
    ///
    /// @param value absent: it cannot be told
    /// @param rests what was assumed for it
    record Finding<T>(Optional<T> value, List<Assumption> rests) {
        public Finding {
            rests = List.copyOf(rests);
        }

        public static <T> Finding<T> known(T value) {
            return new Finding<>(Optional.of(value), List.of());
        }

        public static <T> Finding<T> assumed(T value, Assumption assumption) {
            return new Finding<>(Optional.of(value), List.of(assumption));
        }

        public static <T> Finding<T> unknown() {
            return new Finding<>(Optional.empty(), List.of());
        }
    }

    /// Where a route lookup leads.
    sealed interface Towards {
        /// Out of this interface.
        record Device(String name) implements Towards {}

        /// Out of some interface whose name is not known.
        record Somewhere() implements Towards {}

        /// There is no route (or it leads elsewhere than asked): `missing`, 0.
        record Nowhere() implements Towards {}
    }

    /// The kinds of address that `fib … type` tells apart, in the order of their numbers
    /// (include/uapi/linux/rtnetlink.h, RTN_UNSPEC …).
    enum AddressType {
        UNSPEC,
        UNICAST,
        LOCAL,
        BROADCAST,
        ANYCAST,
        MULTICAST,
        BLACKHOLE,
        UNREACHABLE,
        PROHIBIT
    }
}
