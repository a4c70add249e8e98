package org.nftrace.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.nftrace.host.Fib;
import org.nftrace.host.Host;
import org.nftrace.host.Link;
import org.nftrace.host.Lookup;
import org.nftrace.host.Query;
import org.nftrace.ir.Selector.FibKey;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Assumption.Ground;

/// The host around a packet as its own files tell: addresses, routes, rules, sysctls. What they do not tell is left to
/// what the rules show.
final class ToldTerrain implements Terrain {
    private static final String LOOPBACK = "lo";
    private static final Address NOBODY = new Address.V4(0);

    private final Fib fib;
    private final Host host;
    private final Sysctls sysctls;
    private final OwnAddresses own;
    private final SourceCheck sources;
    private final FibExpression expression;
    private final Terrain inferred;
    private final Optional<String> bound;
    private final boolean sent;

    /// @param inferred what to ask where the host was not told of
    /// @param bound    the interface that the sender's socket is bound to
    /// @param sent     the host itself sends the packet
    ToldTerrain(Fib fib, Host host, Terrain inferred, Optional<String> bound, boolean sent) {
        this.fib = fib;
        this.host = host;
        this.sysctls = new Sysctls(host);
        this.own = new OwnAddresses(host);
        this.sources = new SourceCheck(fib, host, sysctls);
        this.expression = new FibExpression(fib);
        this.inferred = inferred;
        this.bound = bound;
        this.sent = sent;
    }

    @Override
    public Host host() {
        return host;
    }

    @Override
    public Finding<AddressType> typeOf(Address address, Optional<String> device, Packet packet) {
        return expression
                .typeOf(address, new Flow(packet, sent), device)
                .map(Finding::known)
                .orElseGet(() -> inferred.typeOf(address, device, packet));
    }

    @Override
    public Finding<Towards> towards(Address address, Set<FibKey> keys, Packet packet) {
        return expression.towards(address, keys, packet).orElseGet(() -> inferred.towards(address, keys, packet));
    }

    private Query query(Address destination, Packet packet) {
        return new Flow(packet, sent).to(destination);
    }

    @Override
    public Finding<Set<String>> noneOf(Fact side, Packet packet) {
        Finding<Set<String>> byRules = inferred.noneOf(side, packet);
        Set<String> bridges = new Bridges(host).names();
        boolean ways = side == Fact.IN && byRules.value().isPresent() || side == Fact.OUT;
        if (!ways || bridges.isEmpty()) {
            return byRules;
        }
        // What comes or goes by a bridge passes the bridge's hooks too.
        var names = new HashSet<>(byRules.value().orElse(Set.of()));
        names.addAll(bridges);
        return Finding.assumed(
                names,
                side == Fact.IN
                        ? new Assumption.InIsNoneOf(names, Ground.NOTHING_ELSE_SAID)
                        : new Assumption.OutIsNoneOf(names, Ground.NOTHING_ELSE_SAID));
    }

    // Most networks are symmetric: a packet comes in by the interface by which its answer leaves.
    @Override
    public Finding<String> cameInBy(Packet packet) {
        Optional<String> bridge = packet.findText(Fact.PORT_IN).flatMap(new Bridges(host)::bridgeOf);
        if (bridge.isPresent()) {
            return Finding.known(bridge.get());
        }
        Optional<Address> source = packet.findAddress(Fact.SOURCE);
        if (source.isPresent()) {
            var back =
                    Query.to(source.get()).by(LOOPBACK).withMark(0).withTos(0).ofUser(0);
            if (fib.lookup(back) instanceof Lookup.Found(org.nftrace.host.Route route)
                    && route.type() == org.nftrace.host.Route.Type.UNICAST
                    && route.device().isPresent()) {
                String name = route.device().get();
                return Finding.assumed(name, new Assumption.InIs(name, Ground.ROUTE));
            }
        }
        return inferred.cameInBy(packet);
    }

    @Override
    public Finding<Way> incoming(Packet packet) {
        Optional<Address> destination = packet.findAddress(Fact.DESTINATION);
        if (destination.isEmpty()) {
            return Finding.unknown();
        }
        Address to = destination.get();
        Optional<Way> early = sources.early(packet, to);
        if (early.isPresent()) {
            return to.isV4() ? checked(forAll(packet), Finding.known(early.get())) : Finding.known(early.get());
        }
        var routed = Routed.of(fib.lookup(query(to, packet)), to);
        if (routed.isEmpty()) {
            return unrouted(to, inferred.incoming(packet));
        }
        Lookup found = routed.get().lookup();
        var way = new Finding<>(Optional.of(way(found, to)), routed.get().rests());
        return checked(isBroadcast(found) ? forAll(packet) : packet, way);
    }

    private static boolean isBroadcast(Lookup lookup) {
        return lookup instanceof Lookup.Found(org.nftrace.host.Route route)
                && route.type() == org.nftrace.host.Route.Type.BROADCAST;
    }

    // ip_route_input_slow(), ip_mc_validate_source(): an answer to what is for many has no source yet, so that no rule
    // that asks for one applies to the way back.
    private static Packet forAll(Packet packet) {
        return packet.with(Fact.DESTINATION, NOBODY);
    }

    @Override
    public Finding<Way> unchecked(Packet packet) {
        Optional<Address> to = packet.findAddress(Fact.DESTINATION)
                .filter(address ->
                        !address.isV4() && sources.early(packet, address).isEmpty());
        return to.flatMap(address -> Routed.of(fib.lookup(query(address, packet)), address)
                        .map(routed -> new Finding<>(Optional.of(way(routed.lookup(), address)), routed.rests())))
                .orElseGet(() -> incoming(packet));
    }

    // Addresses that are told, without routes: whether it is for the host is known, the way on is not.
    private Finding<Way> unrouted(Address to, Finding<Way> guess) {
        Optional<Boolean> local = fib.isLocal(to);
        if (local.isEmpty()) {
            return guess;
        }
        boolean onward = guess.value().orElse(null) instanceof Way.Onward;
        if (local.get()) {
            return Finding.known(new Way.Here());
        }
        return onward ? guess : Finding.known(new Way.Onward(Optional.empty(), Optional.empty()));
    }

    private Way way(Lookup lookup, Address to) {
        return switch (lookup) {
            case Lookup.Found(org.nftrace.host.Route route) ->
                switch (route.type()) {
                    case LOCAL, BROADCAST, ANYCAST -> new Way.Here();
                    case MULTICAST -> new Way.Group();
                    case UNICAST -> new Way.Onward(route.device(), route.gateway());
                    case BLACKHOLE, UNREACHABLE, PROHIBIT ->
                        new Way.Refused(new DropReason.RouteSays(route.type(), to));
                    case THROW -> new Way.Refused(new DropReason.NoRoute(to));
                };
            case Lookup.NoRoute _, Lookup.Open _ -> new Way.Refused(new DropReason.NoRoute(to));
            case Lookup.Refused(_, org.nftrace.host.Route.Type type) ->
                new Way.Refused(new DropReason.RouteSays(type, to));
        };
    }

    // Where the packet would go on, its source may still stop it; forwarding is asked before (ip_route_input_slow).
    private Finding<Way> checked(Packet packet, Finding<Way> way) {
        boolean onward = way.value().orElseThrow() instanceof Way.Onward;
        if (onward && forwards(packet).value().equals(Optional.of(false))
                || way.value().get() instanceof Way.Refused) {
            return way;
        }
        Finding<DropReason> stopped = sources.validate(packet, way.value().get());
        var rests = new ArrayList<>(way.rests());
        rests.addAll(stopped.rests());
        return new Finding<>(stopped.value().<Way>map(Way.Refused::new).or(way::value), rests);
    }

    @Override
    public Finding<Way> outgoing(Packet packet, boolean again) {
        Optional<Address> destination = packet.findAddress(Fact.DESTINATION);
        if (destination.isEmpty()) {
            return Finding.unknown();
        }
        Address to = destination.get();
        // ip_route_output_key_hash_rcu(), rawv6_sendmsg(): nowhere is here, but what is bound to an interface does not
        // find ::1 there; ip6_route_me_harder() looks for a way to nowhere.
        if (to.isUnspecified() && (to.isV4() || !again)) {
            return to.isV4() || bound.isEmpty()
                    ? Finding.known(new Way.Onward(Optional.of(LOOPBACK), Optional.empty()))
                    : outgoing(packet.with(Fact.DESTINATION, new Address.V6(0, 1)), false);
        }
        Optional<Way> toMany = toMany(packet, to);
        if (toMany.isPresent()) {
            return Finding.known(toMany.get());
        }
        Query query = query(to, asked(packet).with(Fact.IN, LOOPBACK));
        var routed = Routed.of(fib.lookup(bound.map(query::boundTo).orElse(query)), to);
        if (routed.isEmpty()) {
            return fib.isLocal(to).equals(Optional.of(true))
                    ? Finding.known(new Way.Onward(Optional.of(LOOPBACK), Optional.empty()))
                    : inferred.outgoing(packet, again);
        }
        Way way = routed.get().lookup() instanceof Lookup.Found(org.nftrace.host.Route route)
                ? leaving(route, to)
                : way(routed.get().lookup(), to);
        // ip_route_output_key_hash_rcu(): what is bound to an interface finds its destination there, whatever routes
        // say.
        boolean onLink = way instanceof Way.Refused && bound.isPresent() && to.isV4();
        Way taken = onLink ? new Way.Onward(bound, Optional.empty()) : way;
        return new Finding<>(Optional.of(taken), routed.get().rests());
    }

    // raw_bind(), ip_route_me_harder(): the way of what comes from a broadcast address is asked for without a source.
    private Packet asked(Packet packet) {
        return packet.findAddress(Fact.SOURCE)
                .filter(Address::isV4)
                .flatMap(from -> fib.type(Query.to(from), Optional.empty()))
                .filter(org.nftrace.host.Route.Type.BROADCAST::equals)
                .map(_ -> packet.with(Fact.SOURCE, NOBODY))
                .orElse(packet);
    }

    // ip_route_output_key_hash_rcu(): what is for all or for a group leaves where its source is; where the source is
    // none of the host's own, there is no way at all.
    private Optional<Way> toMany(Packet packet, Address to) {
        if (!to.isV4() || !to.isMulticast() && !to.isLimitedBroadcast()) {
            return Optional.empty();
        }
        Optional<Address> from = packet.findAddress(Fact.SOURCE);
        Optional<String> out = bound.or(() -> from.flatMap(host::owner).map(Link::name));
        if (out.isPresent()) {
            return Optional.of(new Way.Onward(out, Optional.empty()));
        }
        return from.flatMap(fib::isLocal).filter(local -> !local).map(_ -> new Way.Refused(new DropReason.NoRoute(to)));
    }

    // __mkroute_output()
    @Override
    public Optional<Address> staysInside(Packet packet, Optional<String> out) {
        boolean inside = out.filter(name -> !name.equals(LOOPBACK) && !sysctls.isOn(name, "route_localnet"))
                .isPresent();
        return packet.findAddress(Fact.SOURCE).filter(from -> inside && from.isV4() && from.isLoopback());
    }

    private Way leaving(org.nftrace.host.Route route, Address to) {
        return switch (route.type()) {
            case LOCAL, ANYCAST -> new Way.Onward(Optional.of(LOOPBACK), Optional.empty());
            case UNICAST, BROADCAST, MULTICAST -> new Way.Onward(route.device(), route.gateway());
            case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> way(new Lookup.Found(route), to);
        };
    }

    @Override
    public Finding<Boolean> forwards(Packet packet) {
        boolean v4 = packet.findAddress(Fact.DESTINATION).map(Address::isV4).orElse(true);
        return sysctls.forwards(v4, packet.findText(Fact.IN))
                .map(Finding::known)
                .orElseGet(() -> inferred.forwards(packet));
    }

    @Override
    public Finding<Optional<Address>> masqueraded(Packet packet, Optional<Address> nextHop) {
        Optional<String> out = packet.findText(Fact.OUT);
        Optional<Address> to = packet.findAddress(Fact.DESTINATION);
        if (out.isPresent() && to.isPresent() && own.knows(out.get(), to.get().isV4())) {
            return Finding.known(own.towards(out.get(), to.get(), nextHop));
        }
        return inferred.masqueraded(packet, nextHop);
    }

    @Override
    public Finding<Optional<Address>> redirected(Packet packet) {
        Optional<String> in = packet.findText(Fact.IN);
        Optional<Address> from = packet.findAddress(Fact.DESTINATION);
        if (in.isPresent() && from.isPresent() && own.knows(in.get(), from.get().isV4())) {
            return Finding.known(own.first(in.get(), from.get()));
        }
        return inferred.redirected(packet);
    }
}
