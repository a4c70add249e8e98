package org.nftrace.kernel;

import java.net.InetAddress;
import org.nftrace.kernel.Packet.Icmp;
import org.nftrace.kernel.Packet.IcmpError;
import org.nftrace.kernel.Packet.Other;
import org.nftrace.kernel.Packet.Sctp;
import org.nftrace.kernel.Packet.Tcp;
import org.nftrace.kernel.Packet.Udp;
import org.nftrace.kernel.Packet.UdpLite;

/// Writes a [Probe] in the text form that [ProbeReader] reads.
final class ProbePrinter {

    private ProbePrinter() {}

    static String print(Probe probe) {
        var text = new StringBuilder(packet(probe.packet()));
        switch (probe.origin()) {
            case Probe.Wire wire -> {
                text.append(" in=").append(wire.link());
                wire.sourceMac().ifPresent(mac -> text.append(" src-mac=").append(mac));
                wire.destinationMac().ifPresent(mac -> text.append(" dst-mac=").append(mac));
            }
            case Probe.Local local -> {
                text.append(" local");
                if (local.mark() != 0) {
                    text.append(" mark=").append(local.mark());
                }
                local.out().ifPresent(out -> text.append(" out=").append(out));
            }
        }
        return text.toString();
    }

    private static String packet(Packet packet) {
        var v6 = packet.isV6();
        var text = switch (packet.body()) {
            case Tcp tcp ->
                ends("tcp", packet, tcp.sport(), tcp.dport()) + " flags=" + tcp.flags() + value("seq", tcp.seq(), 0)
                        + value("ack", tcp.ack(), 0) + value("data", tcp.data(), 0);
            case Udp udp -> ends("udp", packet, udp.sport(), udp.dport()) + value("data", udp.data(), 0);
            case UdpLite lite -> ends("udplite", packet, lite.sport(), lite.dport()) + value("data", lite.data(), 0);
            case Sctp sctp ->
                ends("sctp", packet, sctp.sport(), sctp.dport())
                        + value("chunk", sctp.chunk(), 1)
                        + value("data", sctp.data(), 0);
            case Icmp icmp ->
                ends(v6 ? "icmpv6" : "icmp", packet) + " type=" + icmp.type() + " code=" + icmp.code()
                        + value("id", icmp.id(), 0) + value("seq", icmp.seq(), 0) + value("data", icmp.data(), 0);
            case IcmpError error ->
                ends(v6 ? "icmpv6" : "icmp", packet) + " type=" + error.type() + " code=" + error.code() + " about=("
                        + packet(error.about()) + ")";
            case Other other -> ends(String.valueOf(other.protocol()), packet) + value("data", other.data(), 0);
        };
        var cut = packet.cut()
                .map(c -> value("fragments", c.bytes(), 0) + value("piece", c.only(), 0))
                .orElse("");
        return text + value("ttl", packet.ttl(), Packet.TTL) + value("tos", packet.tos(), 0) + cut;
    }

    private static String ends(String protocol, Packet packet, int sport, int dport) {
        return protocol + ":" + bracketed(packet.source()) + ":" + sport + "->" + bracketed(packet.destination()) + ":"
                + dport;
    }

    private static String ends(String protocol, Packet packet) {
        return protocol + ":" + bracketed(packet.source()) + "->" + bracketed(packet.destination());
    }

    private static String bracketed(InetAddress address) {
        var text = AddressText.of(address.getAddress());
        return text.contains(":") ? "[" + text + "]" : text;
    }

    private static String value(String key, long value, long usual) {
        return value == usual ? "" : " " + key + "=" + value;
    }
}
