package org.nftrace.trace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;

/// A packet of which nobody said whether it is the first of its connection, where that is not to be assumed: all
/// states that it may be in are followed.
///
/// Where nat chains are loaded, a packet that is not the first may be translated as they did for the first one; what
/// becomes of it then stays open.
record OpenConnection(Scene scene, Beginning beginning) {
    private static final Map<Protocol, Fact> BEGINNINGS = Map.of(
            Protocol.TCP, Fact.TCP_FLAGS,
            Protocol.ICMP, Fact.ICMP_TYPE,
            Protocol.ICMPV6, Fact.ICMP_TYPE,
            Protocol.SCTP, Fact.SCTP_CHUNK);

    void begin(Path path) {
        Knowledge known = path.moment().knowledge();
        var isNew = new Question.IsInState(ConnectionState.NEW);
        var first = new Path.Way(isNew, true, first(path), this::beginNew);
        if (isTranslated()) {
            path.fork(
                    isNew, List.of(first, new Path.Way(isNew, false, known, p -> p.end(new Outcome.Undecided(isNew)))));
            return;
        }
        path.fork(
                isNew,
                List.of(
                        first,
                        way(known, ConnectionState.ESTABLISHED),
                        way(known, ConnectionState.RELATED),
                        new Path.Way(
                                new Question.IsInState(ConnectionState.INVALID), true, known, Conntrack::invalid)));
    }

    private static Path.Way way(Knowledge known, ConnectionState state) {
        return new Path.Way(
                new Question.IsInState(state),
                true,
                known,
                p -> Conntrack.tracked(
                        p,
                        Connection.begunBy(p.packet(), Conntrack.zone(p))
                                .with(Connection.Status.CONFIRMED)
                                .seenBy(state, false)));
    }

    private void beginNew(Path path) {
        if (beginsBy(path.packet()).filter(f -> !path.packet().knows(f)).isPresent()) {
            beginning.first(path);
        } else {
            beginning.beginAs(path);
        }
    }

    // The field that tells whether a packet may begin a connection.
    private static Optional<Fact> beginsBy(Packet packet) {
        return packet.protocol().map(BEGINNINGS::get);
    }

    /// {@return what is known of a packet that begins a connection}
    private Knowledge first(Path path) {
        Packet packet = path.packet();
        Knowledge known = path.moment().knowledge();
        Optional<Fact> field = beginsBy(packet).filter(f -> !packet.knows(f));
        if (field.isEmpty()) {
            return known;
        }
        Ranges begin = Ranges.where(8, number -> begins(packet.protocol().orElseThrow(), number));
        return known.assume(Formula.atom(known.variable(field.get(), Words.width(field.get())), begin));
    }

    private boolean begins(Protocol protocol, long number) {
        if (protocol == Protocol.TCP) {
            return TcpFlags.begin(number, beginning.isLoose());
        }
        return protocol == Protocol.SCTP ? Sctp.begins(number) : Icmp.isRequest(number, protocol == Protocol.ICMPV6);
    }

    private boolean isTranslated() {
        return Stream.of(Family.IP, Family.IP6)
                .flatMap(layer -> Stream.of(Hook.PREROUTING, Hook.INPUT, Hook.OUTPUT, Hook.POSTROUTING)
                        .flatMap(hook -> scene.hooks().at(layer, hook).stream()))
                .anyMatch(s ->
                        s instanceof Station.NatPlace place && !place.chains().isEmpty());
    }
}
