package org.nftrace.trace;

import java.util.List;
import java.util.function.Consumer;
import org.nftrace.ir.Value;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Assumption.Ground;
import org.nftrace.trace.Surroundings.Finding;

/// What is for another is sent on, if the host does that at all, and its time to live is not used up
/// (net/ipv4/ip_forward.c; net/ipv6/ip6_output.c, ip6_forward).
///
/// @param through what comes then
record Forwarding(Terrain terrain, Route.Through route, Consumer<Path> through) {
    private static final long USUAL_TTL = 64;

    void run(Path path) {
        Finding<Boolean> forwards = terrain.forwards(path.packet());
        path.assume(forwards.rests());
        if (forwards.value().isEmpty()) {
            var asks = new Question.Forwards();
            Knowledge known = path.moment().knowledge();
            path.fork(
                    asks,
                    List.of(
                            new Path.Way(asks, true, known, this::pass),
                            new Path.Way(asks, false, known, Forwarding::stay)));
        } else if (forwards.value().get()) {
            pass(path);
        } else {
            stay(path);
        }
    }

    private static void stay(Path path) {
        path.drop(new DropReason.NotForwarding(path.packet().findText(Fact.IN)));
    }

    private void pass(Path path) {
        // ip_forward(): what came as a broadcast of the link is not sent on.
        if (isToMany(path.packet())) {
            path.drop(new DropReason.BadFrame());
            return;
        }
        Routing.byNoBridge(terrain, path, route.out());
        Routing.decide(path, route);
        route.out()
                .ifPresent(name -> path.moment(path.moment().with(path.packet().with(Fact.OUT, name))));
        if (terrain.isStrict() && !path.packet().knows(Fact.TTL)) {
            forkTtl(path);
        } else if (takeTtl(path)) {
            through.accept(path);
        }
    }

    private void forkTtl(Path path) {
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
}
