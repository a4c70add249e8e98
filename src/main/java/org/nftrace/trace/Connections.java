package org.nftrace.trace;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nftrace.packet.Packet;

/// The connection table: what conntrack has confirmed, by the tuples of both directions.
final class Connections {
    private record Key(int zone, Packet tuple) {}

    private final Map<Key, Connection> originals = new LinkedHashMap<>();
    private final Map<Key, Connection> replies = new LinkedHashMap<>();
    // What began at the same source, by that (nf_nat_bysource).
    private final Map<Key, Set<Key>> sources = new HashMap<>();

    boolean isEmpty() {
        return originals.isEmpty() && replies.isEmpty();
    }

    /// Enters a connection as one of its packets left it, or takes it out when that packet was its end.
    void keep(Connection connection) {
        if (connection.has(Connection.Status.DYING)) {
            connection.original().ifPresent(tuple -> remove(new Key(connection.zone(), tuple)));
            connection.reply().ifPresent(tuple -> replies.remove(new Key(connection.zone(), tuple)));
        } else {
            put(connection);
        }
    }

    private void remove(Key original) {
        originals.remove(original);
        var source = new Key(original.zone(), Tuple.source(original.tuple()));
        sources.getOrDefault(source, Set.of()).remove(original);
    }

    /// Enters a connection, or replaces what was known of it.
    void put(Connection connection) {
        connection.original().ifPresent(tuple -> {
            var key = new Key(connection.zone(), tuple);
            Connection before = originals.put(key, connection);
            if (before == null) {
                var source = new Key(connection.zone(), Tuple.source(tuple));
                sources.computeIfAbsent(source, _ -> new LinkedHashSet<>(2)).add(key);
            } else {
                before.reply().ifPresent(answer -> replies.remove(new Key(before.zone(), answer)));
            }
        });
        connection.reply().ifPresent(tuple -> replies.put(new Key(connection.zone(), tuple), connection));
    }

    /// {@return the connections whose source is settled and was, at first, that of such a packet}
    Stream<Connection> from(int zone, Packet tuple) {
        return sources.getOrDefault(new Key(zone, Tuple.source(tuple)), Set.of()).stream()
                .map(originals::get)
                .filter(connection -> connection.has(Connection.Status.SNAT_DONE));
    }

    /// {@return the connection that began with such a packet}
    Optional<Connection> begunBy(int zone, Packet tuple) {
        return originals.isEmpty() ? Optional.empty() : Optional.ofNullable(originals.get(new Key(zone, tuple)));
    }

    /// {@return the connection of which such a packet is an answer}
    Optional<Connection> answeredBy(int zone, Packet tuple) {
        return replies.isEmpty() ? Optional.empty() : Optional.ofNullable(replies.get(new Key(zone, tuple)));
    }

    /// {@return whether answers like this belong to another connection already}
    boolean isTaken(int zone, Packet reply, Packet original) {
        if (isEmpty()) {
            return false;
        }
        Connection other = replies.get(new Key(zone, reply));
        boolean another = other != null && !other.original().equals(Optional.of(original));
        return another || originals.containsKey(new Key(zone, reply));
    }
}
