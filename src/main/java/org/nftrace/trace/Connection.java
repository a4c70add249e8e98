package org.nftrace.trace;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;

/// What conntrack knows of the packet's connection: `ct state`, `ct direction`, `ct status` and the tuples.
///
/// A packet to which none is attached, as before priority -200, has no `Connection`: `ct state` is then `invalid`, the
/// rest cannot be asked.
///
/// @param states   what `ct state` may be; more than one when it was not told and is not decided
/// @param status   bits that are set: `SNAT`, `DNAT`, `SEEN_REPLY`, `ASSURED`, `CONFIRMED` …
/// @param original the first packet as it came, and `reply` what the answer will look like; absent for invalid and
/// untracked packets
/// @param zone     where its tuples are told from those of others (`ct zone`)
/// @param wayOut   the interface by which masquerade sent its first packet
/// @param progress how far it is, when it is one of TCP or SCTP
public record Connection(
        Set<ConnectionState> states,
        boolean isReply,
        Set<Status> status,
        Optional<Packet> original,
        Optional<Packet> reply,
        OptionalLong mark,
        int zone,
        Optional<String> wayOut,
        Progress progress) {

    /// The bits of `ct status` (include/uapi/linux/netfilter/nf_conntrack_common.h).
    ///
    /// The two `…_DONE` have no name in rules, but `ct status != dnat` compares the whole word and sees them.
    public enum Status {
        EXPECTED(0),
        SEEN_REPLY(1),
        ASSURED(2),
        CONFIRMED(3),
        SNAT(4),
        DNAT(5),
        /// the source side of nat is settled, mapped or not
        SNAT_DONE(7),
        /// the destination side of nat is settled, mapped or not
        DNAT_DONE(8),
        DYING(9),
        /// what `ct zone set` attaches before there is a connection
        TEMPLATE(11);

        private final int bit;

        Status(int bit) {
            this.bit = bit;
        }

        /// {@return its value in the word: `dnat` is 0x20}
        public long mask() {
            return 1L << bit;
        }
    }

    /// How far a connection of a protocol is that opens and closes them.
    public sealed interface Progress permits Tcp, Sctp {}

    public Connection {
        states = Set.copyOf(states);
        status = StatusSet.of(status);
    }

    /// {@return what a first packet begins}
    static Connection begunBy(Packet packet, int zone) {
        Packet original = Tuple.of(packet);
        return new Connection(
                Set.of(ConnectionState.NEW),
                false,
                Set.of(),
                Optional.of(original),
                Optional.of(Tuple.inverse(original)),
                OptionalLong.of(0),
                zone,
                Optional.empty(),
                Tcp.NONE);
    }

    /// {@return the connection of a packet for which none is kept}
    static Connection none(ConnectionState state) {
        return new Connection(
                Set.of(state),
                false,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                0,
                Optional.empty(),
                Tcp.NONE);
    }

    /// {@return what `ct zone set` attaches to a packet until its connection is looked up}
    static Connection template(int zone) {
        return new Connection(
                Set.of(ConnectionState.NEW),
                false,
                Set.of(Status.CONFIRMED, Status.TEMPLATE),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(0),
                zone,
                Optional.empty(),
                Tcp.NONE);
    }

    Tcp tcp() {
        return progress instanceof Tcp tcp ? tcp : Tcp.NONE;
    }

    Sctp sctp() {
        return progress instanceof Sctp sctp ? sctp : Sctp.NONE;
    }

    /// {@return the connection, this far}
    Connection with(Progress further) {
        return new Connection(states, isReply, status, original, reply, mark, zone, wayOut, further);
    }

    boolean is(ConnectionState state) {
        return states.size() == 1 && states.contains(state);
    }

    /// {@return whether nothing of the source (or destination) that is not known may be what it was mapped to}
    boolean isSurelyMapped(boolean source) {
        if (!has(source ? Status.SNAT : Status.DNAT) || original.isEmpty() || reply.isEmpty()) {
            return true;
        }
        Packet came = original.get();
        Packet answer = reply.get();
        boolean icmp = came.knows(Fact.ICMP_TYPE);
        Fact address = source ? Fact.SOURCE : Fact.DESTINATION;
        Fact itsAddress = source ? Fact.DESTINATION : Fact.SOURCE;
        Fact port = icmp ? Fact.ICMP_ID : source ? Fact.SPORT : Fact.DPORT;
        Fact itsPort = icmp ? Fact.ICMP_ID : source ? Fact.DPORT : Fact.SPORT;
        boolean unknown = !came.knows(address) || !came.knows(port) && answer.knows(itsPort);
        if (!unknown) {
            return true;
        }
        boolean sameAddress = !came.knows(address) || came.findAddress(address).equals(answer.findAddress(itsAddress));
        boolean samePort = !came.knows(port) || came.find(port).equals(answer.find(itsPort));
        return !(sameAddress && samePort);
    }

    boolean has(Status bit) {
        return status.contains(bit);
    }

    Connection with(Status... bits) {
        Set<Status> more = StatusSet.of(status).and(bits);
        return new Connection(states, isReply, more, original, reply, mark, zone, wayOut, progress);
    }

    Connection withMark(OptionalLong changed) {
        return new Connection(states, isReply, status, original, reply, changed, zone, wayOut, progress);
    }

    /// {@return the connection, whose packets masquerade has sent out by an interface}
    Connection leavingBy(Optional<String> name) {
        return new Connection(states, isReply, status, original, reply, mark, zone, name, progress);
    }

    /// {@return the connection whose answers will look like `answer`}
    Connection answeredBy(Packet answer) {
        return new Connection(states, isReply, status, original, Optional.of(answer), mark, zone, wayOut, progress);
    }

    /// {@return the same connection as one of its packets has it}
    Connection seenBy(ConnectionState state, boolean fromReply) {
        return new Connection(Set.of(state), fromReply, status, original, reply, mark, zone, wayOut, progress);
    }
}
