package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Assumption.Ground;
import org.nftrace.trace.Surroundings.Finding;
import org.nftrace.trace.Terrain.Way;

/// The routing decisions on a packet's way, and what they stop.
final class Routing {
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
        var onward =
                new Forwarding(terrain, new Route.Through(destination, Optional.empty(), Optional.empty()), through);
        if (finding.value().isPresent()) {
            go(path, finding.value().get(), address, toHost, through);
        } else if (learnt == Answer.NO) {
            onward.run(path);
        } else {
            forkLocal(path, address, p -> deliver(p, destination, toHost), onward::run);
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
                new Forwarding(terrain, new Route.Through(Optional.of(address), out, nextHop), through).run(path);
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
        var anywhere = new Route.Through(Optional.empty(), Optional.empty(), Optional.empty());
        path.fork(
                question,
                List.of(
                        new Path.Way(question, true, known, p -> deliver(p, Optional.empty(), toHost)),
                        new Path.Way(question, false, known, new Forwarding(terrain, anywhere, through)::run)));
    }

    /// The packet is the host's own.
    static void deliver(Path path, Optional<Address> destination, Consumer<Path> toHost) {
        decide(path, new Route.ToHost(destination));
        toHost.accept(path);
    }

    // The hooks of a bridge are not asked on a way whose end is not known.
    static void byNoBridge(Terrain terrain, Path path, Optional<String> out) {
        if (out.isPresent()) {
            return;
        }
        Set<String> bridges = new Bridges(terrain.host()).names();
        if (bridges.isEmpty()) {
            return;
        }
        if (terrain.isStrict()) {
            path.assume(new Assumption.OutIsNoneOf(bridges, Ground.NOTHING_ELSE_SAID));
        } else {
            path.assume(terrain.noneOf(Fact.OUT, path.packet()).rests());
        }
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
                    byNoBridge(terrain, path, out);
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

    static void decide(Path path, Route route) {
        path.tell(new Step.Routed(route));
        path.moment(path.moment().with(route));
    }
}
