package org.nftrace.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Field;
import org.nftrace.ir.Field.Header;
import org.nftrace.ir.Selector;
import org.nftrace.net.Protocol;

/// Header fields, by name and raw: `tcp dport`, `@th,16,16`.
record FieldSource(Guards guards) {
    private static final long[] WITH_PORTS = Arrays.stream(Protocol.values())
            .filter(Protocol::hasPorts)
            .mapToLong(Protocol::number)
            .toArray();
    private static final long VLAN = 0x8100;

    Source of(Selector.Payload selector) {
        Field field = selector.field();
        return field.header() == Header.TH
                ? transport(selector, field.type(), field.offset(), field.length())
                : new Source(
                        selector,
                        field.type(),
                        List.of(header(field.header(), selector, field.offset(), field.length())));
    }

    private Source.Case header(Header header, Selector selector, int offset, int length) {
        return new Source.Case(presence(header), Layout.of(header).bits(offset, length, selector));
    }

    Source of(Selector.Raw raw) {
        return switch (raw.base()) {
            case LL -> new Source(raw, DataType.INTEGER, List.of(inHeader(guards.ethernet(), Header.ETHER, raw)));
            case NH -> network(raw);
            case TH -> transport(raw, DataType.INTEGER, raw.offset(), raw.length());
            case IH -> Source.of(raw, DataType.INTEGER, new Quantity.Other(raw, raw.length()));
        };
    }

    private Source network(Selector.Raw raw) {
        Criterion ip4 = guards.etherType(PacketFacts.IPV4);
        Criterion ip6 = guards.etherType(PacketFacts.IPV6);
        var unread = new Source.Case(
                List.of(guards.etherType(PacketFacts.IPV4, PacketFacts.IPV6).not()),
                Operand.of(new Quantity.Other(raw, raw.length())));
        return new Source(
                raw,
                DataType.INTEGER,
                List.of(inHeader(List.of(ip4), Header.IP, raw), inHeader(List.of(ip6), Header.IP6, raw), unread));
    }

    private Source.Case inHeader(List<Criterion> presence, Header header, Selector.Raw raw) {
        return new Source.Case(presence, Layout.of(header).bits(raw.offset(), raw.length(), raw));
    }

    // `th dport` asks no protocol: in one without ports it compares whatever stands there.
    private Source transport(Selector selector, DataType type, int offset, int length) {
        boolean ports = offset + length <= 32;
        var cases = new ArrayList<Source.Case>();
        if (ports) {
            cases.add(transportCase(Header.TH, selector, offset, length, WITH_PORTS));
        } else {
            cases.add(transportCase(Header.TCP, selector, offset, length, Protocol.TCP.number()));
            cases.add(transportCase(Header.UDP, selector, offset, length, Protocol.UDP.number()));
        }
        cases.add(transportCase(Header.ICMP, selector, offset, length, Protocol.ICMP.number()));
        cases.add(transportCase(Header.ICMPV6, selector, offset, length, Protocol.ICMPV6.number()));
        cases.add(elsewhere(selector, length, cases));
        return new Source(selector, type, cases);
    }

    private Source.Case transportCase(Header header, Selector selector, int offset, int length, long... protocols) {
        var presence = new ArrayList<>(guards.anyIp());
        presence.add(guards.protocol(protocols));
        return new Source.Case(presence, Layout.of(header).bits(offset, length, selector));
    }

    private Source.Case elsewhere(Selector selector, int length, List<Source.Case> others) {
        var presence = new ArrayList<>(guards.anyIp());
        others.forEach(c -> presence.add(c.guards().getLast().not()));
        return new Source.Case(presence, Operand.of(new Quantity.Other(selector, length)));
    }

    private List<Criterion> presence(Header header) {
        return switch (header) {
            case ETHER -> guards.ethernet();
            case VLAN -> Guards.and(guards.ethernet(), guards.etherType(VLAN));
            case ARP ->
                guards.family() == org.nftrace.ir.Family.ARP ? List.of() : List.of(guards.etherType(PacketFacts.ARP));
            case IP -> guards.ip4();
            case IP6 -> guards.ip6();
            case ICMP -> Guards.and(guards.ip4(), guards.protocol(Protocol.ICMP));
            case IGMP -> Guards.and(guards.ip4(), guards.protocol(Protocol.IGMP));
            case ICMPV6 -> Guards.and(guards.ip6(), guards.protocol(Protocol.ICMPV6));
            case TCP -> over(Protocol.TCP);
            case UDP -> over(Protocol.UDP);
            case UDPLITE -> over(Protocol.UDPLITE);
            case SCTP -> over(Protocol.SCTP);
            case DCCP -> over(Protocol.DCCP);
            case AH -> over(Protocol.AH);
            case ESP -> over(Protocol.ESP);
            case COMP -> over(Protocol.COMP);
            case GRE -> over(Protocol.GRE);
            case VXLAN, GENEVE -> over(Protocol.UDP);
            case TH -> guards.anyIp();
        };
    }

    private List<Criterion> over(Protocol protocol) {
        return Guards.and(guards.anyIp(), guards.protocol(protocol));
    }

    /// `vxlan ip saddr`: nothing is told of what a tunnel carries.
    Source inner(Selector.Inner selector, Source inside) {
        Header tunnel = Arrays.stream(Header.values())
                .filter(h -> h.label().equals(selector.tunnel()))
                .findFirst()
                .orElse(Header.TH);
        int width = inside.cases().isEmpty()
                ? 128
                : inside.cases().getFirst().operand().width();
        return Source.of(selector, inside.type(), presence(tunnel), Operand.of(new Quantity.Other(selector, width)));
    }
}
