package org.nftrace.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells whose an event is: the probe's by its mark, or the kernel's own packet and because of which probe.
///
/// The kernel's names for packets do not do: they change at bridges and over lo, and are used again. Only the first
/// message of a base chain shows the packet; those that follow under the same name are about the same one.
final class Attribution {

    private final Map<Integer, Collected> probes = new LinkedHashMap<>();
    private final Map<Integer, Sink> latest = new HashMap<>();
    private Optional<Collected> current = Optional.empty();

    /// Where events and frames of one packet gather.
    private record Sink(Headers headers, List<Event> events, List<Frame> frames) {
        static Sink of(Headers headers) {
            return new Sink(headers, new ArrayList<>(), new ArrayList<>());
        }
    }

    private record MadeKey(int version, int mark, int protocol, int icmpType) {}

    private record Collected(Probe probe, List<Event> events, List<Frame> frames, Map<MadeKey, Sink> made) {}

    /// From now on, what is nobody's is because of this probe.
    void begin(Probe probe, int mark) {
        current = Optional.of(new Collected(probe, new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>()));
        probes.put(mark, current.get());
    }

    void add(Event event) {
        if (event.seen().isEmpty()) {
            Optional.ofNullable(latest.get(event.id())).ifPresent(sink -> sink.events.add(event));
            return;
        }
        var sink = event.seen().get().headers().flatMap(this::sink);
        sink.ifPresentOrElse(s -> latest.put(event.id(), s), () -> latest.remove(event.id()));
        sink.ifPresent(s -> s.events.add(event));
    }

    void add(Frame frame) {
        frame.headers().flatMap(this::sink).ifPresent(sink -> sink.frames.add(frame));
    }

    Outcome outcome(int mark, Optional<Integer> refused) {
        var collected = probes.get(mark);
        var made = collected.made.values().stream()
                .map(sink -> new Outcome.Made(sink.headers, new Passage(sink.events), sink.frames))
                .toList();
        return new Outcome(collected.probe, new Passage(collected.events), made, collected.frames, refused);
    }

    private Optional<Sink> sink(Headers headers) {
        var owner = probes.get(headers.mark());
        if (owner != null && isOf(headers, owner.probe.packet())) {
            return Optional.of(new Sink(headers, owner.events, owner.frames));
        }
        if (isChatter(headers)) {
            return Optional.empty();
        }
        return cause(headers).map(cause -> cause.made.computeIfAbsent(key(headers), _ -> Sink.of(headers)));
    }

    private Optional<Collected> cause(Headers headers) {
        if (isOldNews(headers)) {
            return Optional.empty();
        }
        var about = headers.layer4() instanceof Headers.Icmp icmp ? icmp.about() : Optional.<Integer>empty();
        return about.map(probes::get).or(() -> current);
    }

    /// A neighbour that does not answer is given up after seconds, when its packet is long forgotten.
    private boolean isOldNews(Headers headers) {
        return headers.layer4() instanceof Headers.Icmp icmp
                && (headers.version() == 4
                        ? icmp.type() == 3 && icmp.code() == 1
                        : icmp.type() == 1 && icmp.code() == 3)
                && icmp.about()
                        .filter(mark -> mark != 0 && !probes.containsKey(mark))
                        .isPresent();
    }

    private static boolean isOf(Headers headers, Packet packet) {
        if (headers.version() != (packet.isV6() ? 6 : 4)) {
            return false;
        }
        // A trace shows no more of a fragment's headers than that of IPv6.
        if (packet.isV6() && packet.cut().isPresent() && headers.protocol() == Headers.FRAGMENT) {
            return true;
        }
        if (headers.protocol() != packet.protocol()) {
            return false;
        }
        return switch (headers.layer4()) {
            case Headers.Icmp icmp ->
                switch (packet.body()) {
                    case Packet.Icmp sent -> sent.type() == icmp.type();
                    case Packet.IcmpError sent -> sent.type() == icmp.type();
                    case Packet.Tcp _, Packet.Udp _, Packet.UdpLite _, Packet.Sctp _, Packet.Other _ -> false;
                };
            case Headers.Tcp _, Headers.Ports _, Headers.Opaque _ -> true;
        };
    }

    /// What hosts say without being asked: group membership (IGMP, MLD) and neighbour discovery.
    private static boolean isChatter(Headers headers) {
        final int hopByHop = 0;
        final int igmp = 2;
        return headers.protocol() == igmp
                || headers.version() == 6 && headers.protocol() == hopByHop
                || headers.version() == 6
                        && headers.layer4() instanceof Headers.Icmp icmp
                        && (icmp.type() >= 130 && icmp.type() <= 136 || icmp.type() == 143);
    }

    private static MadeKey key(Headers headers) {
        var type = headers.layer4() instanceof Headers.Icmp icmp ? icmp.type() : 0;
        return new MadeKey(headers.version(), headers.mark(), headers.protocol(), type);
    }
}
