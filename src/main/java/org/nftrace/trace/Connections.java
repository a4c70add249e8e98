package org.nftrace.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nftrace.packet.Packet;

/// The connection table: what conntrack has confirmed, by the tuples of both directions.
final class Connections {
    private final Map<Packet, Connection> originals = new LinkedHashMap<>();
    private final Map<Packet, Connection> replies = new LinkedHashMap<>();

    /// Enters a connection as one of its packets left it, or takes it out when that packet was its end.
    void keep(Connection connection) {
        if (connection.has(Connection.Status.DYING)) {
            connection.original().ifPresent(originals::remove);
            connection.reply().ifPresent(replies::remove);
        } else {
            put(connection);
        }
    }

    /// Enters a connection, or replaces what was known of it.
    void put(Connection connection) {
        connection.original().ifPresent(tuple -> {
            Connection before = originals.put(tuple, connection);
            if (before != null) {
                before.reply().ifPresent(replies::remove);
            }
        });
        connection.reply().ifPresent(tuple -> replies.put(tuple, connection));
    }

    /// {@return the connection that began with such a packet}
    Optional<Connection> begunBy(Packet tuple) {
        return Optional.ofNullable(originals.get(tuple));
    }

    /// {@return the connection of which such a packet is an answer}
    Optional<Connection> answeredBy(Packet tuple) {
        return Optional.ofNullable(replies.get(tuple));
    }

    /// {@return whether answers like this belong to another connection already}
    boolean isTaken(Packet reply, Packet original) {
        Connection other = replies.get(reply);
        boolean another = other != null && !other.original().equals(Optional.of(original));
        return another || originals.containsKey(reply);
    }
}
