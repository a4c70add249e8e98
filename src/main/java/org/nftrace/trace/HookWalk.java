package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Chain.ChainType;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Value;
import org.nftrace.net.InterfacePattern;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;

/// The walk through all that stands at one hook.
final class HookWalk {
    private static final long OTHER_HOST = 3;

    private final Scene scene;
    private final Routing routing;
    private final Family layer;

    /// @param layer IP or IP6: whose hooks run inside those of bridges
    HookWalk(Scene scene, Routing routing, Family layer) {
        this.scene = scene;
        this.routing = routing;
        this.layer = layer;
    }

    /// Comes to a hook. Paths that may go on are ON afterwards.
    void run(Path path, At at) {
        run(path, at, false);
    }

    private void run(Path path, At at, boolean inside) {
        List<Station> stations = scene.hooks().at(at.layer(), at.hook());
        path.each(p -> p.tell(new Step.EnteredHook(at.layer(), at.hook(), inside, p.packet())));
        for (int i = 0; i < stations.size(); i++) {
            Station station = stations.get(i);
            path.each(p -> station(p, station, at));
        }
    }

    private void station(Path path, Station station, At at) {
        switch (station) {
            case Station.Ask ask -> onDevice(path, ask, at);
            case Station.Defrag _ -> {
                // ipv4_conntrack_defrag(), ipv6_defrag(): what notrack has marked before stays as it is.
                if (path.moment()
                        .connection()
                        .filter(c -> c.is(ConnectionState.UNTRACKED))
                        .isEmpty()) {
                    reassemble(path);
                }
            }
            case Station.Track _ -> scene.conntrack().track(path, at);
            case Station.NatPlace place -> {
                path.assume(place.ties());
                Packet before = path.packet();
                scene.nat().run(path, place, at);
                if (at.hook() == Hook.OUTPUT) {
                    path.each(p -> routing.routeAgainAfterNat(p, before));
                }
            }
            case Station.Inside inside -> inside(path, inside);
            case Station.Confirm _ -> scene.conntrack().confirm(path);
        }
    }

    private void inside(Path path, Station.Inside inside) {
        var calls = scene.bridges().callsIp(layer == Family.IP);
        // Of a packet that ip itself sent through the bridge, ip has seen all it is to see.
        boolean bridged = !path.packet().findText(Fact.PORT_IN).equals(Optional.of(""));
        if (bridged) {
            path.assume(calls.rests());
            if (calls.value().orElse(false)) {
                path.assume(inside.ties());
                // br_netfilter_hooks.c, setup_pre_routing(): what is for another machine looks as if it were for this.
                boolean others = path.packet().find(Fact.PACKET_TYPE).equals(OptionalLong.of(OTHER_HOST));
                path.moment(path.moment().with(others ? path.packet().with(Fact.PACKET_TYPE, 0) : path.packet()));
                var before = path.packet().findAddress(Fact.DESTINATION);
                run(path, new At(layer, inside.hook()), true);
                if (inside.hook() == Hook.PREROUTING) {
                    path.each(p -> BridgeJourney.refuse(scene.terrain(), layer == Family.IP, p, before));
                }
                if (others) {
                    path.each(p -> p.moment(p.moment().with(p.packet().with(Fact.PACKET_TYPE, OTHER_HOST))));
                }
            }
        }
    }

    // Chains of ingress and egress are bound to interfaces.
    private void onDevice(Path path, Station.Ask ask, At at) {
        List<String> devices =
                ask.chain().chain().base().map(Chain.Base::devices).orElse(List.of());
        if (devices.isEmpty()) {
            ask(path, ask, at);
            return;
        }
        Fact side = at.hook() == Hook.EGRESS ? Fact.OUT : Fact.IN;
        Optional<String> device = path.packet().findText(side);
        if (device.isPresent()) {
            if (devices.contains(device.get())) {
                ask(path, ask, at);
            }
            return;
        }
        Knowledge known = path.moment().knowledge();
        var oneOf = Formula.any(devices.stream()
                .map(name -> Words.ranges(new Value.Interface(InterfacePattern.exactly(name))))
                .map(name -> Formula.atom(known.variable(side, Words.width(side)), name))
                .toList());
        var question = new Question.ValueOf(side);
        path.fork(
                question,
                List.of(
                        new Path.Way(question, true, known.assume(oneOf), p -> ask(p, ask, at)),
                        new Path.Way(question, false, known.assume(oneOf.not()), _ -> {})));
    }

    private void ask(Path path, Station.Ask ask, At at) {
        path.assume(ask.ties());
        Packet before = path.packet();
        scene.chains().base(path, ask.chain(), at);
        boolean routes = ask.chain().chain().base().orElseThrow().type() == ChainType.ROUTE;
        if (routes && at.hook() == Hook.OUTPUT) {
            path.each(p -> routing.routeAgainAfterRules(p, before));
        }
    }

    /// Holds a fragment until the others are there: whoever comes later sees the whole packet.
    static void reassemble(Path path) {
        Packet packet = path.packet();
        boolean fragment = packet.knows(Fact.FRAGMENT_OFFSET) && packet.number(Fact.FRAGMENT_OFFSET) != 0
                || packet.knows(Fact.MORE_FRAGMENTS) && packet.number(Fact.MORE_FRAGMENTS) != 0;
        if (fragment) {
            Packet whole = packet.with(Fact.FRAGMENT_OFFSET, 0)
                    .with(Fact.MORE_FRAGMENTS, 0)
                    .without(Fact.LENGTH);
            path.moment(path.moment().with(whole).with(path.moment().knowledge().rewritten(Fact.LENGTH)));
            path.tell(new Step.Rewrote(packet, whole, new Cause.Reassembly()));
        }
    }
}
