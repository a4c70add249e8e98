package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.net.Address;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.trace.Assumption.Ground;
import org.nftrace.trace.Connection.Status;

/// Connection tracking: which connection a packet belongs to (net/netfilter/nf_conntrack_core.c).
final class Conntrack {
    private static final String CHECKSUM = "net.netfilter.nf_conntrack_checksum";

    private final Scene scene;
    private final Beginning beginning;

    Conntrack(Scene scene) {
        this.scene = scene;
        this.beginning = new Beginning(scene);
    }

    /// `notrack`: no connection will be looked up; one that is attached already stays (nft_ct.c, nft_notrack_eval).
    static void untrack(Path path) {
        if (path.moment().connection().isEmpty()) {
            path.moment(path.moment().with(Connection.none(ConnectionState.UNTRACKED)));
        }
    }

    /// `ct zone set`: the zone in which a connection will be looked up (nft_ct.c, nft_ct_set_zone_eval).
    static void enterZone(Path path, int zone) {
        Optional<Connection> attached = path.moment().connection();
        if (attached.isEmpty() || attached.get().is(ConnectionState.UNTRACKED)) {
            path.moment(path.moment().with(Connection.template(zone)));
        }
    }

    static int zone(Path path) {
        Optional<Connection> attached = path.moment().connection();
        return attached.isPresent() ? attached.get().zone() : 0;
    }

    /// `reject with tcp reset` takes the connection for closed (nf_conntrack_proto_tcp.c,
    /// nf_conntrack_tcp_set_closing).
    static void close(Path path) {
        path.moment()
                .connection()
                .filter(c -> c.original().isPresent() && c.has(Status.CONFIRMED))
                .ifPresent(c -> path.moment(path.moment().with(c.with(c.tcp().closed()))));
    }

    /// Priority -200 of prerouting and output: looks the packet's connection up, or begins one (nf_conntrack_in).
    void track(Path path, At at) {
        // Over lo and after notrack it comes with what it has.
        Optional<Connection> attached = path.moment().connection();
        if (attached.isPresent() && !attached.get().has(Status.TEMPLATE)) {
            return;
        }
        Set<ConnectionState> told = scene.told();
        Family layer = at.layer();
        if (told.isEmpty()) {
            lookUp(path, at.hook() == Hook.PREROUTING);
        } else if (told.size() == 1) {
            attach(path, layer, told.iterator().next());
        } else {
            var ways = new ArrayList<Path.Way>();
            for (ConnectionState state : ConnectionState.values()) {
                if (told.contains(state)) {
                    ways.add(new Path.Way(
                            new Question.IsInState(state),
                            true,
                            path.moment().knowledge(),
                            p -> attach(p, layer, state)));
                }
            }
            path.fork(ways.getFirst().question(), ways);
        }
    }

    private void attach(Path path, Family layer, ConnectionState state) {
        switch (state) {
            case INVALID -> invalid(path);
            case UNTRACKED -> tracked(path, Connection.none(ConnectionState.UNTRACKED));
            case NEW -> tracked(path, known(path).orElseGet(() -> Connection.begunBy(path.packet(), zone(path))));
            case ESTABLISHED -> tracked(path, established(path, layer));
            case RELATED ->
                tracked(path, Connection.begunBy(path.packet(), zone(path)).seenBy(ConnectionState.RELATED, false));
        }
    }

    private void lookUp(Path path, boolean received) {
        Packet packet = path.packet();
        if (received && packet.is(Protocol.UDPLITE) && verifies(path)) {
            invalid(path);
            return;
        }
        boolean tcp = packet.is(Protocol.TCP) && packet.knows(Fact.TCP_FLAGS);
        if (tcp && !TcpFlags.areValid(packet.number(Fact.TCP_FLAGS))) {
            invalid(path);
            return;
        }
        if (Icmp.isError(packet) && packet.knows(Fact.ABOUT_PROTOCOL)) {
            complain(path);
            return;
        }
        Optional<Kept> kept = kept(path);
        if (kept.isEmpty()) {
            beginning.run(path);
        } else if (tcp) {
            goOn(path, kept.get());
        } else if (isSctp(packet) && packet.knows(Fact.SCTP_CHUNK)) {
            goOnWithChunk(path, kept.get(), packet.number(Fact.SCTP_CHUNK));
        } else {
            tracked(path, kept.get().seenAgain(packet.protocol()));
        }
    }

    // udplite_error() in nf_conntrack_proto_udp.c: the checksum of what is received is verified as if it were that of
    // UDP, so that every right one is wrong (seen on Linux 6.18).
    private boolean verifies(Path path) {
        String value = scene.terrain().host().sysctls().get(CHECKSUM);
        if (value == null) {
            path.assume(new Assumption.Sysctl(CHECKSUM, "1", Ground.KERNEL_DEFAULT));
        }
        return value == null || !value.strip().equals("0");
    }

    /// What the table has for a packet, and from which end that is.
    private record Kept(Connection connection, boolean reply) {

        // An answer makes its connection established.
        Connection seen() {
            if (reply) {
                return connection.with(Status.SEEN_REPLY).seenBy(ConnectionState.ESTABLISHED, true);
            }
            boolean answered = connection.has(Status.SEEN_REPLY);
            return connection.seenBy(answered ? ConnectionState.ESTABLISHED : ConnectionState.NEW, false);
        }

        // nf_conntrack_udplite_packet(), nf_conntrack_gre_packet(): whatever comes behind an answer shows that both
        // ends are there. UDP waits two seconds for that, as those who ask a name do not come again.
        Connection seenAgain(Optional<Protocol> protocol) {
            boolean assures =
                    protocol.equals(Optional.of(Protocol.UDPLITE)) || protocol.equals(Optional.of(Protocol.GRE));
            return assures && connection.has(Status.SEEN_REPLY) ? seen().with(Status.ASSURED) : seen();
        }
    }

    private Optional<Kept> kept(Path path) {
        return find(Tuple.of(path.packet()), zone(path));
    }

    // Where a packet is its own answer, the answering end was entered last and is found first.
    private Optional<Kept> find(Packet tuple, int zone) {
        return scene.connections()
                .answeredBy(zone, tuple)
                .map(c -> new Kept(c, true))
                .or(() -> scene.connections().begunBy(zone, tuple).map(c -> new Kept(c, false)));
    }

    private Optional<Connection> known(Path path) {
        return kept(path).map(Kept::seen);
    }

    // nf_conntrack_inet_error(): what is complained about was received, so its answer leads to the connection, and whom
    // the complaint goes to has to be the one who sent it.
    private void complain(Path path) {
        Optional<Packet> about = Tuple.about(path.packet());
        Optional<Kept> kept = about.map(Tuple::inverse).flatMap(tuple -> find(tuple, zone(path)));
        Optional<Address> to = kept.flatMap(
                        k -> k.reply() ? k.connection().reply() : k.connection().original())
                .flatMap(tuple -> tuple.findAddress(Fact.DESTINATION));
        if (kept.isEmpty() || !path.packet().findAddress(Fact.DESTINATION).equals(to)) {
            invalid(path);
        } else {
            tracked(
                    path,
                    kept.get()
                            .connection()
                            .seenBy(ConnectionState.RELATED, kept.get().reply()));
        }
    }

    // nf_conntrack_tcp_packet
    private void goOn(Path path, Kept kept) {
        Tcp tcp = kept.connection().tcp();
        Segment segment = Segment.of(path.packet(), kept.reply());
        Tcp.Taken taken = tcp.take(segment, kept.connection().status());
        switch (taken.verdict()) {
            case INVALID -> invalid(path);
            case REOPENS -> beginning.run(path);
            case IGNORED -> tracked(path, kept.seen().with(taken.after()));
            case TAKEN -> {
                // Numbers say nothing where those before them are not known.
                if (segment.isNumbered() && tcp.windows().isEmpty() && !tcp.isEndedBy(segment)) {
                    Knowledge known = path.moment().knowledge();
                    var outside = new Question.IsInState(ConnectionState.INVALID);
                    path.fork(
                            outside,
                            List.of(
                                    new Path.Way(outside, true, known, Conntrack::invalid),
                                    new Path.Way(outside, false, known, p -> taken(p, kept, segment, taken.after()))));
                } else {
                    taken(path, kept, segment, taken.after());
                }
            }
            case MAY_REOPEN -> {
                Knowledge known = path.moment().knowledge();
                var begins = new Question.IsInState(ConnectionState.NEW);
                path.fork(
                        begins,
                        List.of(
                                new Path.Way(begins, true, known, beginning::run),
                                new Path.Way(begins, false, known, p -> tracked(p, kept.seen()))));
            }
        }
    }

    private static void taken(Path path, Kept kept, Segment segment, Tcp after) {
        boolean answered = kept.connection().has(Status.SEEN_REPLY);
        Connection seen = kept.seen().with(after);
        if (segment.isReset() && !answered) {
            seen = seen.with(Status.DYING);
        }
        tracked(path, after.isAssured(kept.connection().tcp(), answered) ? seen.with(Status.ASSURED) : seen);
    }

    // nf_conntrack_sctp_packet
    private static void goOnWithChunk(Path path, Kept kept, long chunk) {
        Sctp sctp = kept.connection().sctp();
        if (sctp.refuses(chunk, kept.reply())) {
            invalid(path);
        } else {
            Connection seen = kept.seen().with(sctp.after(chunk, kept.reply()));
            tracked(path, sctp.isAssuredBy(chunk, kept.reply()) ? seen.with(Status.ASSURED) : seen);
        }
    }

    static boolean isSctp(Packet packet) {
        return packet.is(Protocol.SCTP);
    }

    // A packet that is told to be established is the connection's own direction, translated as its first packet was.
    private Connection established(Path path, Family layer) {
        return known(path)
                .or(() -> scene.firstPacket(layer))
                .orElseGet(() -> Connection.begunBy(path.packet(), zone(path)))
                .with(Status.SEEN_REPLY, Status.CONFIRMED, Status.SNAT_DONE, Status.DNAT_DONE)
                .seenBy(ConnectionState.ESTABLISHED, false);
    }

    static void tracked(Path path, Connection connection) {
        path.moment(path.moment().with(connection));
        path.tell(new Step.Tracked(connection));
    }

    // Nothing is attached to an invalid packet.
    static void invalid(Path path) {
        path.moment(path.moment().unattached());
        path.tell(new Step.Tracked(Connection.none(ConnectionState.INVALID)));
    }

    /// The very last of input and postrouting: the connection of a packet that was let through is kept (nf_confirm).
    /// One whose answers would be another's is not, and its packet is lost (__nf_conntrack_confirm,
    /// nf_ct_resolve_clash).
    void confirm(Path path) {
        Optional<Connection> begun =
                path.moment().connection().filter(c -> c.original().isPresent() && !c.has(Status.CONFIRMED));
        if (begun.filter(this::clashes).isPresent()) {
            path.drop(new DropReason.PortsExhausted());
        } else {
            begun.ifPresent(c -> path.moment(path.moment().with(c.with(Status.CONFIRMED))));
        }
    }

    private boolean clashes(Connection begun) {
        Packet reply = begun.reply().orElseThrow();
        return scene.connections().isTaken(begun.zone(), reply, begun.original().orElseThrow()) && Tuple.isWhole(reply);
    }
}
