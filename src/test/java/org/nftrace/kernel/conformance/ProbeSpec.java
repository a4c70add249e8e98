package org.nftrace.kernel.conformance;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nftrace.kernel.Headers;
import org.nftrace.kernel.Probe;
import org.nftrace.kernel.World;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;
import org.nftrace.text.Source;

/// Describes the harness's packets in the terms of our own engine.
public final class ProbeSpec {

    private static final long BROADCAST = 0xffff_ffff_ffffL;
    private static final long GROUP = 0x0100_0000_0000L;

    private static final int IP_HEADER = 20;
    private static final int IP6_HEADER = 40;
    private static final int FRAGMENT_HEADER = 8;

    /// What later fragments do not carry.
    private static final List<Fact> TRANSPORT = List.of(
            Fact.SPORT,
            Fact.DPORT,
            Fact.TCP_FLAGS,
            Fact.TCP_SEQUENCE,
            Fact.TCP_ACKNOWLEDGED,
            Fact.TCP_WINDOW,
            Fact.SCTP_CHUNK,
            Fact.ICMP_TYPE,
            Fact.ICMP_CODE,
            Fact.ICMP_ID);

    private static final Map<Fact, Fact> ABOUT = Map.of(
            Fact.PROTOCOL, Fact.ABOUT_PROTOCOL,
            Fact.SPORT, Fact.ABOUT_SPORT,
            Fact.DPORT, Fact.ABOUT_DPORT,
            Fact.ICMP_TYPE, Fact.ABOUT_TYPE,
            Fact.ICMP_CODE, Fact.ABOUT_CODE,
            Fact.ICMP_ID, Fact.ABOUT_ID);

    private final World world;

    public ProbeSpec(World world) {
        this.world = world;
    }

    public PacketSpec of(Probe probe) {
        return of(probe, headers(probe.packet()));
    }

    /// {@return in how many fragments it comes}
    static int pieces(org.nftrace.kernel.Packet packet) {
        var bytes = packet.cut().orElseThrow().bytes();
        return (carried(packet) + bytes - 1) / bytes;
    }

    /// {@return one of its fragments, counted from 1}
    PacketSpec of(Probe probe, int piece) {
        var packet = probe.packet();
        var bytes = packet.cut().orElseThrow().bytes();
        var at = (piece - 1) * bytes;
        var size = Math.min(bytes, carried(packet) - at);
        var header = packet.length() - carried(packet);
        var fragment = headers(packet)
                .with(Fact.FRAGMENT_OFFSET, at / 8)
                .with(Fact.MORE_FRAGMENTS, piece < pieces(packet) ? 1 : 0)
                .with(Fact.LENGTH, header + (packet.isV6() ? FRAGMENT_HEADER : 0) + size);
        for (var fact : piece == 1 ? List.<Fact>of() : TRANSPORT) {
            fragment = fragment.without(fact);
        }
        return of(probe, fragment);
    }

    private static int carried(org.nftrace.kernel.Packet packet) {
        return packet.length() - (packet.isV6() ? IP6_HEADER : IP_HEADER);
    }

    private PacketSpec of(Probe probe, Packet packet) {
        return switch (probe.origin()) {
            case Probe.Wire wire -> spec(probe.toString(), received(packet, probe, wire), false);
            case Probe.Local local -> {
                var sent = packet.with(Fact.MARK, local.mark())
                        .with(Fact.UID, 0)
                        .with(Fact.GID, 0)
                        .with(Fact.PACKET_TYPE, 0);
                yield spec(
                        probe.toString(),
                        local.out().map(out -> sent.with(Fact.OUT, out)).orElse(sent),
                        true);
            }
        };
    }

    /// A packet of the kernel's own, as its trace shows it.
    PacketSpec of(Headers headers) {
        var packet = ip(headers.version(), headers.source(), headers.destination())
                .with(Fact.PROTOCOL, headers.protocol())
                .with(Fact.TTL, headers.ttl())
                .with(Fact.TOS, headers.tos())
                .with(Fact.LENGTH, headers.length())
                .with(Fact.MARK, 0)
                .with(Fact.FRAGMENT_OFFSET, 0)
                .with(Fact.MORE_FRAGMENTS, 0);
        var whole = switch (headers.layer4()) {
            case Headers.Ports(int sport, int dport) -> ports(packet, sport, dport);
            case Headers.Tcp tcp ->
                ports(packet, tcp.sport(), tcp.dport())
                        .with(Fact.TCP_FLAGS, tcp.flags())
                        .with(Fact.TCP_SEQUENCE, tcp.seq())
                        .with(Fact.TCP_ACKNOWLEDGED, tcp.ack())
                        .with(Fact.TCP_WINDOW, tcp.window());
            case Headers.Icmp icmp ->
                packet.with(Fact.ICMP_TYPE, icmp.type())
                        .with(Fact.ICMP_CODE, icmp.code())
                        .with(Fact.ICMP_ID, icmp.id());
            case Headers.Opaque _ -> packet;
        };
        return spec(headers.toString(), whole, true);
    }

    private static PacketSpec spec(String text, Packet packet, boolean local) {
        var source = new Source("probe", text);
        return new PacketSpec(source.whole(), packet, Optional.of(local), Set.of(), false, false);
    }

    private Packet received(Packet packet, Probe probe, Probe.Wire wire) {
        var source = packet.address(Fact.SOURCE).toString();
        var receiver = world.layer3(wire.link());
        var sender = wire.sourceMac()
                .or(() -> world.peerWith(source)
                        .filter(peer -> peer.link().equals(wire.link()))
                        .or(() -> world.peerAt(wire.link()))
                        .map(World.Peer::mac))
                .orElse("02:00:00:00:02:00");
        var destination = number(wire.destinationMac().orElse(receiver.mac()));
        var came = packet.with(Fact.IN, receiver.name())
                .with(Fact.SOURCE_MAC, number(sender))
                .with(Fact.DESTINATION_MAC, destination)
                .with(Fact.PACKET_TYPE, packetType(destination, receiver, world.link(wire.link())))
                .with(Fact.MARK, 0);
        if (receiver.name().equals(wire.link())) {
            return came;
        }
        // What the bridge has learnt of its neighbours, as LiveWorld told it.
        return world.peers().stream()
                .filter(peer -> number(peer.mac()) == destination)
                .filter(peer -> world.layer3(peer.link()).equals(receiver))
                .findFirst()
                .map(peer -> came.with(Fact.PORT_OUT, peer.link()))
                .orElse(came)
                .with(Fact.PORT_IN, wire.link());
    }

    // eth_type_trans(), br_handle_frame(): what is for the bridge's port is for the host as well.
    private static long packetType(long destination, World.Link... receivers) {
        if (Stream.of(receivers).anyMatch(link -> number(link.mac()) == destination)) {
            return 0;
        }
        if (destination == BROADCAST) {
            return 1;
        }
        return (destination & GROUP) != 0 ? 2 : 3;
    }

    private static Packet headers(org.nftrace.kernel.Packet packet) {
        var bare = ip(packet.isV6() ? 6 : 4, text(packet.source()), text(packet.destination()))
                .with(Fact.PROTOCOL, packet.protocol())
                .with(Fact.TTL, packet.ttl())
                .with(Fact.TOS, packet.tos())
                .with(Fact.LENGTH, packet.length())
                .with(Fact.FRAGMENT_OFFSET, 0)
                .with(Fact.MORE_FRAGMENTS, 0);
        return switch (packet.body()) {
            case org.nftrace.kernel.Packet.Tcp tcp ->
                ports(bare, tcp.sport(), tcp.dport())
                        .with(Fact.TCP_FLAGS, tcp.flagBits())
                        .with(Fact.TCP_SEQUENCE, tcp.seq() & 0xffff_ffffL)
                        .with(Fact.TCP_ACKNOWLEDGED, tcp.ack() & 0xffff_ffffL)
                        .with(Fact.TCP_WINDOW, 64240);
            case org.nftrace.kernel.Packet.Udp udp -> ports(bare, udp.sport(), udp.dport());
            case org.nftrace.kernel.Packet.UdpLite lite -> ports(bare, lite.sport(), lite.dport());
            case org.nftrace.kernel.Packet.Sctp sctp ->
                ports(bare, sctp.sport(), sctp.dport()).with(Fact.SCTP_CHUNK, sctp.chunk());
            case org.nftrace.kernel.Packet.Icmp icmp ->
                bare.with(Fact.ICMP_TYPE, icmp.type())
                        .with(Fact.ICMP_CODE, icmp.code())
                        .with(Fact.ICMP_ID, icmp.id());
            case org.nftrace.kernel.Packet.IcmpError error ->
                about(
                        bare.with(Fact.ICMP_TYPE, error.type())
                                .with(Fact.ICMP_CODE, error.code())
                                .with(Fact.ICMP_ID, 0),
                        headers(error.about()));
            case org.nftrace.kernel.Packet.Other _ -> bare;
        };
    }

    private static Packet about(Packet error, Packet inner) {
        Packet packet = error.with(Fact.ABOUT_SOURCE, inner.address(Fact.SOURCE))
                .with(Fact.ABOUT_DESTINATION, inner.address(Fact.DESTINATION));
        for (var fact : ABOUT.entrySet()) {
            if (inner.knows(fact.getKey())) {
                packet = packet.with(fact.getValue(), inner.number(fact.getKey()));
            }
        }
        return packet;
    }

    private static Packet ip(int version, String source, String destination) {
        return Packet.UNKNOWN
                .with(Fact.ETHER_TYPE, version == 4 ? 0x0800 : 0x86dd)
                .with(Fact.SOURCE, Address.parse(source).orElseThrow())
                .with(Fact.DESTINATION, Address.parse(destination).orElseThrow());
    }

    private static Packet ports(Packet packet, int sport, int dport) {
        return packet.with(Fact.SPORT, sport).with(Fact.DPORT, dport);
    }

    private static String text(InetAddress address) {
        return org.nftrace.kernel.AddressText.of(address.getAddress());
    }

    private static long number(String mac) {
        var bytes = HexFormat.ofDelimiter(":").parseHex(mac);
        return ByteBuffer.allocate(8).put(2, bytes).getLong(0);
    }
}
