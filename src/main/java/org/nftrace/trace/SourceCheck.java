package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.host.Fib;
import org.nftrace.host.Host;
import org.nftrace.host.Lookup;
import org.nftrace.host.Query;
import org.nftrace.host.Route;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Assumption.Ground;
import org.nftrace.trace.Surroundings.Finding;
import org.nftrace.trace.Terrain.Way;

/// Which packets routing does not take for what they say: martians, and rp_filter
/// (net/ipv4/route.c, ip_route_input_slow; net/ipv4/fib_frontend.c, fib_validate_source). IPv6 has nothing of the kind.
final class SourceCheck {
    private static final String LOOPBACK = "lo";
    private static final int STRICT = 1;

    private final Fib fib;
    private final Host host;
    private final Sysctls sysctls;

    SourceCheck(Fib fib, Host host, Sysctls sysctls) {
        this.fib = fib;
        this.host = host;
        this.sysctls = sysctls;
    }

    /// {@return where addresses that mean something special lead, before any route is looked up}
    Optional<Way> early(Packet packet, Address to) {
        boolean overLo = packet.findText(Fact.IN).equals(Optional.of(LOOPBACK));
        if (!to.isV4() || overLo) {
            return to.isMulticast() ? Optional.of(new Way.Group()) : Optional.empty();
        }
        Optional<Address> source = packet.findAddress(Fact.SOURCE);
        if (source.filter(s -> s.isMulticast() || s.isLimitedBroadcast()).isPresent()) {
            return martianSource(source.get());
        }
        boolean nobody = source.filter(Address::isUnspecified).isPresent();
        if (to.isMulticast()) {
            return Optional.of(new Way.Group());
        }
        if (to.isLimitedBroadcast() || nobody && to.isUnspecified()) {
            return Optional.of(new Way.Here());
        }
        if (nobody) {
            return martianSource(source.get());
        }
        if (to.isUnspecified()) {
            return Optional.of(new Way.Refused(new DropReason.MartianDestination(to)));
        }
        boolean localnet = packet.findText(Fact.IN)
                .filter(in -> sysctls.isOn(in, "route_localnet"))
                .isPresent();
        if (!localnet && to.isLoopback()) {
            return Optional.of(new Way.Refused(new DropReason.RouteLocalnet(to)));
        }
        return !localnet && source.filter(Address::isLoopback).isPresent()
                ? martianSource(source.get())
                : Optional.empty();
    }

    private static Optional<Way> martianSource(Address source) {
        return Optional.of(new Way.Refused(new DropReason.MartianSource(source)));
    }

    /// {@return why the packet is refused for its source; no value when it is not}
    ///
    /// @param way where the packet is to go
    Finding<DropReason> validate(Packet packet, Way way) {
        Optional<Address> source = packet.findAddress(Fact.SOURCE);
        Optional<String> in = packet.findText(Fact.IN).filter(name -> !name.isEmpty());
        if (source.isEmpty() || in.equals(Optional.of(LOOPBACK))) {
            return Finding.unknown();
        }
        Address from = source.get();
        if (!from.isV4()) {
            // ip6_forward(): what leaves as it came is not looked at.
            boolean stays = way instanceof Way.Onward(Optional<String> out, _)
                    && !(out.isPresent() && out.equals(in))
                    && (from.isLinkLocal() || from.isUnspecified());
            return stays ? Finding.known(new DropReason.MartianSource(from)) : Finding.unknown();
        }
        if (from.isUnspecified()) {
            return Finding.unknown();
        }
        boolean acceptsLocal =
                in.filter(name -> sysctls.isOn(name, "accept_local")).isPresent();
        if (!acceptsLocal && host.owner(from).isPresent()) {
            return Finding.known(new DropReason.MartianSource(from));
        }
        Optional<String> out = way instanceof Way.Onward(Optional<String> device, _) ? device : Optional.empty();
        return in.map(name -> reversePath(packet, from, name, out.orElse(LOOPBACK)))
                .orElseGet(Finding::unknown);
    }

    private Finding<DropReason> reversePath(Packet packet, Address from, String in, String out) {
        OptionalInt filter = sysctls.most(in, "rp_filter");
        // fib_validate_source(): what leaves as it came may have to be told of a better way, and is looked at.
        boolean unfiltered = filter.isPresent() && filter.getAsInt() == 0 && !(out.equals(in) && redirects(in));
        if (unfiltered && (sysctls.isOn(in, "accept_local") || !hasRules())) {
            return Finding.unknown();
        }
        int strictness = filter.orElse(STRICT);
        boolean refused = switch (back(packet, from, in, out)) {
            case Lookup.Found(Route route) ->
                switch (route.type()) {
                    case UNICAST -> strictness == STRICT && !leavesBy(route, in);
                    case LOCAL -> !sysctls.isOn(in, "accept_local") || strictness == STRICT && !leavesBy(route, in);
                    case BROADCAST, MULTICAST, ANYCAST -> true;
                    case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> strictness != 0;
                };
            case Lookup.NoRoute _, Lookup.Refused _ -> strictness != 0;
            case Lookup.Open _ -> false;
        };
        if (!refused) {
            return Finding.unknown();
        }
        if (filter.isPresent()) {
            return Finding.known(new DropReason.ReversePath(from, in));
        }
        return new Finding<>(
                Optional.empty(),
                List.of(new Assumption.Sysctl("net.ipv4.conf." + in + ".rp_filter", "0", Ground.KERNEL_DEFAULT)));
    }

    private boolean redirects(String device) {
        return sysctls.most(device, "send_redirects").orElse(1) != 0;
    }

    private static boolean leavesBy(Route route, String device) {
        return route.nextHops().stream().anyMatch(hop -> hop.device().equals(Optional.of(device)));
    }

    // With rules of somebody's own, a source is looked up even where rp_filter is off.
    private boolean hasRules() {
        return host.rules().isPresent()
                && host.rules().get().stream().anyMatch(r -> r.priority() != 0 && r.priority() < 32766);
    }

    // __fib_validate_source(): the way back, as if the answer came in where the packet is to leave; with the mark only
    // where src_valid_mark is on.
    private Lookup back(Packet packet, Address from, String in, String out) {
        Query query = Query.to(from).by(out).ofUser(0);
        if (packet.knows(Fact.DESTINATION)) {
            query = query.from(packet.address(Fact.DESTINATION));
        }
        if (packet.knows(Fact.TOS)) {
            query = query.withTos((int) packet.number(Fact.TOS));
        }
        boolean marked = sysctls.isOn(in, "src_valid_mark") && packet.knows(Fact.MARK);
        return fib.lookup(query.withMark(marked ? packet.number(Fact.MARK) : 0));
    }
}
