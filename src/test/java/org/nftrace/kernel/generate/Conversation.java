package org.nftrace.kernel.generate;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.nftrace.kernel.Outcome;
import org.nftrace.kernel.Packet;
import org.nftrace.kernel.Probe;

/// What follows a first packet: the answer, the next of the same side, the same once more, the end of the connection,
/// a segment out of its window, an ICMP error about what was received. All of it as the two ends would see it, that is
/// with the addresses and ports that the kernel's translation left.
final class Conversation {

    /// What a later packet is, for counting.
    enum Kind {
        FIRST,
        ANSWER,
        ONWARD,
        AGAIN,
        CLOSING,
        ASTRAY,
        ERROR
    }

    record Turn(Kind kind, Probe probe) {}

    private static final int WINDOW = 1 << 20;

    private final Chance chance;
    private final Side initiator;
    private Optional<Side> responder;
    private Optional<Packet> lastSeen;
    private Probe last;
    private boolean answered;
    private boolean lastFromInitiator = true;
    private long initiatorNext;
    private long responderNext = 5000;

    Conversation(Chance chance, Outcome first) {
        this.chance = chance;
        this.initiator = Side.ofInitiator(first.probe());
        this.responder = Side.reachedBy(first);
        this.lastSeen = Side.seenBy(first);
        this.last = first.probe();
        this.initiatorNext = 1000;
        advance(first.probe().packet().body(), true);
    }

    /// {@return what comes next, if there is anything to say}
    Optional<Turn> next() {
        if (last.packet().body() instanceof Packet.IcmpError) {
            return Optional.empty();
        }
        if (responder.isEmpty()) {
            return chance.percent(20) ? Optional.of(new Turn(Kind.AGAIN, last)) : Optional.empty();
        }
        return Optional.of(chance.of(withBothEnds()).get()).filter(turn -> !isGivenASource(turn.probe()));
    }

    /// {@return whether the kernel gives it another source than it has (raw(7))}
    private static boolean isGivenASource(Probe probe) {
        return probe.origin() instanceof Probe.Local
                && !probe.packet().isV6()
                && probe.packet().source().isAnyLocalAddress();
    }

    /// Takes note of what became of the turn.
    void saw(Turn turn, Outcome outcome) {
        last = turn.probe();
        lastSeen = Side.seenBy(outcome);
        if (responder.isEmpty()) {
            responder = Side.reachedBy(outcome);
        }
        answered |= turn.kind() == Kind.ANSWER;
    }

    private List<Supplier<Turn>> withBothEnds() {
        var turns = new ArrayList<Supplier<Turn>>();
        if (!answered) {
            for (int i = 0; i < 6; i++) {
                turns.add(() -> turn(Kind.ANSWER, false));
            }
        } else {
            turns.add(() -> turn(Kind.ANSWER, false));
            turns.add(() -> turn(Kind.ONWARD, true));
            turns.add(() -> turn(Kind.ONWARD, true));
            turns.add(() -> turn(Kind.CLOSING, chance.percent(50)));
        }
        turns.add(() -> turn(Kind.ASTRAY, chance.percent(50)));
        turns.add(() -> new Turn(Kind.AGAIN, last));
        if (lastSeen.isPresent()) {
            turns.add(this::error);
        }
        return turns;
    }

    private Turn turn(Kind kind, boolean byInitiator) {
        var side = byInitiator ? initiator : responder.orElseThrow();
        var body = body(kind, side.packet().body(), byInitiator);
        if (kind != Kind.ASTRAY) {
            advance(body, byInitiator);
        }
        lastFromInitiator = byInitiator;
        return new Turn(kind, side.probe(side.with(body)));
    }

    private Packet.Body body(Kind kind, Packet.Body template, boolean byInitiator) {
        return switch (template) {
            case Packet.Tcp tcp -> segment(kind, tcp, byInitiator);
            case Packet.Icmp icmp ->
                new Packet.Icmp(
                        byInitiator ? icmp.type() : answerTo(icmp.type()),
                        icmp.code(),
                        icmp.id(),
                        icmp.seq(),
                        icmp.data());
            case Packet.Sctp sctp ->
                new Packet.Sctp(
                        sctp.sport(),
                        sctp.dport(),
                        kind == Kind.CLOSING ? chance.of(6, 7, 14) : chance.of(2, 10, 11, 0),
                        sctp.data());
            case Packet.Udp udp -> new Packet.Udp(udp.sport(), udp.dport(), chance.between(0, 40));
            case Packet.UdpLite lite -> lite;
            case Packet.IcmpError error -> error;
            case Packet.Other other -> other;
        };
    }

    private Packet.Tcp segment(Kind kind, Packet.Tcp tcp, boolean byInitiator) {
        var opening = !byInitiator
                && !answered
                && initiator.packet().body() instanceof Packet.Tcp first
                && first.flags().contains("syn");
        var flags = switch (kind) {
            case CLOSING -> chance.of("fin,ack", "fin,ack", "rst", "rst,ack");
            case ASTRAY -> chance.of("ack", "psh,ack", "rst", "syn", "syn,ack", "fin");
            case FIRST, ANSWER, ONWARD, AGAIN, ERROR -> opening ? "syn,ack" : chance.of("ack", "psh,ack");
        };
        var data = flags.equals("psh,ack") ? chance.between(1, 30) : 0;
        var seq = (byInitiator ? initiatorNext : responderNext)
                + (kind == Kind.ASTRAY && chance.percent(70) ? WINDOW : 0);
        var ack = flags.contains("ack") ? (byInitiator ? responderNext : initiatorNext) : 0;
        return new Packet.Tcp(tcp.sport(), tcp.dport(), flags, seq, ack, data);
    }

    private void advance(Packet.Body body, boolean byInitiator) {
        if (body instanceof Packet.Tcp tcp) {
            var length = tcp.data()
                    + (tcp.flags().contains("syn") ? 1 : 0)
                    + (tcp.flags().contains("fin") ? 1 : 0);
            if (byInitiator) {
                initiatorNext += length;
            } else {
                responderNext += length;
            }
        }
    }

    private static int answerTo(int type) {
        return switch (type) {
            case 8 -> 0;
            case 128 -> 129;
            case 13, 15, 17 -> type + 1;
            default -> type;
        };
    }

    /// The end that received the last packet complains about it, or a router before it does.
    private Turn error() {
        var about = lastSeen.orElseThrow();
        var side = lastFromInitiator ? responder.orElseThrow() : initiator;
        var v6 = about.isV6();
        var router = v6 ? "2001:db8:7::7" : "192.0.2.7";
        var source = chance.percent(65) ? about.destination() : InetAddress.ofLiteral(router);
        var body = v6
                ? new Packet.IcmpError(chance.of(1, 1, 2, 3), chance.of(0, 4), about)
                : new Packet.IcmpError(chance.of(3, 3, 11, 12), chance.of(0, 1, 3), about);
        return new Turn(Kind.ERROR, side.probe(Packet.of(source, about.source(), body)));
    }
}
