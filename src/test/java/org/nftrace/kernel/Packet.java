package org.nftrace.kernel;

import java.net.InetAddress;
import java.util.Optional;

/// An IP packet as a test describes it; the harness adds the mark that it is known by (see [Wire]).
///
/// @param ttl the time to live, or hop limit
/// @param tos the byte that holds DSCP and ECN
public record Packet(InetAddress source, InetAddress destination, int ttl, int tos, Body body, Optional<Cut> cut) {

    public static final int TTL = 64;

    /// What IP carries. `data` is the number of bytes behind the header.
    public sealed interface Body {}

    /// @param flags any of `fin,syn,rst,psh,ack,urg,ecn,cwr`
    public record Tcp(int sport, int dport, String flags, long seq, long ack, int data) implements Body {
        /// {@return the flags as the octet of the header}
        public int flagBits() {
            return Payload.tcpFlags(flags);
        }
    }

    public record Udp(int sport, int dport, int data) implements Body {}

    public record UdpLite(int sport, int dport, int data) implements Body {}

    /// @param chunk the type of the only chunk: 1 is INIT, 0 DATA
    public record Sctp(int sport, int dport, int chunk, int data) implements Body {}

    /// ICMP or ICMPv6 by the version of the addresses.
    public record Icmp(int type, int code, int id, int seq, int data) implements Body {}

    /// An ICMP error about a packet that its receiver claims to have seen.
    public record IcmpError(int type, int code, Packet about) implements Body {}

    /// Any other protocol, by number, whose header we do not care for.
    public record Other(int protocol, int data) implements Body {}

    /// The packet goes in fragments whose payload has so many bytes (a multiple of 8).
    ///
    /// @param only the fragment that is sent, counted from 1, or 0 for all
    public record Cut(int bytes, int only) {}

    public static Packet of(InetAddress source, InetAddress destination, Body body) {
        return new Packet(source, destination, TTL, 0, body, Optional.empty());
    }

    public boolean isV6() {
        return source.getAddress().length == 16;
    }

    public int protocol() {
        return switch (body) {
            case Tcp _ -> 6;
            case Udp _ -> 17;
            case UdpLite _ -> 136;
            case Sctp _ -> 132;
            case Icmp _, IcmpError _ -> isV6() ? 58 : 1;
            case Other other -> other.protocol();
        };
    }

    /// {@return the length of the whole IP packet in bytes, header included}
    public int length() {
        return (isV6() ? 40 : 20) + Payload.of(this).length;
    }

    public Packet withTtl(int other) {
        return new Packet(source, destination, other, tos, body, cut);
    }

    public Packet withTos(int other) {
        return new Packet(source, destination, ttl, other, body, cut);
    }

    public Packet withCut(Cut other) {
        return new Packet(source, destination, ttl, tos, body, Optional.of(other));
    }
}
