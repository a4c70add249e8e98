package org.nftrace.trace;

import java.util.Set;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// The types of ICMP and ICMPv6 as conntrack sorts them (net/netfilter/nf_conntrack_proto_icmp.c, …_icmpv6.c).
final class Icmp {
    private static final Set<Long> ERRORS = Set.of(3L, 4L, 5L, 11L, 12L);
    private static final Set<Long> REQUESTS = Set.of(8L, 13L, 15L, 17L);
    private static final Set<Long> REQUESTS_V6 = Set.of(128L, 139L);
    // Group queries and reports, router and neighbour discovery.
    private static final Set<Long> UNTRACKED_V6 = Set.of(130L, 131L, 132L, 133L, 134L, 135L, 136L, 143L);

    private Icmp() {}

    static boolean isRequest(long type, boolean v6) {
        return (v6 ? REQUESTS_V6 : REQUESTS).contains(type);
    }

    /// {@return whether it is about another packet, whose headers it carries}
    static boolean isError(long type, boolean v6) {
        return v6 ? type < 128 : ERRORS.contains(type);
    }

    static boolean isError(Packet packet) {
        boolean v6 = packet.is(Protocol.ICMPV6);
        return (v6 || packet.is(Protocol.ICMP))
                && packet.knows(Fact.ICMP_TYPE)
                && isError(packet.number(Fact.ICMP_TYPE), v6);
    }

    static boolean isUntracked(long type, boolean v6) {
        return v6 && UNTRACKED_V6.contains(type);
    }

    /// {@return the type that answers this one, or the one that it answers}
    static long answer(long type, boolean v6) {
        if (v6) {
            return switch ((int) type) {
                case 128 -> 129;
                case 129 -> 128;
                case 139 -> 140;
                case 140 -> 139;
                default -> type;
            };
        }
        return switch ((int) type) {
            case 8 -> 0;
            case 0 -> 8;
            case 13, 15, 17 -> type + 1;
            case 14, 16, 18 -> type - 1;
            default -> type;
        };
    }
}
