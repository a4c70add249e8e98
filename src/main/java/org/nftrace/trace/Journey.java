package org.nftrace.trace;

import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.host.Link;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Surroundings.AddressType;

/// The way of a packet from hook to hook: in by prerouting, to the host by input, through it by forward and
/// postrouting, out of it by output and postrouting.
final class Journey {
    static final String LOOPBACK = "lo";
    private static final long OTHER_HOST = 3;

    private final Scene scene;
    private final Family layer;
    private final Routing routing;
    private final HookWalk hooks;
    private final BridgeJourney bridge;

    /// @param layer IP or IP6
    Journey(Scene scene, Family layer) {
        this.scene = scene;
        this.layer = layer;
        this.routing = new Routing(scene.terrain());
        this.hooks = new HookWalk(scene, routing, layer);
        this.bridge = new BridgeJourney(scene, hooks, this, layer);
    }

    /// A packet that comes in from outside.
    void comeIn(Path path) {
        cameInBy(path);
        ingress(path);
        path.each(p -> {
            Optional<String> in = p.packet().findText(Fact.IN);
            Optional<String> master = in.flatMap(scene.bridges()::bridgeOf);
            if (master.isPresent()) {
                Packet frame = p.packet().with(Fact.PORT_IN, in.get()).with(Fact.IN, master.get());
                p.moment(p.moment().with(frame));
                bridge.comeIn(p);
            } else if (in.filter(scene.bridges()::isBridge).isPresent()) {
                bridge.comeIn(p);
            } else if (isOthers(p.packet())) {
                p.drop(new DropReason.BadFrame());
            } else {
                arrive(p);
            }
        });
    }

    // ip6_rcv_core(): these are dropped before any chain.
    private static Optional<Address> bad(Packet packet) {
        boolean overLo = packet.findText(Fact.IN).equals(Optional.of(LOOPBACK));
        Optional<Address> from =
                packet.findAddress(Fact.SOURCE).filter(a -> a.isMulticast() || a.isLoopback() && !overLo);
        return from.or(() -> packet.findAddress(Fact.DESTINATION).filter(a -> a.isLoopback() && !overLo));
    }

    // A frame passes the chains of the port that it comes in by; those of the bridge come later.
    private void ingress(Path path) {
        Optional<String> bridgeName = path.packet().findText(Fact.IN).filter(scene.bridges()::isBridge);
        Optional<String> port = path.packet().findText(Fact.PORT_IN);
        if (bridgeName.isEmpty() || port.isEmpty()) {
            device(path, Hook.INGRESS);
            return;
        }
        OptionalLong told = path.packet().find(Fact.PACKET_TYPE);
        OptionalLong atPort = isForAnother(path.packet(), port.get()) ? OptionalLong.of(OTHER_HOST) : told;
        path.moment(path.moment().with(typed(path.packet().with(Fact.IN, port.get()), atPort)));
        device(path, Hook.INGRESS);
        // br_handle_frame(): what is for the bridge is for the host.
        path.each(p -> {
            boolean asCame = p.packet().find(Fact.PACKET_TYPE).equals(atPort);
            Packet inside = p.packet().with(Fact.IN, bridgeName.get());
            p.moment(p.moment().with(asCame ? typed(inside, told) : inside));
        });
    }

    private static Packet typed(Packet packet, OptionalLong type) {
        return type.isPresent() ? packet.with(Fact.PACKET_TYPE, type.getAsLong()) : packet.without(Fact.PACKET_TYPE);
    }

    // eth_type_trans(), ip_rcv_core(): what is addressed to another machine is dropped before any chain.
    private boolean isOthers(Packet packet) {
        if (packet.knows(Fact.PACKET_TYPE)) {
            return packet.number(Fact.PACKET_TYPE) == OTHER_HOST;
        }
        return packet.findText(Fact.IN).filter(in -> isForAnother(packet, in)).isPresent();
    }

    private boolean isForAnother(Packet packet, String device) {
        OptionalLong own = scene.terrain().host().link(device).map(Link::mac).orElse(OptionalLong.empty());
        if (own.isEmpty() || !packet.knows(Fact.DESTINATION_MAC)) {
            return false;
        }
        long to = packet.number(Fact.DESTINATION_MAC);
        return !BridgeJourney.isGroup(to) && to != own.getAsLong();
    }

    private void cameInBy(Path path) {
        Packet packet = path.packet().without(Fact.OUT);
        path.moment(path.moment().with(packet));
        if (packet.knows(Fact.IN)) {
            return;
        }
        var found = scene.terrain().cameInBy(packet);
        path.assume(found.rests());
        if (found.value().isPresent()) {
            path.moment(path.moment().with(packet.with(Fact.IN, found.value().get())));
        } else {
            path.assume(scene.terrain().noneOf(Fact.IN, packet).rests());
        }
    }

    /// Comes to ip, and to prerouting there.
    void arrive(Path path) {
        receive(path);
        path.each(p -> hooks.run(p, at(Hook.PREROUTING)));
        path.each(this::route);
    }

    /// Comes to ip: what has an address that cannot be is dropped before prerouting.
    void receive(Path path) {
        Optional<Address> bad = layer == Family.IP6 ? bad(path.packet()) : Optional.empty();
        bad.ifPresent(address -> path.drop(new DropReason.BadAddress(address)));
    }

    /// Is routed after prerouting.
    void route(Path path) {
        routing.comeIn(path, scene.terrain()::incoming, this::deliver, this::forward);
    }

    /// Is routed, as a frame that nat turned inside a bridge.
    void routeUnchecked(Path path) {
        routing.comeIn(path, scene.terrain()::unchecked, this::deliver, this::forward);
    }

    // ip_local_deliver() puts together what conntrack has not; IPv6 does so behind the chains (ip6_input_finish).
    private void deliver(Path path) {
        if (layer == Family.IP) {
            HookWalk.reassemble(path);
        }
        hooks.run(path, at(Hook.INPUT));
        path.each(p -> p.end(new Outcome.Accepted(Outcome.End.LOCAL)));
    }

    private void forward(Path path) {
        hooks.run(path, at(Hook.FORWARD));
        hooks.run(path, at(Hook.POSTROUTING));
        path.each(p -> goOut(p, Outcome.End.FORWARD));
    }

    private void goOut(Path path, Outcome.End end) {
        boolean isAsked = !scene.hooks().at(Family.NETDEV, Hook.EGRESS).isEmpty();
        if (isAsked
                || path.packet()
                        .findText(Fact.OUT)
                        .filter(scene.bridges()::isBridge)
                        .isPresent()) {
            address(path);
        }
        device(path, Hook.EGRESS);
        path.each(p -> {
            if (p.packet().findText(Fact.OUT).filter(scene.bridges()::isBridge).isPresent()) {
                bridge.goOut(p);
            }
        });
        path.each(p -> p.end(new Outcome.Accepted(end)));
    }

    // The frame that it leaves in is from the interface, and for a neighbour that is not told of.
    private void address(Path path) {
        OptionalLong own = Routing.out(path)
                .flatMap(scene.terrain().host()::link)
                .map(Link::mac)
                .orElse(OptionalLong.empty());
        Packet bare = path.packet().without(Fact.SOURCE_MAC).without(Fact.DESTINATION_MAC);
        Knowledge known = path.moment().knowledge().rewritten(Fact.SOURCE_MAC).rewritten(Fact.DESTINATION_MAC);
        path.moment(path.moment()
                .with(own.isPresent() ? bare.with(Fact.SOURCE_MAC, own.getAsLong()) : bare)
                .with(known));
    }

    /// A packet that the host sends.
    void send(Path path) {
        Packet packet = path.packet();
        path.moment(path.moment().with(packet.with(Fact.IN, "").without(Fact.OUT)));
        routing.goOut(path);
        path.each(p -> hooks.run(p, at(Hook.OUTPUT)));
        path.each(p -> {
            if (!Routing.out(p).equals(Optional.of(LOOPBACK)) && isCopied(p)) {
                p.end(new Outcome.Undecided(new Question.WaysOfCopies()));
            } else {
                leave(p);
            }
        });
    }

    // ip_mc_output(): of what goes to many, the host itself gets a copy.
    private boolean isCopied(Path path) {
        Optional<Address> to = path.packet().findAddress(Fact.DESTINATION);
        var type = to.map(address -> scene.terrain().typeOf(address, Optional.empty(), path.packet()))
                .flatMap(Surroundings.Finding::value);
        return type.filter(t -> t == AddressType.BROADCAST || t == AddressType.MULTICAST)
                .isPresent();
    }

    private void leave(Path path) {
        Optional<String> out = Routing.out(path);
        Packet packet = path.packet();
        path.moment(path.moment()
                .with(out.map(name -> packet.with(Fact.OUT, name)).orElseGet(() -> packet.without(Fact.OUT))));
        hooks.run(path, at(Hook.POSTROUTING));
        if (out.equals(Optional.of(LOOPBACK))) {
            path.each(this::loopBack);
        } else {
            path.each(p -> goOut(p, Outcome.End.OUT));
        }
    }

    // What goes out by lo comes in by it, with its connection and its route (loopback_xmit): it is for the host, unless
    // nat gives it another destination only now (nf_nat_proto.c, nf_nat_ipv4_pre_routing).
    private void loopBack(Path path) {
        Packet packet = path.packet().with(Fact.IN, LOOPBACK).without(Fact.OUT);
        path.moment(path.moment().with(packet));
        receive(path);
        path.each(p -> hooks.run(p, at(Hook.PREROUTING)));
        Optional<Address> before = packet.findAddress(Fact.DESTINATION);
        path.each(p -> {
            if (p.packet().findAddress(Fact.DESTINATION).equals(before)) {
                Routing.deliver(p, before, this::deliver);
            } else {
                turnAway(p);
            }
        });
    }

    // fib_validate_source(): to routing, an address of the host's own is none that an IPv4 packet comes in from.
    private void turnAway(Path path) {
        Optional<Address> own = path.packet()
                .findAddress(Fact.SOURCE)
                .filter(a -> a.isV4() && !new Sysctls(scene.terrain().host()).isOn(LOOPBACK, "accept_local"))
                .filter(a -> scene.terrain()
                        .typeOf(a, Optional.empty(), path.packet())
                        .value()
                        .equals(Optional.of(AddressType.LOCAL)));
        own.ifPresentOrElse(a -> path.drop(new DropReason.MartianSource(a)), () -> route(path));
    }

    /// Asks the chains of the interface itself.
    void device(Path path, Hook hook) {
        if (!scene.hooks().at(Family.NETDEV, hook).isEmpty()) {
            hooks.run(path, new At(Family.NETDEV, hook));
        }
    }

    /// Asks the egress chains of a bridge port.
    void port(Path path) {
        Optional<String> port = path.packet().findText(Fact.PORT_OUT);
        Optional<String> bridgeName = path.packet().findText(Fact.OUT);
        if (port.isPresent() && bridgeName.isPresent()) {
            path.moment(path.moment().with(path.packet().with(Fact.OUT, port.get())));
            device(path, Hook.EGRESS);
            path.each(p -> p.moment(p.moment().with(p.packet().with(Fact.OUT, bridgeName.get()))));
        }
    }

    private At at(Hook hook) {
        return new At(layer, hook);
    }
}
