package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// The way of a packet from hook to hook: in by prerouting, to the host by input, through it by forward and
/// postrouting, out of it by output and postrouting.
final class Journey {
    private static final String LOOPBACK = "lo";

    private final Scene scene;
    private final Family layer;
    private final Routing routing;
    private final HookWalk hooks;

    /// @param layer IP or IP6
    Journey(Scene scene, Family layer) {
        this.scene = scene;
        this.layer = layer;
        this.routing = new Routing(scene.terrain());
        this.hooks = new HookWalk(scene, routing);
    }

    /// A packet that comes in from outside.
    void comeIn(Path path) {
        cameInBy(path);
        device(path, Hook.INGRESS);
        path.each(this::arrive);
    }

    private void cameInBy(Path path) {
        Packet packet = path.packet().without(Fact.OUT);
        path.moment(path.moment().with(packet));
        if (!packet.knows(Fact.IN)) {
            var found = scene.terrain().cameInBy(packet);
            path.assume(found.rests());
            found.value()
                    .ifPresentOrElse(
                            name -> path.moment(path.moment().with(packet.with(Fact.IN, name))),
                            () -> path.assume(
                                    scene.terrain().noneOf(Fact.IN, packet).rests()));
        }
    }

    private void arrive(Path path) {
        hooks.run(path, at(Hook.PREROUTING));
        path.each(p -> routing.comeIn(p, this::deliver, this::forward));
    }

    private void deliver(Path path) {
        hooks.run(path, at(Hook.INPUT));
        path.each(p -> p.end(new Outcome.Accepted(Outcome.End.LOCAL)));
    }

    private void forward(Path path) {
        hooks.run(path, at(Hook.FORWARD));
        hooks.run(path, at(Hook.POSTROUTING));
        path.each(p -> {
            device(p, Hook.EGRESS);
            p.each(q -> q.end(new Outcome.Accepted(Outcome.End.FORWARD)));
        });
    }

    /// A packet that the host sends.
    void send(Path path) {
        Packet packet = path.packet();
        path.moment(path.moment().with(packet.with(Fact.IN, "").without(Fact.OUT)));
        routing.goOut(path);
        path.each(p -> hooks.run(p, at(Hook.OUTPUT)));
        path.each(this::leave);
    }

    private void leave(Path path) {
        Optional<String> out = Routing.out(path);
        Packet packet = path.packet();
        path.moment(path.moment()
                .with(out.map(name -> packet.with(Fact.OUT, name)).orElseGet(() -> packet.without(Fact.OUT))));
        hooks.run(path, at(Hook.POSTROUTING));
        if (out.equals(Optional.of(LOOPBACK))) {
            path.each(p -> Conntrack.confirm(p));
            path.each(this::loopBack);
        } else {
            path.each(p -> {
                device(p, Hook.EGRESS);
                p.each(q -> q.end(new Outcome.Accepted(Outcome.End.OUT)));
            });
        }
    }

    // What goes out by lo comes in by it, with its connection.
    private void loopBack(Path path) {
        Packet packet = path.packet().with(Fact.IN, LOOPBACK).without(Fact.OUT);
        path.moment(path.moment().with(packet));
        hooks.run(path, at(Hook.PREROUTING));
        path.each(p -> routing.comeIn(p, this::deliver, this::forward));
    }

    private void device(Path path, Hook hook) {
        if (!scene.hooks().at(Family.NETDEV, hook).isEmpty()) {
            hooks.run(path, new At(Family.NETDEV, hook));
        }
    }

    private At at(Hook hook) {
        return new At(layer, hook);
    }
}
