package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.host.Link;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Assumption.Ground;
import org.nftrace.trace.Surroundings.Finding;
import org.nftrace.trace.Terrain.Way;

/// The way of a frame through a bridge (net/bridge/br_input.c, br_forward.c, br_netfilter_hooks.c).
///
/// With br_netfilter the hooks of ip run inside those of the bridge, and nat there may turn the frame: it goes to where
/// its new destination is.
final class BridgeJourney {
    private static final long GROUP_BIT = 1L << 40;

    private final Scene scene;
    private final HookWalk hooks;
    private final Journey journey;
    private final Bridges bridges;
    private final boolean v4;

    BridgeJourney(Scene scene, HookWalk hooks, Journey journey, Family layer) {
        this.scene = scene;
        this.hooks = hooks;
        this.journey = journey;
        this.bridges = scene.bridges();
        this.v4 = layer == Family.IP;
    }

    private static At at(Hook hook) {
        return new At(Family.BRIDGE, hook);
    }

    private Optional<String> bridge(Path path) {
        return path.packet().findText(Fact.IN);
    }

    /// A frame that comes in by a port of a bridge: `IN` is the bridge, `PORT_IN` the port where it is known.
    void comeIn(Path path) {
        Packet packet = path.packet();
        if (packet.knows(Fact.SOURCE_MAC) && isGroup(packet.number(Fact.SOURCE_MAC))) {
            path.drop(new DropReason.BadFrame());
            return;
        }
        Optional<Address> before = packet.findAddress(Fact.DESTINATION);
        // What was told of the way out is what the bridge has learnt of the frame's receiver.
        Optional<String> learnt = packet.findText(Fact.PORT_OUT);
        path.moment(path.moment().with(packet.without(Fact.PORT_OUT)));
        hooks.run(path, at(Hook.PREROUTING));
        path.each(p -> turn(p, before, learnt));
    }

    static boolean isGroup(long mac) {
        return (mac & GROUP_BIT) != 0;
    }

    // br_nf_pre_routing_finish(): a destination that nat changed is routed, to see on which side of the bridge it is.
    private void turn(Path path, Optional<Address> before, Optional<String> learnt) {
        Packet packet = path.packet();
        boolean changed = !before.equals(packet.findAddress(Fact.DESTINATION));
        Finding<Way> way = changed && !v4
                ? scene.terrain().unchecked(packet)
                : scene.terrain().incoming(packet);
        if (changed) {
            path.assume(way.rests());
            route(path, way);
        } else if (packet.knows(Fact.DESTINATION_MAC)) {
            byMac(path, packet.number(Fact.DESTINATION_MAC), learnt);
        } else {
            byAddress(path, way, learnt);
        }
    }

    private void route(Path path, Finding<Way> way) {
        switch (way.value().orElse(null)) {
            case Way.Onward(Optional<String> out, _)
            when out.equals(bridge(path)) && routes(path) -> toNeighbour(path);
            case Way.Onward _, Way.Here _, Way.Group _, Way.Refused _ -> toHostAfterAll(path);
            case null -> toHostAfterAll(path);
        }
    }

    // ip_route_input_slow(): where IPv4 does not forward, the route is one to ip_error() of the host itself.
    private boolean routes(Path path) {
        Finding<Boolean> forwards = scene.terrain().forwards(path.packet());
        path.assume(v4 ? forwards.rests() : List.of());
        return !v4 || forwards.value().orElse(true);
    }

    /// Right behind the hooks of ip, before the later ones of the bridge, what nat turned to where no route leads is
    /// dropped (br_nf_pre_routing_finish): what has no route in IPv4 has one to ip_error(), in IPv6 none; a martian is
    /// gone at once.
    static void refuse(Terrain terrain, boolean v4, Path path, Optional<Address> before) {
        if (!path.isOn() || before.equals(path.packet().findAddress(Fact.DESTINATION))) {
            return;
        }
        Finding<Way> way = v4 ? terrain.incoming(path.packet()) : terrain.unchecked(path.packet());
        if (way.value().orElse(null) instanceof Way.Refused(DropReason reason)
                && !(v4 && (reason instanceof DropReason.NoRoute || reason instanceof DropReason.RouteSays))) {
            path.assume(way.rests());
            path.drop(reason);
        }
    }

    // br_nf_pre_routing_finish_bridge(): the frame is for the neighbour now, whose port is not told of.
    private void toNeighbour(Path path) {
        Packet packet = path.packet();
        path.moment(path.moment()
                .with(packet.without(Fact.DESTINATION_MAC))
                .with(path.moment().knowledge().rewritten(Fact.DESTINATION_MAC)));
        Optional<String> in = packet.findText(Fact.PORT_IN);
        boolean isKept = in.filter(name -> !isHairpin(name)).isPresent();
        Optional<Address> to = packet.findAddress(Fact.DESTINATION);
        if (isKept && to.isPresent() && !to.equals(packet.findAddress(Fact.SOURCE))) {
            path.assume(new Assumption.NotBehind(to.get(), in.get(), Ground.NOTHING_ELSE_SAID));
        }
        passEgress(path);
        path.each(p -> toPort(p, Optional.empty()));
    }

    // br_nf_pre_routing_finish_bridge(): to a neighbour to whom nothing was sent yet, the frame goes by the device of
    // the
    // bridge itself first. Whether that is so is in no listing.
    private void passEgress(Path path) {
        Optional<String> out = bridge(path).filter(scene.hooks().devices(Hook.EGRESS)::contains);
        if (out.isEmpty()) {
            return;
        }
        var question = new Question.ValueOf(Fact.DESTINATION_MAC);
        Knowledge known = path.moment().knowledge();
        path.fork(
                question,
                List.of(
                        new Path.Way(question, true, known, p -> {
                            p.moment(p.moment().with(p.packet().with(Fact.OUT, out.get())));
                            journey.device(p, Hook.EGRESS);
                            p.each(q -> q.moment(q.moment().with(q.packet().without(Fact.OUT))));
                        }),
                        new Path.Way(question, false, known, _ -> {})));
    }

    // What is for its own sender would have to leave where it came in.
    private boolean goesBack(Path path, String in) {
        Optional<Address> from = path.packet().findAddress(Fact.SOURCE);
        if (isHairpin(in) || from.isEmpty() || !from.equals(path.packet().findAddress(Fact.DESTINATION))) {
            return false;
        }
        path.assume(new Assumption.Behind(new Prefix(from.get(), from.get().width()), in, Optional.empty()));
        return true;
    }

    private boolean isHairpin(String port) {
        return scene.terrain().host().link(port).flatMap(Link::hairpin).orElse(false);
    }

    private void byMac(Path path, long mac, Optional<String> learnt) {
        if (isGroup(mac)) {
            flood(path);
        } else if (bridge(path).filter(name -> bridges.isOwn(name, mac)).isPresent()) {
            path.moment(path.moment().with(path.packet().with(Fact.PACKET_TYPE, 0)));
            toHost(path);
        } else {
            toPort(path, learnt);
        }
    }

    // br_flood(): a copy for each port, then the host's own.
    private void flood(Path path) {
        if (bridge(path).map(bridges::ports).orElse(List.of()).size() > 1) {
            path.end(new Outcome.Undecided(new Question.WaysOfCopies()));
        } else {
            toHost(path);
        }
    }

    // The sender knows who has the address: its neighbours send to each other, all else is for the bridge.
    private void byAddress(Path path, Finding<Way> way, Optional<String> learnt) {
        if (way.value().orElse(null) instanceof Way.Onward(Optional<String> out, Optional<Address> hop)
                && out.equals(bridge(path))
                && hop.isEmpty()) {
            path.assume(way.rests());
            toPort(path, learnt);
        } else {
            toHost(path);
        }
    }

    // The frame, whomever it was for, is the host's now.
    private void toHostAfterAll(Path path) {
        path.moment(
                path.moment().with(path.packet().without(Fact.DESTINATION_MAC).with(Fact.PACKET_TYPE, 0)));
        toHost(path, !v4);
    }

    private void toHost(Path path) {
        toHost(path, false);
    }

    /// @param isRouted it has its route, and its source will not be looked at
    private void toHost(Path path, boolean isRouted) {
        // ip_sabotage_in(): what passed prerouting inside the bridge does not pass it again.
        boolean passed = callsIp(path);
        path.tell(
                new Step.Routed(new Route.ToBridge(path.packet().findAddress(Fact.DESTINATION), bridge(path), passed)));
        hooks.run(path, at(Hook.INPUT));
        path.each(p -> {
            p.moment(p.moment().with(p.packet().without(Fact.PORT_IN)));
            journey.device(p, Hook.INGRESS);
            p.each(q -> {
                if (passed) {
                    journey.receive(q);
                    q.each(isRouted ? journey::routeUnchecked : journey::route);
                } else {
                    journey.arrive(q);
                }
            });
        });
    }

    private boolean callsIp(Path path) {
        Finding<Boolean> calls = bridges.callsIp(v4);
        path.assume(calls.rests());
        return calls.value().orElse(false);
    }

    private void toPort(Path path, Optional<String> learnt) {
        Optional<String> bridge = bridge(path);
        Optional<String> in = path.packet().findText(Fact.PORT_IN);
        List<Link> others = bridge.map(bridges::ports).orElse(List.of()).stream()
                .filter(port -> learnt.isEmpty() || learnt.get().equals(port.name()))
                .filter(port ->
                        !in.equals(Optional.of(port.name())) || port.hairpin().orElse(false))
                .toList();
        if (others.isEmpty()
                        && bridge.isPresent()
                        && scene.terrain().host().told().links()
                || learnt.isEmpty() && in.filter(name -> goesBack(path, name)).isPresent()) {
            path.drop(new DropReason.NoHairpin(in.orElse("")));
            return;
        }
        Optional<String> out =
                others.size() == 1 ? Optional.of(others.getFirst().name()) : Optional.empty();
        Route route = new Route.Bridged(out);
        path.tell(new Step.Routed(route));
        Packet packet = bridge.map(name -> path.packet().with(Fact.OUT, name)).orElse(path.packet());
        path.moment(path.moment()
                .with(out.map(name -> packet.with(Fact.PORT_OUT, name)).orElse(packet))
                .with(route));
        hooks.run(path, at(Hook.FORWARD));
        // br_forward_finish(), br_nf_post_routing(): behind forward no interface is said to be that of the way in.
        path.each(p -> p.moment(p.moment().with(p.packet().with(Fact.IN, ""))));
        path.each(p -> hooks.run(p, at(Hook.POSTROUTING)));
        path.each(p -> leave(p, others));
        path.each(p -> p.end(new Outcome.Accepted(Outcome.End.BRIDGE)));
    }

    /// A packet of the ip layer that leaves by a bridge goes on as a frame of one of its ports.
    void goOut(Path path) {
        List<Link> ports = path.packet().findText(Fact.OUT).map(bridges::ports).orElse(List.of());
        Packet packet = path.packet().with(Fact.PORT_IN, "");
        path.moment(path.moment()
                .with(
                        ports.size() == 1
                                ? packet.with(Fact.PORT_OUT, ports.getFirst().name())
                                : packet.without(Fact.PORT_OUT)));
        hooks.run(path, at(Hook.OUTPUT));
        hooks.run(path, at(Hook.POSTROUTING));
        path.each(p -> leave(p, ports));
    }

    // Which port it is only matters where one of them has chains of its own.
    private void leave(Path path, List<Link> ports) {
        Set<String> asked = scene.hooks().devices(Hook.EGRESS);
        if (!path.packet().knows(Fact.PORT_OUT) && ports.stream().anyMatch(port -> asked.contains(port.name()))) {
            Knowledge known = path.moment().knowledge();
            Variable out = known.variable(Fact.PORT_OUT, Words.width(Fact.PORT_OUT));
            var question = new Question.ValueOf(Fact.PORT_OUT);
            path.fork(
                    question,
                    ports.stream()
                            .map(port -> new Path.Way(
                                    question,
                                    true,
                                    known.assume(Formula.atom(out, Ranges.of(Word.of(port.name())))),
                                    p -> p.moment(p.moment().with(p.packet().with(Fact.PORT_OUT, port.name())))))
                            .toList());
        }
        path.each(journey::port);
    }
}
