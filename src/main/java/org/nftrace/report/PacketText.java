package org.nftrace.report;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Value;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Narrowed;

/// A packet in writing.
final class PacketText {
    private static final Set<Fact> IN_FLOW =
            EnumSet.of(Fact.PROTOCOL, Fact.SOURCE, Fact.DESTINATION, Fact.SPORT, Fact.DPORT, Fact.ETHER_TYPE);

    private PacketText() {}

    /// {@return the packet as `--packet` takes it: `udp:10.254.10.105->10.254.10.252:1812 in=ens192`}
    static String description(Packet packet) {
        return protocol(packet) + ":" + end(packet, Fact.SOURCE, Fact.SPORT) + "->"
                + end(packet, Fact.DESTINATION, Fact.DPORT) + settings(packet);
    }

    /// {@return the packet as a sentence has it: `udp 10.254.10.105 → 10.254.10.252:1812`}
    static String flow(Packet packet) {
        return protocol(packet) + " " + end(packet, Fact.SOURCE, Fact.SPORT) + " → "
                + end(packet, Fact.DESTINATION, Fact.DPORT);
    }

    /// {@return the flow, and whatever else is known}
    static String whole(Packet packet) {
        return flow(packet) + settings(forThisHost(packet) ? packet.without(Fact.PACKET_TYPE) : packet);
    }

    // As all packets are that come in, unless something else is said.
    private static boolean forThisHost(Packet packet) {
        return packet.knows(Fact.PACKET_TYPE) && packet.number(Fact.PACKET_TYPE) == 0;
    }

    static String protocol(Packet packet) {
        if (!packet.knows(Fact.PROTOCOL)) {
            return "any";
        }
        // "ip" before two addresses would not be read as protocol 0.
        return packet.protocol()
                .filter(p -> p != Protocol.HOPOPT)
                .map(p -> p == Protocol.ICMPV6 ? "icmpv6" : p.label())
                .orElseGet(() -> Long.toString(packet.number(Fact.PROTOCOL)));
    }

    /// {@return `10.0.0.1:53`, `[2001:db8::1]:53`, `10.0.0.1`, `any:53` or `any`}
    static String end(Packet packet, Fact address, Fact port) {
        var known = packet.findAddress(address);
        String host = known.map(Object::toString).orElse("any");
        if (!packet.knows(port)) {
            return host;
        }
        boolean brackets = known.filter(a -> !a.isV4()).isPresent();
        return (brackets ? "[" + host + "]" : host) + ":" + packet.number(port);
    }

    private static String settings(Packet packet) {
        var out = new StringBuilder();
        for (Fact fact : Fact.values()) {
            if (packet.knows(fact) && !IN_FLOW.contains(fact) && !isNone(packet, fact)) {
                out.append(' ').append(fact.keyword()).append('=').append(value(packet, fact));
            }
        }
        return out.toString();
    }

    // A packet that the host sends came in by no interface: that is known, and nothing to write.
    private static boolean isNone(Packet packet, Fact fact) {
        return fact.kind() == Fact.Kind.TEXT && packet.text(fact).isEmpty();
    }

    /// {@return the value of a fact, which must be known}
    static String value(Packet packet, Fact fact) {
        return switch (fact.kind()) {
            case ADDRESS -> packet.address(fact).toString();
            case TEXT -> packet.text(fact);
            case NUMBER -> number(fact, packet.number(fact));
        };
    }

    /// {@return the values of a field that a condition names: `67, 514, 1024-65535`}
    static String values(Narrowed field) {
        return String.join(", ", each(field));
    }

    /// {@return the same one by one}
    static List<String> each(Narrowed field) {
        return field.values().stream().map(v -> value(field.fact(), v)).toList();
    }

    private static String value(Fact fact, Value value) {
        return switch (value) {
            case Value.Number(var number) -> number(fact, number);
            case Value.Range(var first, var last) -> value(fact, first) + "-" + value(fact, last);
            case Value other -> ValueText.plain(other);
        };
    }

    static String number(Fact fact, long number) {
        return switch (fact) {
            case SOURCE_MAC, DESTINATION_MAC -> Numbers.mac(number);
            case TCP_FLAGS -> Numbers.tcpFlags(number);
            case MARK, ETHER_TYPE -> Numbers.hex(number);
            case PACKET_TYPE -> Numbers.of(number, DataType.PKT_TYPE);
            case PROTOCOL, ABOUT_PROTOCOL -> Numbers.of(number, DataType.INET_PROTO);
            case VLAN,
                    SOURCE,
                    DESTINATION,
                    SPORT,
                    DPORT,
                    ICMP_TYPE,
                    ICMP_CODE,
                    ICMP_ID,
                    TCP_SEQUENCE,
                    TCP_ACKNOWLEDGED,
                    TCP_WINDOW,
                    SCTP_CHUNK,
                    ABOUT_SOURCE,
                    ABOUT_DESTINATION,
                    ABOUT_SPORT,
                    ABOUT_DPORT,
                    ABOUT_TYPE,
                    ABOUT_CODE,
                    ABOUT_ID,
                    TTL,
                    TOS,
                    LENGTH,
                    IP_ID,
                    FLOW_LABEL,
                    FRAGMENT_OFFSET,
                    MORE_FRAGMENTS,
                    PRIORITY,
                    IN,
                    OUT,
                    PORT_IN,
                    PORT_OUT,
                    UID,
                    GID -> Long.toUnsignedString(number);
        };
    }
}
