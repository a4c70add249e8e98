package org.nftrace.trace;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Family;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.trace.Assumption.Ground;
import org.nftrace.trace.Connection.Status;

/// Connection tracking: which connection a packet belongs to (net/netfilter/nf_conntrack_core.c).
final class Conntrack {
    private static final long ECHO_REQUEST = 8;
    private static final long ECHO_REQUEST_V6 = 128;

    private final Scene scene;

    Conntrack(Scene scene) {
        this.scene = scene;
    }

    /// `notrack`: no connection will be looked up; one that is attached already stays (nft_ct.c, nft_notrack_eval).
    static void untrack(Path path) {
        if (path.moment().connection().isEmpty()) {
            path.moment(path.moment().with(Connection.none(ConnectionState.UNTRACKED)));
        }
    }

    /// Priority -200 of prerouting and output: looks the packet's connection up, or begins one (nf_conntrack_in).
    void track(Path path, Family layer) {
        // Over lo and after notrack it comes with what it has.
        if (path.moment().connection().isPresent()) {
            return;
        }
        Set<ConnectionState> told = scene.told();
        if (told.isEmpty()) {
            lookUp(path);
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
            case NEW -> tracked(path, known(path).orElseGet(() -> Connection.begunBy(path.packet())));
            case ESTABLISHED -> tracked(path, established(path, layer));
            case RELATED -> tracked(path, Connection.begunBy(path.packet()).seenBy(ConnectionState.RELATED, false));
        }
    }

    private void lookUp(Path path) {
        Packet packet = path.packet();
        boolean tcp = packet.protocol().equals(Optional.of(Protocol.TCP)) && packet.knows(Fact.TCP_FLAGS);
        if (tcp && !TcpFlags.areValid(packet.number(Fact.TCP_FLAGS))) {
            invalid(path);
            return;
        }
        Optional<Kept> kept = kept(path);
        if (kept.isEmpty()) {
            begin(path);
        } else if (tcp) {
            goOn(path, kept.get(), packet.number(Fact.TCP_FLAGS));
        } else {
            tracked(path, kept.get().seen());
        }
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
    }

    private Optional<Kept> kept(Path path) {
        Packet tuple = Tuple.of(path.packet());
        return scene.connections()
                .begunBy(tuple)
                .map(c -> new Kept(c, false))
                .or(() -> scene.connections().answeredBy(tuple).map(c -> new Kept(c, true)));
    }

    private Optional<Connection> known(Path path) {
        return kept(path).map(Kept::seen);
    }

    // nf_conntrack_tcp_packet
    private void goOn(Path path, Kept kept, long flags) {
        Tcp tcp = kept.connection().tcp();
        boolean reply = kept.reply();
        if (tcp.refuses(flags, reply)) {
            invalid(path);
        } else if (tcp.isReopenedBy(flags, reply)) {
            begin(path);
        } else {
            boolean answered = kept.connection().has(Status.SEEN_REPLY);
            Connection seen = kept.seen().with(tcp.after(flags, reply));
            if ((flags & TcpFlags.RST) != 0 && !answered) {
                seen = seen.with(Status.DYING);
            }
            tracked(path, tcp.isAssuredBy(flags, reply, answered) ? seen.with(Status.ASSURED) : seen);
        }
    }

    // A packet that is told to be established is the connection's own direction, translated as its first packet was.
    private Connection established(Path path, Family layer) {
        return known(path)
                .or(() -> scene.firstPacket(layer))
                .orElseGet(() -> Connection.begunBy(path.packet()))
                .with(Status.SEEN_REPLY, Status.CONFIRMED, Status.SNAT_DONE, Status.DNAT_DONE)
                .seenBy(ConnectionState.ESTABLISHED, false);
    }

    private void begin(Path path) {
        Optional<Protocol> protocol = path.packet().protocol();
        if (protocol.equals(Optional.of(Protocol.ICMP)) || protocol.equals(Optional.of(Protocol.ICMPV6))) {
            beginIcmp(path, protocol.get() == Protocol.ICMPV6);
        } else if (protocol.equals(Optional.of(Protocol.TCP))) {
            beginTcp(path);
        } else {
            first(path);
        }
    }

    private void beginIcmp(Path path, boolean v6) {
        if (!path.packet().knows(Fact.ICMP_TYPE)) {
            suppose(path, Fact.ICMP_TYPE, v6 ? ECHO_REQUEST_V6 : ECHO_REQUEST);
        }
        long type = path.packet().number(Fact.ICMP_TYPE);
        if (Icmp.isUntracked(type, v6)) {
            tracked(path, Connection.none(ConnectionState.UNTRACKED));
        } else if (Icmp.isRequest(type, v6)) {
            first(path);
        } else {
            invalid(path);
        }
    }

    private void beginTcp(Path path) {
        if (!path.packet().knows(Fact.TCP_FLAGS)) {
            suppose(path, Fact.TCP_FLAGS, TcpFlags.SYN);
        }
        boolean loose = !"0".equals(scene.terrain().host().sysctls().get("net.netfilter.nf_conntrack_tcp_loose"));
        if (TcpFlags.begin(path.packet().number(Fact.TCP_FLAGS), loose)) {
            first(path);
        } else {
            invalid(path);
        }
    }

    private static void suppose(Path path, Fact fact, long value) {
        path.assume(new Assumption.FieldIs(fact, value, Ground.CONVENTION));
        path.moment(path.moment().with(path.packet().with(fact, value)));
    }

    private void first(Path path) {
        if (!scene.options().knowsConnections()) {
            path.assume(new Assumption.FirstOfConnection(Ground.NOTHING_ELSE_SAID));
        }
        Packet packet = path.packet();
        Connection begun = Connection.begunBy(packet);
        boolean tcp = packet.protocol().equals(Optional.of(Protocol.TCP)) && packet.knows(Fact.TCP_FLAGS);
        tracked(path, tcp ? begun.with(Tcp.NONE.after(packet.number(Fact.TCP_FLAGS), false)) : begun);
    }

    private static void tracked(Path path, Connection connection) {
        path.moment(path.moment().with(connection));
        path.tell(new Step.Tracked(connection));
    }

    // Nothing is attached to an invalid packet.
    private static void invalid(Path path) {
        path.tell(new Step.Tracked(Connection.none(ConnectionState.INVALID)));
    }

    /// The very last of input and postrouting: the connection of a packet that was let through is kept (nf_confirm).
    static void confirm(Path path) {
        path.moment()
                .connection()
                .filter(c -> c.original().isPresent() && !c.has(Status.CONFIRMED))
                .ifPresent(c -> path.moment(path.moment().with(c.with(Status.CONFIRMED))));
    }
}
