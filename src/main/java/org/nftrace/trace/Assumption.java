package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// Something concluded without being told, with what it rests on. Each has an option or a `--host` file that would
/// replace it.
public sealed interface Assumption {

    /// What an assumption rests on.
    enum Ground {
        /// no `--host` was given and nothing in the ruleset says otherwise
        NOTHING_ELSE_SAID,
        /// a rule of the ruleset shows it: Docker masquerades what leaves a subnet not by its bridge, publishes a port
        /// to a container in it …
        RULE,
        /// it is so by default on Linux
        KERNEL_DEFAULT,
        /// as nearly everyone does it: a router takes the first address of a subnet, a first TCP packet is a `syn`
        CONVENTION,
        /// the host's route to the source leads there
        ROUTE,
        /// a listing has lost the order; reading it backwards is right after list and reload
        LISTING_ORDER
    }

    /// The address is one of this host's own.
    record IsLocal(Address address, Ground ground) implements Assumption {}

    /// The address is none of this host's own.
    record IsNotLocal(Address address, Ground ground) implements Assumption {}

    /// Addresses of the network are reached by this interface.
    ///
    /// @param place the rule that shows it
    record Behind(Prefix network, String interfaceName, Optional<Place> place) implements Assumption {}

    /// The address is not behind this port of a bridge, by which the packet came: the bridge would not send it back
    /// there.
    record NotBehind(Address address, String port, Ground ground) implements Assumption {}

    /// The host's own address on an interface: Docker, libvirt and most people take the first of the network behind it.
    record OwnAddress(String interfaceName, Address address, Ground ground) implements Assumption {}

    /// Answers to the address would leave by the interface by which the packet came in.
    record WayBack(Address source, Ground ground) implements Assumption {}

    /// The packet came in by an interface with none of these names.
    record InIsNoneOf(Set<String> names, Ground ground) implements Assumption {
        public InIsNoneOf {
            names = Set.copyOf(names);
        }
    }

    /// The packet came in by this interface.
    record InIs(String name, Ground ground) implements Assumption {}

    /// The packet leaves by an interface with none of these names.
    record OutIsNoneOf(Set<String> names, Ground ground) implements Assumption {
        public OutIsNoneOf {
            names = Set.copyOf(names);
        }
    }

    /// The host forwards packets: ip_forward is 1.
    record Forwards(Ground ground) implements Assumption {}

    /// No route or routing rule that was not told takes packets to the address.
    record OnlyTheseRoutes(Address destination, Ground ground) implements Assumption {}

    /// A setting of the host, which nobody told.
    record Sysctl(String name, String value, Ground ground) implements Assumption {}

    /// The packet is the first of its connection.
    record FirstOfConnection(Ground ground) implements Assumption {}

    /// Base chains of one priority run in the reverse of the listing's order.
    record TieBackwards(List<Chain> chains) implements Assumption {
        public TieBackwards {
            chains = List.copyOf(chains);
        }

        // That of a chain would go through all of its rules.
        @Override
        public int hashCode() {
            return chains.getFirst().name().hashCode();
        }
    }

    /// A base chain stands at the very priority of one of the kernel's own places, and which of them is older is not in
    /// a listing.
    ///
    /// @param chainFirst the chain is taken to run before the place
    record TieWithPlace(Chain chain, FixedPlace place, boolean chainFirst) implements Assumption {
        @Override
        public int hashCode() {
            return chain.name().hashCode();
        }
    }

    /// What the kernel does at a fixed priority.
    enum FixedPlace {
        /// puts fragments together: -400
        DEFRAGMENTATION,
        /// looks the connection up: -200
        TRACKING,
        /// lets the hooks of ip run inside those of a bridge: 0 at prerouting and forward
        BRIDGE_NETFILTER,
        /// translates addresses: -100 at prerouting and output, 100 at input and postrouting
        NAT
    }

    /// A field that was not given has this value, as nearly all packets have: `ttl` is above 1, not a fragment, tcp
    /// flags `syn`.
    record FieldIs(org.nftrace.packet.Fact fact, long value, Ground ground) implements Assumption {}

    /// A named set that rules or time change still holds what the dump lists.
    record SetAsListed(Family family, String table, String set) implements Assumption {}

    /// An address that was not given is one machine's, and the kernel neither refuses it nor sends copies: no martian,
    /// no group, no broadcast, with a route to it.
    ///
    /// @param end `SOURCE` or `DESTINATION`
    record OrdinaryAddress(org.nftrace.packet.Fact end, Ground ground) implements Assumption {}

    /// The packet has no IP options and no extension headers.
    record PlainHeaders(Ground ground) implements Assumption {}
}
