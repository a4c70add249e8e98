package org.nftrace.trace;

import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Family;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Selector.CtDirection;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;

/// What a packet's connection says of a quantity (net/netfilter/nft_ct.c).
final class ConnectionFacts {
    static final Quantity.OfConnection STATE = new Quantity.OfConnection(CtKey.STATE, 7);
    static final long INVALID = 1;
    /// invalid, established, related, new, untracked
    static final Ranges STATES = Ranges.of(1, 2, 4, 8, 64);
    /// The states in which a packet has a connection: established, related, new.
    static final Ranges WITH_CONNECTION = Ranges.of(2, 4, 8);

    private ConnectionFacts() {}

    static Possible attached(View view) {
        boolean template =
                view.connection().filter(c -> c.has(Connection.Status.TEMPLATE)).isPresent();
        return template ? Possible.known(INVALID) : ofConnection(STATE, view);
    }

    static Possible ofConnection(Quantity.OfConnection quantity, View view) {
        // Only the state can be asked of a packet without a connection: all else stands behind WITH_CONNECTION.
        if (view.connection().isPresent()) {
            return told(quantity, view.connection().get(), view);
        }
        return quantity.key() == CtKey.STATE ? Possible.known(INVALID) : open(quantity, view);
    }

    private static Possible told(Quantity.OfConnection quantity, Connection connection, View view) {
        return switch (quantity.key()) {
            case STATE -> state(quantity, connection.states(), view);
            case DIRECTION -> Possible.known(connection.isReply() ? 1 : 0);
            case STATUS -> status(quantity, connection, view);
            case MARK ->
                connection.mark().isPresent() ? Possible.known(connection.mark().getAsLong()) : open(quantity, view);
            case L3PROTO -> layer(view);
            case ZONE -> Possible.known(connection.zone());
            case SECMARK,
                    EXPIRATION,
                    HELPER,
                    SADDR,
                    DADDR,
                    PROTOCOL,
                    PROTO_SRC,
                    PROTO_DST,
                    LABEL,
                    BYTES,
                    PACKETS,
                    AVGPKT,
                    EVENT,
                    COUNT,
                    ID -> open(quantity, view);
        };
    }

    // A mapping that leaves all as it is sets no bit, and what came may have been that already.
    private static Possible status(Quantity.OfConnection quantity, Connection connection, View view) {
        long word = StatusSet.of(connection.status()).word();
        long source = connection.isSurelyMapped(true) ? 0 : Connection.Status.SNAT.mask();
        long destination = connection.isSurelyMapped(false) ? 0 : Connection.Status.DNAT.mask();
        if ((source | destination) == 0) {
            return Possible.known(word);
        }
        Ranges words = Ranges.of(word, word & ~source, word & ~destination, word & ~source & ~destination);
        return Possible.open(variable(quantity), words, view, question(quantity.key()));
    }

    // At the hooks of a bridge the frame's type tells which.
    private static Possible layer(View view) {
        return view.layer() == Family.IP6 || PacketFacts.etherType(view).equals(Possible.known(PacketFacts.IPV6))
                ? Possible.known(10)
                : Possible.known(2);
    }

    private static Possible state(Quantity.OfConnection quantity, Set<ConnectionState> states, View view) {
        if (states.size() == 1) {
            return Possible.known(number(states.iterator().next()));
        }
        Ranges told = states.stream().map(s -> Ranges.of(number(s))).reduce(Ranges.NONE, Ranges::or);
        return Possible.open(variable(quantity), told, view, question(quantity.key()));
    }

    private static long number(ConnectionState state) {
        return switch (state) {
            case INVALID -> INVALID;
            case ESTABLISHED -> 2;
            case RELATED -> 4;
            case NEW -> 8;
            case UNTRACKED -> 64;
        };
    }

    private static Possible open(Quantity.OfConnection quantity, View view) {
        return Possible.open(variable(quantity), view, question(quantity.key()));
    }

    private static Variable variable(Quantity.OfConnection quantity) {
        return new Variable.OfConnection(quantity.key(), quantity.width());
    }

    private static Question question(CtKey key) {
        return new Question.ResultOf(new Selector.Ct(key, Optional.empty(), Optional.empty()));
    }

    static Possible ofTuple(Quantity.OfTuple quantity, View view) {
        Optional<Packet> tuple =
                view.connection().flatMap(c -> quantity.direction() == CtDirection.ORIGINAL ? c.original() : c.reply());
        return tuple.flatMap(t -> inTuple(quantity.fact(), t)).orElseGet(() -> {
            var variable = sameAsPacket(quantity, view)
                    .orElse(new Variable.OfTuple(quantity.direction(), quantity.fact(), quantity.width()));
            return Possible.open(variable, view, new Question.ValueOf(quantity.fact()));
        });
    }

    private static Optional<Possible> inTuple(Fact fact, Packet tuple) {
        Optional<Protocol> protocol = tuple.protocol();
        boolean port = fact == Fact.SPORT || fact == Fact.DPORT;
        if (!port || protocol.isPresent() && protocol.get().hasPorts()) {
            return tuple.knows(fact)
                    ? Optional.of(
                            fact.kind() == Fact.Kind.ADDRESS
                                    ? Possible.known(Word.of(tuple.address(fact)))
                                    : Possible.known(tuple.number(fact)))
                    : Optional.empty();
        }
        return isIcmp(protocol) ? inIcmpTuple(fact, tuple) : tuple.knows(Fact.PROTOCOL) ? zero() : Optional.empty();
    }

    private static boolean isIcmp(Optional<Protocol> protocol) {
        return protocol.filter(p -> p == Protocol.ICMP || p == Protocol.ICMPV6).isPresent();
    }

    // The tuple of a protocol without ports has zeros there.
    private static Optional<Possible> zero() {
        return Optional.of(Possible.known(0));
    }

    // An ICMP tuple has the id where others have the source port, type and code where they have the other.
    private static Optional<Possible> inIcmpTuple(Fact fact, Packet tuple) {
        if (fact == Fact.SPORT) {
            return tuple.knows(Fact.ICMP_ID)
                    ? Optional.of(Possible.known(tuple.number(Fact.ICMP_ID)))
                    : Optional.empty();
        }
        return tuple.knows(Fact.ICMP_TYPE) && tuple.knows(Fact.ICMP_CODE)
                ? Optional.of(Possible.known(tuple.number(Fact.ICMP_TYPE) << 8 | tuple.number(Fact.ICMP_CODE)))
                : Optional.empty();
    }

    // In the direction of the connection's first packet, what came is what stands in the original tuple.
    private static Optional<Variable> sameAsPacket(Quantity.OfTuple quantity, View view) {
        boolean mine = view.connection()
                .filter(c -> !c.isReply() && !c.states().contains(ConnectionState.RELATED))
                .isPresent();
        return mine && quantity.direction() == CtDirection.ORIGINAL
                ? Optional.of(new Variable.OfPacket(quantity.fact(), quantity.width(), 0))
                : Optional.empty();
    }
}
