package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Assumption.Ground;
import org.nftrace.trace.Surroundings.Finding;
import org.nftrace.trace.Terrain.Way;

/// The routing decisions on a packet's way, and what they stop.
final class Routing {
    private static final long USUAL_TTL = 64;

    private final Terrain terrain;

    Routing(Terrain terrain) {
        this.terrain = terrain;
    }

    /// {@return the gateway of a route}
    static Optional<Address> nextHop(Route route) {
        return switch (route) {
            case Route.Through through -> through.nextHop();
            case Route.Out out -> out.nextHop();
            case Route.ToHost _, Route.ToBridge _, Route.Bridged _ -> Optional.empty();
        };
    }

    /// After prerouting: to the host, or through it.
    void comeIn(Path path, Function<Packet, Finding<Way>> routes, Consumer<Path> toHost, Consumer<Path> through) {
        Packet packet = path.packet();
        Optional<Address> destination = packet.findAddress(Fact.DESTINATION);
        if (destination.isEmpty()) {
            comeInUnknown(path, toHost, through);
            return;
        }
        Address address = destination.get();
        Answer learnt = path.moment().knowledge().isLocal(address);
        Finding<Way> finding = learnt == Answer.YES ? Finding.known(new Way.Here()) : routes.apply(packet);
        path.assume(finding.rests());
        if (finding.value().isPresent()) {
            go(path, finding.value().get(), address, toHost, through);
        } else if (learnt == Answer.NO) {
            pass(path, destination, Optional.empty(), Optional.empty(), through);
        } else {
            forkLocal(
                    path,
                    address,
                    p -> deliver(p, destination, toHost),
                    p -> pass(p, destination, Optional.empty(), Optional.empty(), through));
        }
    }

    private void go(Path path, Way way, Address address, Consumer<Path> toHost, Consumer<Path> through) {
        switch (way) {
            case Way.Here _ -> deliver(path, Optional.of(address), toHost);
            case Way.Group _ -> {
                if (new Groups(terrain.host()).areSurelyJoined(address)) {
                    deliver(path, Optional.of(address), toHost);
                } else {
                    forkLocal(
                            path,
                            address,
                            p -> deliver(p, Optional.of(address), toHost),
                            p -> p.drop(new DropReason.NotJoined(address)));
                }
            }
            case Way.Onward(Optional<String> out, Optional<Address> nextHop) ->
                pass(path, Optional.of(address), out, nextHop, through);
            case Way.Refused(DropReason reason) -> path.drop(reason);
        }
    }

    private static void forkLocal(Path path, Address address, Consumer<Path> here, Consumer<Path> elsewhere) {
        var question = new Question.IsLocal(address);
        Knowledge known = path.moment().knowledge();
        path.fork(
                question,
                List.of(
                        new Path.Way(question, true, known.learnLocal(address, true), here),
                        new Path.Way(question, false, known.learnLocal(address, false), elsewhere)));
    }

    // Redirect says that the destination is the host's, even where it does not say which address.
    private void comeInUnknown(Path path, Consumer<Path> toHost, Consumer<Path> through) {
        boolean overLo = path.packet().findText(Fact.IN).equals(Optional.of(Journey.LOOPBACK));
        if (overLo || path.moment().route().orElse(null) instanceof Route.ToHost) {
            deliver(path, Optional.empty(), toHost);
            return;
        }
        var question = new Question.IsForHost();
        Knowledge known = path.moment().knowledge();
        path.fork(
                question,
                List.of(
                        new Path.Way(question, true, known, p -> deliver(p, Optional.empty(), toHost)),
                        new Path.Way(
                                question,
                                false,
                                known,
                                p -> pass(p, Optional.empty(), Optional.empty(), Optional.empty(), through))));
    }

    /// The packet is the host's own.
    static void deliver(Path path, Optional<Address> destination, Consumer<Path> toHost) {
        decide(path, new Route.ToHost(destination));
        toHost.accept(path);
    }

    private void pass(
            Path path,
            Optional<Address> destination,
            Optional<String> out,
            Optional<Address> nextHop,
            Consumer<Path> through) {
        Finding<Boolean> forwards = terrain.forwards(path.packet());
        path.assume(forwards.rests());
        if (forwards.value().isEmpty()) {
            var asks = new Question.Forwards();
            Knowledge known = path.moment().knowledge();
            path.fork(
                    asks,
                    List.of(
                            new Path.Way(asks, true, known, p -> passOn(p, destination, out, nextHop, through)),
                            new Path.Way(asks, false, known, Routing::stay)));
        } else if (forwards.value().get()) {
            passOn(path, destination, out, nextHop, through);
        } else {
            stay(path);
        }
    }

    private static void stay(Path path) {
        path.drop(new DropReason.NotForwarding(path.packet().findText(Fact.IN)));
    }

    private void passOn(
            Path path,
            Optional<Address> destination,
            Optional<String> out,
            Optional<Address> nextHop,
            Consumer<Path> through) {
        // ip_forward(): what came as a broadcast of the link is not sent on.
        if (isToMany(path.packet())) {
            path.drop(new DropReason.BadFrame());
            return;
        }
        byNoBridge(path, out);
        decide(path, new Route.Through(destination, out, nextHop));
        out.ifPresent(name -> path.moment(path.moment().with(path.packet().with(Fact.OUT, name))));
        if (terrain.isStrict() && !path.packet().knows(Fact.TTL)) {
            forkTtl(path, through);
        } else if (takeTtl(path)) {
            through.accept(path);
        }
    }

    // The hooks of a bridge are not asked on a way whose end is not known.
    private void byNoBridge(Path path, Optional<String> out) {
        Set<String> bridges = new Bridges(terrain.host()).names();
        if (out.isPresent() || bridges.isEmpty()) {
            return;
        }
        if (terrain.isStrict()) {
            path.assume(new Assumption.OutIsNoneOf(bridges, Ground.NOTHING_ELSE_SAID));
        } else {
            path.assume(terrain.noneOf(Fact.OUT, path.packet()).rests());
        }
    }

    private static void forkTtl(Path path, Consumer<Path> through) {
        var asks = new Question.ValueOf(Fact.TTL);
        var usedUp = new Value.Range(new Value.Number(0), new Value.Number(1));
        Knowledge known = path.moment().knowledge();
        path.fork(
                asks,
                List.of(
                        new Path.Way(
                                asks,
                                true,
                                known.learn(Fact.TTL, usedUp, true),
                                p -> p.drop(new DropReason.TtlExceeded())),
                        new Path.Way(asks, false, known.learn(Fact.TTL, usedUp, false), p -> {
                            p.moment(p.moment().with(p.moment().knowledge().rewritten(Fact.TTL)));
                            through.accept(p);
                        })));
    }

    private static boolean isToMany(Packet packet) {
        return packet.knows(Fact.PACKET_TYPE)
                ? packet.number(Fact.PACKET_TYPE) != 0
                : packet.knows(Fact.DESTINATION_MAC) && BridgeJourney.isGroup(packet.number(Fact.DESTINATION_MAC));
    }

    // ip_forward(): a TTL that is used up ends the way, else it becomes one less.
    private static boolean takeTtl(Path path) {
        Packet packet = path.packet();
        if (!packet.knows(Fact.TTL)) {
            path.assume(new Assumption.FieldIs(Fact.TTL, USUAL_TTL, Ground.CONVENTION));
            path.moment(path.moment().with(path.moment().knowledge().rewritten(Fact.TTL)));
            return true;
        }
        if (packet.number(Fact.TTL) <= 1) {
            path.drop(new DropReason.TtlExceeded());
            return false;
        }
        Packet less = packet.with(Fact.TTL, packet.number(Fact.TTL) - 1);
        path.tell(new Step.Rewrote(packet, less, new Cause.Forwarding()));
        path.moment(path.moment().with(less));
        return true;
    }

    /// Before output: the way out. A sender that has none gets an error, and no chain is asked.
    void goOut(Path path) {
        if (path.packet().knows(Fact.DESTINATION)) {
            leave(path);
            return;
        }
        var question = new Question.IsForHost();
        Knowledge known = path.moment().knowledge();
        Route toItself = new Route.Out(Optional.empty(), Optional.of(Journey.LOOPBACK), Optional.empty(), false);
        path.fork(
                question,
                List.of(
                        new Path.Way(question, true, known, p -> {
                            decide(p, toItself);
                            p.moment(p.moment().with(p.packet().with(Fact.OUT, Journey.LOOPBACK)));
                        }),
                        new Path.Way(question, false, known, this::leave)));
    }

    private void leave(Path path) {
        sendOut(path, false);
        Optional<String> out = out(path);
        out.ifPresent(name -> path.moment(path.moment().with(path.packet().with(Fact.OUT, name))));
    }

    private void sendOut(Path path, boolean again) {
        Packet packet = path.packet();
        Optional<Address> destination = packet.findAddress(Fact.DESTINATION);
        // The host's own addresses are looked up first: what stays inside does, whatever a rule changed.
        if (again && destination.isEmpty() && out(path).equals(Optional.of(Journey.LOOPBACK))) {
            decide(path, new Route.Out(destination, out(path), Optional.empty(), true));
            return;
        }
        Finding<Way> finding = terrain.outgoing(packet, again);
        path.assume(finding.rests());
        Way way = finding.value().orElseGet(() -> new Way.Onward(Optional.empty(), Optional.empty()));
        switch (way) {
            case Way.Refused(DropReason reason) -> path.drop(reason);
            case Way.Onward(Optional<String> out, Optional<Address> nextHop) -> {
                Optional<Address> stays = terrain.staysInside(packet, out);
                if (stays.isPresent()) {
                    path.drop(new DropReason.MartianSource(stays.get()));
                } else {
                    byNoBridge(path, out);
                    decide(path, new Route.Out(destination, out, nextHop, again));
                }
            }
            case Way.Here _, Way.Group _ ->
                decide(path, new Route.Out(destination, Optional.empty(), Optional.empty(), again));
        }
    }

    /// The interface that the last routing decision leads to.
    static Optional<String> out(Path path) {
        return switch (path.moment().route().orElse(null)) {
            case Route.Out out -> out.out();
            case Route.Through through -> through.out();
            case Route.ToHost _, Route.ToBridge _, Route.Bridged _ -> Optional.empty();
            case null -> Optional.empty();
        };
    }

    /// At output, a destination that nat changed is routed again (nf_nat_proto.c, nf_nat_ipv4_local_fn).
    void routeAgainAfterNat(Path path, Packet before) {
        if (!before.findAddress(Fact.DESTINATION).equals(path.packet().findAddress(Fact.DESTINATION))) {
            sendOut(path, true);
        }
    }

    /// At output, a `type route` chain that changed addresses, mark or TOS has the packet routed again
    /// (nft_chain_route.c).
    void routeAgainAfterRules(Path path, Packet before) {
        Packet after = path.packet();
        boolean changed = !before.findAddress(Fact.DESTINATION).equals(after.findAddress(Fact.DESTINATION))
                || !before.findAddress(Fact.SOURCE).equals(after.findAddress(Fact.SOURCE))
                || !before.find(Fact.MARK).equals(after.find(Fact.MARK))
                || !before.find(Fact.TOS).equals(after.find(Fact.TOS));
        if (changed) {
            sendOut(path, true);
        }
    }

    private static void decide(Path path, Route route) {
        path.tell(new Step.Routed(route));
        path.moment(path.moment().with(route));
    }
}
