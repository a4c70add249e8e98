package org.nftrace.trace;

import java.util.Optional;
import java.util.Set;
import org.nftrace.host.Fib;
import org.nftrace.host.Lookup;
import org.nftrace.host.NextHop;
import org.nftrace.host.Query;
import org.nftrace.host.Route;
import org.nftrace.ir.Selector.FibKey;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Surroundings.AddressType;
import org.nftrace.trace.Surroundings.Finding;
import org.nftrace.trace.Surroundings.Towards;

/// `fib daddr type`, `fib saddr . iif oif`, `-m addrtype`, `-m rpfilter`: what rules ask of the host's own routes
/// (net/ipv4/netfilter/nft_fib_ipv4.c, net/ipv6/netfilter/nft_fib_ipv6.c).
///
/// Empty where the routes that are told do not say.
final class FibExpression {
    private static final int LINK_SCOPE = 2;
    private static final String LOOPBACK = "lo";

    private final Fib fib;

    FibExpression(Fib fib) {
        this.fib = fib;
    }

    /// {@return what kind of address a flow goes to}
    Optional<AddressType> typeOf(Address address, Flow flow, Optional<String> device) {
        // __nft_fib6_eval_type(): "::" is nothing.
        return !address.isV4() && address.isUnspecified()
                ? Optional.of(AddressType.UNSPEC)
                : fib.type(flow.to(address), device).map(FibExpression::kind);
    }

    private static AddressType kind(Route.Type type) {
        return switch (type) {
            case UNICAST -> AddressType.UNICAST;
            case LOCAL -> AddressType.LOCAL;
            case BROADCAST -> AddressType.BROADCAST;
            case MULTICAST -> AddressType.MULTICAST;
            case ANYCAST -> AddressType.ANYCAST;
            case BLACKHOLE -> AddressType.BLACKHOLE;
            case UNREACHABLE -> AddressType.UNREACHABLE;
            case PROHIBIT -> AddressType.PROHIBIT;
            case THROW -> AddressType.UNSPEC;
        };
    }

    /// {@return by which interface an address is reached, as an expression with these keys asks}
    Optional<Finding<Towards>> towards(Address address, Set<FibKey> keys, Packet packet) {
        // nft_fib_can_skip(): of what came in by lo, no route is asked.
        if (packet.findText(Fact.IN).equals(Optional.of(LOOPBACK))) {
            return Optional.of(Finding.known(new Towards.Device(LOOPBACK)));
        }
        Optional<String> device = keys.contains(FibKey.IIF)
                ? packet.findText(Fact.IN)
                : keys.contains(FibKey.OIF) ? packet.findText(Fact.OUT) : Optional.empty();
        boolean narrowed = keys.contains(FibKey.IIF) || keys.contains(FibKey.OIF);
        if (narrowed && device.isEmpty()) {
            return Optional.empty();
        }
        // nft_fib6_flowi_init(): an address of a link is asked of that link's interface.
        Optional<String> link = device.or(() -> packet.findText(Fact.IN)).filter(_ -> isOfLink(address));
        Query query = question(address, keys, packet);
        return Routed.of(fib.lookup(link.map(query::boundTo).orElse(query)), address)
                .map(r -> new Finding<>(Optional.of(towards(r.lookup(), address.isV4(), device)), r.rests()));
    }

    private static Query question(Address address, Set<FibKey> keys, Packet packet) {
        // nft_fib_ipv4.c: the other address is the source of the lookup; the mark only counts when it is asked for.
        boolean towardsSource = packet.findAddress(Fact.SOURCE).equals(Optional.of(address));
        // Between the interfaces, the answer would come in where the packet leaves.
        Optional<String> out = packet.findText(Fact.OUT).filter(name -> !name.isEmpty());
        // Only in IPv4 does that choose among the interfaces that have routes to a group.
        boolean toGroup = !address.isV4() && address.isMulticast();
        boolean between = towardsSource && keys.contains(FibKey.IIF) && out.isPresent() && !toGroup;
        Query query = Query.to(address).by(between ? out.get() : LOOPBACK).ofUser(0);
        Optional<Address> other = packet.findAddress(towardsSource ? Fact.DESTINATION : Fact.SOURCE);
        if (other.isPresent()) {
            query = query.from(other.get());
        }
        boolean marked = keys.contains(FibKey.MARK) && packet.knows(Fact.MARK);
        query = query.withMark(marked ? packet.number(Fact.MARK) : 0);
        return packet.knows(Fact.TOS) ? query.withTos((int) packet.number(Fact.TOS)) : query;
    }

    private static boolean isOfLink(Address address) {
        boolean group = !address.isV4() && address.isMulticast() && address.groupScope() == LINK_SCOPE;
        return address.isLinkLocal() || group;
    }

    private static Towards towards(Lookup lookup, boolean v4, Optional<String> device) {
        if (!(lookup instanceof Lookup.Found(Route route)) || !leadsOut(route.type(), v4)) {
            return new Towards.Nowhere();
        }
        if (device.isPresent()) {
            boolean used =
                    route.nextHops().stream().anyMatch(hop -> hop.device().equals(device));
            return used ? new Towards.Device(device.get()) : new Towards.Nowhere();
        }
        return route.nextHops().stream()
                .findFirst()
                .flatMap(NextHop::device)
                .<Towards>map(Towards.Device::new)
                .orElseGet(Towards.Somewhere::new);
    }

    // nft_fib4_eval() takes all but the host's own addresses, nft_fib6_eval() no anycast either.
    private static boolean leadsOut(Route.Type type, boolean v4) {
        return switch (type) {
            case UNICAST, MULTICAST, BROADCAST -> true;
            case ANYCAST -> v4;
            case LOCAL, BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> false;
        };
    }
}
