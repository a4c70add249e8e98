package org.nftrace.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.nftrace.packet.Fact;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;

/// A kind of packet that can be put on a wire, and by which its connection gets a state.
///
/// @param sign the flags of TCP, the type of ICMP, else 0
record Way(ConnectionState state, boolean six, int protocol, int sign) {
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMP = 1;
    static final int ICMPV6 = 58;
    /// A protocol that connection tracking knows nothing of.
    static final int UNKNOWN = 99;

    /// What `th dport` finds where no port is: something that no rule asks for.
    private static final int NO_PORT = 47_111;

    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;

    /// The usual first: new connections.
    static final List<Way> ALL = all();

    private static List<Way> all() {
        var all = new ArrayList<Way>();
        for (var state : List.of(
                ConnectionState.NEW,
                ConnectionState.ESTABLISHED,
                ConnectionState.RELATED,
                ConnectionState.INVALID,
                ConnectionState.UNTRACKED)) {
            for (boolean six : List.of(false, true)) {
                all.addAll(of(state, six));
            }
        }
        return List.copyOf(all);
    }

    private static List<Way> of(ConnectionState state, boolean six) {
        int icmp = six ? ICMPV6 : ICMP;
        int ping = six ? 128 : 8;
        int pong = six ? 129 : 0;
        int unreachable = six ? 1 : 3;
        int timestamp = 13;
        return switch (state) {
            // A connection may be taken up in its middle (net.netfilter.nf_conntrack_tcp_loose).
            case NEW -> {
                var ways = new ArrayList<>(List.of(
                        new Way(state, six, TCP, SYN),
                        new Way(state, six, TCP, ACK),
                        new Way(state, six, UDP, 0),
                        new Way(state, six, icmp, ping),
                        new Way(state, six, UNKNOWN, 0)));
                if (!six) {
                    ways.add(new Way(state, six, icmp, timestamp));
                }
                yield ways;
            }
            // The first segment, sent again, is let pass.
            case ESTABLISHED ->
                List.of(
                        new Way(state, six, TCP, ACK),
                        new Way(state, six, TCP, SYN),
                        new Way(state, six, UDP, 0),
                        new Way(state, six, icmp, ping),
                        new Way(state, six, UNKNOWN, 0));
            case RELATED -> List.of(new Way(state, six, icmp, unreachable));
            case INVALID ->
                List.of(
                        new Way(state, six, TCP, RST),
                        new Way(state, six, TCP, SYN | ACK),
                        new Way(state, six, icmp, pong));
            case UNTRACKED ->
                List.of(
                        new Way(state, six, TCP, SYN),
                        new Way(state, six, TCP, ACK),
                        new Way(state, six, TCP, SYN | ACK),
                        new Way(state, six, UDP, 0),
                        new Way(state, six, icmp, ping),
                        new Way(state, six, icmp, unreachable),
                        new Way(state, six, UNKNOWN, 0));
        };
    }

    /// {@return the packets of this kind}
    PacketSet in(Space space) {
        PacketSet set = only(space, Dimensions.STATE, Known.bit(state))
                .and(only(space, new Dimension.EtherType(), six ? 0x86dd : 0x0800))
                .and(only(space, new Dimension.Nfproto(), six ? 10 : 2))
                .and(only(space, Dimensions.PROTOCOL, protocol))
                .and(only(space, Fact.FRAGMENT_OFFSET, 0))
                .and(only(space, Fact.MORE_FRAGMENTS, 0));
        return switch (protocol) {
            case TCP -> set.and(only(space, Fact.TCP_FLAGS, sign));
            case ICMP, ICMPV6 -> set.and(only(space, Fact.ICMP_TYPE, sign)).and(only(space, Fact.DPORT, NO_PORT));
            case UDP -> set;
            default -> set.and(only(space, Fact.DPORT, NO_PORT));
        };
    }

    boolean isEstablished() {
        return state == ConnectionState.ESTABLISHED;
    }

    boolean isRelated() {
        return state == ConnectionState.RELATED;
    }

    boolean isUntracked() {
        return state == ConnectionState.UNTRACKED;
    }

    /// {@return the flags of TCP by their names}
    String flags() {
        return switch (sign) {
            case SYN -> "syn";
            case ACK -> "ack";
            case RST -> "rst";
            case SYN | ACK -> "syn,ack";
            default -> "none";
        };
    }

    boolean hasPorts() {
        return protocol == TCP || protocol == UDP;
    }

    /// {@return the shortest of them, in bytes}
    int length() {
        int header = six ? 40 : 20;
        return switch (protocol) {
            case TCP -> header + 20;
            case UDP -> header + 8;
            // An error quotes what it is about.
            case ICMP, ICMPV6 -> header + 8 + (state == ConnectionState.RELATED ? header + 8 : 0);
            default -> header;
        };
    }

    private static PacketSet only(Space space, Fact fact, long number) {
        PacketSet set = space.all();
        for (Dimension dimension : space.dimensions()) {
            if (dimension instanceof Dimension.OfPacket(Fact other, _) && other == fact) {
                set = set.and(only(space, dimension, number));
            }
        }
        return set;
    }

    private static PacketSet only(Space space, Dimension dimension, long number) {
        return space.in(dimension, List.of(new Meaning.Range(BigInteger.valueOf(number), BigInteger.valueOf(number))));
    }
}
