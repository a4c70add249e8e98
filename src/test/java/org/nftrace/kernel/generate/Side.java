package org.nftrace.kernel.generate;

import java.net.InetAddress;
import java.util.Optional;
import org.nftrace.kernel.Frame;
import org.nftrace.kernel.Headers;
import org.nftrace.kernel.Outcome;
import org.nftrace.kernel.Packet;
import org.nftrace.kernel.Passage;
import org.nftrace.kernel.Probe;

/// One end of a connection: where its packets start, and how they look there.
///
/// @param origin of its packets
/// @param packet one of them: addresses and ports as this end knows them
record Side(Probe.Origin origin, Packet packet) {

    static Side ofInitiator(Probe first) {
        return new Side(first.origin(), first.packet());
    }

    /// The end that a packet came to, if it came anywhere: who is outside, or the host itself.
    static Optional<Side> reachedBy(Outcome outcome) {
        var body = outcome.probe().packet();
        if (!outcome.emitted().isEmpty()) {
            return left(outcome)
                    .map(frame -> new Side(
                            across(frame), reversed(body, frame.headers().orElseThrow())));
        }
        return arrived(outcome).map(headers -> new Side(new Probe.Local(0, Optional.empty()), reversed(body, headers)));
    }

    /// {@return the packet as it was when it left, or came in to the host}
    static Optional<Packet> seenBy(Outcome outcome) {
        var headers =
                outcome.emitted().isEmpty() ? arrived(outcome) : left(outcome).flatMap(Frame::headers);
        return headers.map(seen -> translated(outcome.probe().packet(), seen));
    }

    Probe probe(Packet other) {
        return new Probe(origin, other);
    }

    Packet with(Packet.Body body) {
        return Packet.of(packet.source(), packet.destination(), body);
    }

    private static Probe.Origin across(Frame frame) {
        return new Probe.Wire(frame.link(), Optional.of(frame.destinationMac()), Optional.of(frame.sourceMac()));
    }

    // Only the first of fragments has ports.
    private static Optional<Frame> left(Outcome outcome) {
        return outcome.emitted().stream()
                .filter(frame -> frame.headers().filter(h -> h.offset() == 0).isPresent())
                .reduce((_, last) -> last);
    }

    /// The last that the harness sees of a packet that is let in.
    private static Optional<Headers> arrived(Outcome outcome) {
        return outcome.passage().events().stream()
                .filter(event -> Passage.tellsHook(event) && event.chain().equals("delivered"))
                .flatMap(event -> event.seen().stream())
                .flatMap(seen -> seen.headers().stream())
                .filter(headers -> headers.offset() == 0)
                .reduce((_, last) -> last);
    }

    private static Packet translated(Packet sent, Headers seen) {
        return Packet.of(
                InetAddress.ofLiteral(seen.source()),
                InetAddress.ofLiteral(seen.destination()),
                body(sent.body(), seen, false));
    }

    private static Packet reversed(Packet sent, Headers seen) {
        return Packet.of(
                InetAddress.ofLiteral(seen.destination()),
                InetAddress.ofLiteral(seen.source()),
                body(sent.body(), seen, true));
    }

    private static Packet.Body body(Packet.Body sent, Headers seen, boolean swap) {
        var ports = ports(seen);
        var sport = swap ? ports.dport() : ports.sport();
        var dport = swap ? ports.sport() : ports.dport();
        return switch (sent) {
            case Packet.Tcp tcp -> new Packet.Tcp(sport, dport, tcp.flags(), tcp.seq(), tcp.ack(), tcp.data());
            case Packet.Udp udp -> new Packet.Udp(sport, dport, udp.data());
            case Packet.UdpLite lite -> new Packet.UdpLite(sport, dport, lite.data());
            case Packet.Sctp sctp -> new Packet.Sctp(sport, dport, sctp.chunk(), sctp.data());
            case Packet.Icmp icmp ->
                new Packet.Icmp(icmp.type(), icmp.code(), id(seen, icmp.id()), icmp.seq(), icmp.data());
            case Packet.IcmpError error -> error;
            case Packet.Other other -> other;
        };
    }

    private static Headers.Ports ports(Headers seen) {
        return switch (seen.layer4()) {
            case Headers.Tcp tcp -> new Headers.Ports(tcp.sport(), tcp.dport());
            case Headers.Ports ports -> ports;
            case Headers.Icmp _, Headers.Opaque _ -> new Headers.Ports(0, 0);
        };
    }

    private static int id(Headers seen, int usual) {
        return seen.layer4() instanceof Headers.Icmp icmp ? icmp.id() : usual;
    }
}
