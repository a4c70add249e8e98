package org.nftrace.report;

import org.nftrace.ir.DataType;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// The fields of a packet in the order and the words of `nft monitor trace` (nftables 1.0.6, src/netlink.c,
/// trace_print_packet).
final class MonitorPacket {
    private static final int DSCP_SHIFT = 2;
    private static final int ECN_MASK = 3;

    private final Packet packet;
    private final StringBuilder out = new StringBuilder();

    private MonitorPacket(Packet packet) {
        this.packet = packet;
    }

    /// {@return the fields, each with a blank behind it, as nft leaves one}
    ///
    /// @param showsProtocol the table is of several families: what the transport header implies is printed all the same
    static String of(Packet packet, boolean showsProtocol) {
        var line = new MonitorPacket(packet);
        line.meta();
        line.network(showsProtocol);
        line.transport();
        return line.out.toString();
    }

    private void meta() {
        text("iif", Fact.IN);
        text("oif", Fact.OUT);
        if (packet.knows(Fact.SOURCE_MAC)) {
            put("ether saddr", Numbers.mac(packet.number(Fact.SOURCE_MAC)));
        }
        if (packet.knows(Fact.DESTINATION_MAC)) {
            put("ether daddr", Numbers.mac(packet.number(Fact.DESTINATION_MAC)));
        }
    }

    private void network(boolean showsProtocol) {
        boolean v6 = packet.findAddress(Fact.SOURCE)
                .or(() -> packet.findAddress(Fact.DESTINATION))
                .filter(a -> !a.isV4())
                .isPresent();
        String header = v6 ? "ip6" : "ip";
        packet.findAddress(Fact.SOURCE).ifPresent(a -> put(header + " saddr", a.toString()));
        packet.findAddress(Fact.DESTINATION).ifPresent(a -> put(header + " daddr", a.toString()));
        if (packet.knows(Fact.TOS)) {
            long tos = packet.number(Fact.TOS);
            put(header + " dscp", Numbers.of(tos >> DSCP_SHIFT, DataType.DSCP));
            put(header + " ecn", Numbers.of(tos & ECN_MASK, DataType.ECN));
        }
        number(v6 ? "ip6 hoplimit" : "ip ttl", Fact.TTL);
        number(v6 ? "ip6 flowlabel" : "ip id", v6 ? Fact.FLOW_LABEL : Fact.IP_ID);
        boolean implied = packet.protocol()
                .filter(p -> p.hasPorts() || p == Protocol.ICMP || p == Protocol.ICMPV6)
                .isPresent();
        if (packet.knows(Fact.PROTOCOL) && (showsProtocol || !implied)) {
            put(v6 ? "ip6 nexthdr" : "ip protocol", Numbers.of(packet.number(Fact.PROTOCOL), DataType.INET_PROTO));
        }
        if (packet.knows(Fact.LENGTH)) {
            long length = packet.number(Fact.LENGTH);
            // An IPv6 header's length field counts what follows it.
            put(header + " length", Long.toString(v6 ? length - 40 : length));
        }
    }

    private void transport() {
        packet.protocol().ifPresent(protocol -> {
            if (protocol.hasPorts()) {
                number(protocol.label() + " sport", Fact.SPORT);
                number(protocol.label() + " dport", Fact.DPORT);
                if (protocol == Protocol.TCP && packet.knows(Fact.TCP_FLAGS)) {
                    put(
                            "tcp flags ==",
                            Numbers.of(packet.number(Fact.TCP_FLAGS), DataType.TCP_FLAG)
                                    .replace(",", " | "));
                }
            } else if (protocol == Protocol.ICMP || protocol == Protocol.ICMPV6) {
                icmp(protocol == Protocol.ICMPV6);
            }
        });
    }

    private void icmp(boolean v6) {
        String header = v6 ? "icmpv6" : "icmp";
        if (packet.knows(Fact.ICMP_TYPE)) {
            put(
                    header + " type",
                    Numbers.of(packet.number(Fact.ICMP_TYPE), v6 ? DataType.ICMPV6_TYPE : DataType.ICMP_TYPE));
        }
        if (packet.knows(Fact.ICMP_CODE)) {
            put(
                    header + " code",
                    Numbers.of(packet.number(Fact.ICMP_CODE), v6 ? DataType.ICMPV6_CODE : DataType.ICMP_CODE));
        }
        number(header + " id", Fact.ICMP_ID);
    }

    private void text(String name, Fact fact) {
        packet.findText(fact).filter(value -> !value.isEmpty()).ifPresent(value -> put(name, "\"" + value + "\""));
    }

    private void number(String name, Fact fact) {
        if (packet.knows(fact)) {
            put(name, Long.toUnsignedString(packet.number(fact)));
        }
    }

    private void put(String name, String value) {
        out.append(name).append(' ').append(value).append(' ');
    }
}
