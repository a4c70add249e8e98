package org.nftrace.trace;

import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.trace.Assumption.Ground;

/// A packet whose connection is not in the table: it begins one, where its protocol lets such a packet do that
/// (net/netfilter/nf_conntrack_core.c, init_conntrack; nf_conntrack_proto_tcp.c, tcp_new).
final class Beginning {
    private static final long ECHO_REQUEST = 8;
    private static final long ECHO_REQUEST_V6 = 128;
    private static final long SCTP_INIT = 1;

    private final Scene scene;

    Beginning(Scene scene) {
        this.scene = scene;
    }

    /// Begins a connection, or follows all that the packet may be where its connection is not to be assumed.
    void run(Path path) {
        if (scene.terrain().isStrict() && isUntold()) {
            new OpenConnection(scene, this).begin(path);
        } else {
            beginAs(path);
        }
    }

    // Whether the packet belongs to a connection that was there before is not known.
    private boolean isUntold() {
        return !scene.options().knowsConnections()
                && scene.terrain().host().connections().isEmpty();
    }

    /// Begins a connection, where such a packet can.
    void beginAs(Path path) {
        Packet packet = path.packet();
        if (packet.is(Protocol.ICMP) || packet.is(Protocol.ICMPV6)) {
            beginIcmp(path, packet.is(Protocol.ICMPV6));
        } else if (packet.is(Protocol.TCP)) {
            beginTcp(path);
        } else if (packet.is(Protocol.SCTP)) {
            beginSctp(path);
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
            Conntrack.tracked(path, Connection.none(ConnectionState.UNTRACKED));
        } else if (Icmp.isRequest(type, v6)) {
            first(path);
        } else {
            Conntrack.invalid(path);
        }
    }

    private void beginTcp(Path path) {
        if (!path.packet().knows(Fact.TCP_FLAGS)) {
            suppose(path, Fact.TCP_FLAGS, TcpFlags.SYN);
        }
        if (TcpFlags.begin(path.packet().number(Fact.TCP_FLAGS), isLoose())) {
            first(path);
        } else {
            Conntrack.invalid(path);
        }
    }

    /// {@return whether a connection may be taken up in its middle}
    boolean isLoose() {
        return !"0".equals(scene.terrain().host().sysctls().get("net.netfilter.nf_conntrack_tcp_loose"));
    }

    private void beginSctp(Path path) {
        if (!path.packet().knows(Fact.SCTP_CHUNK)) {
            suppose(path, Fact.SCTP_CHUNK, SCTP_INIT);
        }
        if (Sctp.begins(path.packet().number(Fact.SCTP_CHUNK))) {
            first(path);
        } else {
            Conntrack.invalid(path);
        }
    }

    private static void suppose(Path path, Fact fact, long value) {
        path.assume(new Assumption.FieldIs(fact, value, Ground.CONVENTION));
        path.moment(path.moment().with(path.packet().with(fact, value)));
    }

    /// Begins a connection by a packet of which it is settled that it does.
    void first(Path path) {
        if (isUntold() && !scene.terrain().isStrict()) {
            path.assume(new Assumption.FirstOfConnection(Ground.NOTHING_ELSE_SAID));
        }
        Packet packet = path.packet();
        Connection begun = Connection.begunBy(packet, Conntrack.zone(path));
        boolean tcp = packet.is(Protocol.TCP) && packet.knows(Fact.TCP_FLAGS);
        if (tcp) {
            Conntrack.tracked(path, begun.with(Tcp.begunBy(Segment.of(packet, false))));
        } else if (Conntrack.isSctp(packet)) {
            Conntrack.tracked(path, begun.with(Sctp.NONE.after(packet.number(Fact.SCTP_CHUNK), false)));
        } else {
            Conntrack.tracked(path, begun);
        }
    }
}
