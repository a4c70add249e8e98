package org.nftrace.trace;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.nftrace.host.ConntrackEntry;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.trace.Connection.Status;

/// Connections that the host's own table lists: `conntrack -L` or /proc/net/nf_conntrack.
///
/// The table does not tell of windows, nor which bits of nat are settled: of a connection that was let through, all
/// are.
final class Entries {
    private static final long IPV4 = 0x0800;
    private static final long IPV6 = 0x86dd;

    private Entries() {}

    static Connections of(Optional<List<ConntrackEntry>> entries) {
        var connections = new Connections();
        entries.orElse(List.of()).forEach(entry -> connections.put(connection(entry)));
        return connections;
    }

    private static Connection connection(ConntrackEntry entry) {
        Packet original = tuple(entry.protocol(), entry.original());
        Packet reply = tuple(entry.protocol(), entry.reply());
        return new Connection(
                Set.of(entry.seenReply() ? ConnectionState.ESTABLISHED : ConnectionState.NEW),
                false,
                status(entry),
                Optional.of(original),
                Optional.of(reply),
                OptionalLong.of(entry.mark()),
                entry.zone(),
                Optional.empty(),
                progress(entry));
    }

    private static Set<Status> status(ConntrackEntry entry) {
        var status = EnumSet.of(Status.CONFIRMED, Status.SNAT_DONE, Status.DNAT_DONE);
        if (entry.seenReply()) {
            status.add(Status.SEEN_REPLY);
        }
        if (entry.assured()) {
            status.add(Status.ASSURED);
        }
        var original = entry.original();
        var reply = entry.reply();
        if (!original.source().equals(reply.destination())
                || !original.sport().equals(reply.dport())
                || !original.icmpId().equals(reply.icmpId())) {
            status.add(Status.SNAT);
        }
        if (!original.destination().equals(reply.source()) || !original.dport().equals(reply.sport())) {
            status.add(Status.DNAT);
        }
        return status;
    }

    private static Connection.Progress progress(ConntrackEntry entry) {
        String name = entry.state().toUpperCase(Locale.ROOT);
        if (entry.protocol() == Protocol.SCTP.number()) {
            return Stream.of(Sctp.State.values())
                    .filter(state -> state.name().equals(name))
                    .findFirst()
                    .map(Sctp::new)
                    .orElse(Sctp.NONE);
        }
        return Stream.of(Tcp.State.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .map(Tcp::listed)
                .orElse(Tcp.NONE);
    }

    private static Packet tuple(int protocol, ConntrackEntry.Tuple tuple) {
        Packet packet = Packet.UNKNOWN
                .with(Fact.ETHER_TYPE, tuple.source().isV4() ? IPV4 : IPV6)
                .with(Fact.PROTOCOL, protocol)
                .with(Fact.SOURCE, tuple.source())
                .with(Fact.DESTINATION, tuple.destination());
        packet = with(packet, Fact.SPORT, tuple.sport());
        packet = with(packet, Fact.DPORT, tuple.dport());
        packet = with(packet, Fact.ICMP_TYPE, tuple.icmpType());
        packet = with(packet, Fact.ICMP_CODE, tuple.icmpCode());
        return with(packet, Fact.ICMP_ID, tuple.icmpId());
    }

    private static Packet with(Packet packet, Fact fact, OptionalInt number) {
        return number.isPresent() ? packet.with(fact, number.getAsInt()) : packet;
    }
}
