package org.nftrace.lint.checks;

import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// Packets of someone whom no rule names: documentation addresses (RFC 5737, RFC 3849), a first packet of TCP.
final class Strangers {
    private static final long TCP = 6;

    private Strangers() {}

    /// {@return a first packet of IPv4 to this port, by any interface}
    static Packet to(int port) {
        return first(port)
                .with(Fact.ETHER_TYPE, 0x0800)
                .with(Fact.SOURCE, Address.parse("198.51.100.7").orElseThrow())
                .with(Fact.SPORT, 40000);
    }

    static Packet to6(int port) {
        return first(port)
                .with(Fact.ETHER_TYPE, 0x86dd)
                .with(Fact.SOURCE, Address.parse("2001:db8::7").orElseThrow())
                .with(Fact.SPORT, 40000);
    }

    /// {@return the same of IPv4 from any address, by an interface that no rule names}
    static Packet anyTo(int port) {
        return first(port).with(Fact.ETHER_TYPE, 0x0800).with(Fact.IN, "nobody0");
    }

    private static Packet first(int port) {
        return Packet.UNKNOWN.with(Fact.PROTOCOL, TCP).with(Fact.DPORT, port).with(Fact.TCP_FLAGS, 2);
    }
}
