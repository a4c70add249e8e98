package org.nftrace.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.load.Loaded;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Passage;
import org.nftrace.space.Sample;
import org.nftrace.text.Source;
import org.nftrace.trace.Route;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// The way of a set of first packets through all rules: in by prerouting, and on to where they are routed.
///
/// What dnat sends elsewhere is followed there: a packet of each such group is routed, and the group goes the same way.
/// Where a map or a range leaves the destination open, both ways are walked.
final class SetJourney {
    private static final long TCP = 6;
    private static final long UDP = 17;
    private static final long SYN = 2;
    private static final long ECHO_REQUEST = 8;
    private static final long ECHO_REQUEST_6 = 128;
    private static final long ICMP = 1;
    private static final long ICMP_6 = 58;
    /// A port that rules hardly name.
    private static final long SOME_PORT = 47011;

    /// The address that the host has where no other is said (RFC 5737, RFC 3849).
    private static final Address HERE = address("192.0.2.1");

    private static final Address HERE_6 = address("2001:db8::1");

    private static final List<Hook> TO_HOST = List.of(Hook.INPUT);
    private static final List<Hook> THROUGH = List.of(Hook.FORWARD, Hook.POSTROUTING);

    private static final Way HERE_IT_STAYS = new Way(TO_HOST, Optional.empty());
    private static final List<Way> BOTH = List.of(HERE_IT_STAYS, new Way(THROUGH, Optional.empty()));

    private final Loaded loaded;
    private final Passage passage;
    private final Family layer;
    private final Optional<Hook> hook;
    private final boolean toOne;

    /// @param hook  where what nat leaves alone goes; absent: where a packet of it is routed
    /// @param toOne whether all of it goes to one address
    SetJourney(Loaded loaded, Passage passage, Family layer, Optional<Hook> hook, boolean toOne) {
        this.loaded = loaded;
        this.passage = passage;
        this.layer = layer;
        this.hook = hook;
        this.toOne = toOne;
    }

    /// What may become of packets, as they were when they came. The sets may be too large, never too small.
    ///
    /// @param open   those that may leave in a way that is not modelled
    /// @param hooks  where some of them come by
    /// @param astray whether it is not known where some of them go
    record Fates(PacketSet passes, PacketSet stopped, PacketSet open, List<Hook> hooks, boolean astray) {
        Fates {
            hooks = List.copyOf(hooks);
        }
    }

    /// {@return the packets of a set that can come this way}
    PacketSet arriving(PacketSet packets) {
        PacketSet fresh = passage.fresh(packets);
        return hook.filter(h -> h == Hook.INPUT).isPresent() ? passage.toHost(fresh) : fresh;
    }

    /// {@return what may become of the packets; empty when that is too much to tell}
    Optional<Fates> of(PacketSet packets) {
        var sum = new Sum(passage.none());
        var arrived = passage.through(layer, List.of(Hook.PREROUTING), Optional.empty(), packets);
        if (arrived.isEmpty()) {
            return Optional.empty();
        }
        for (Passage.Group group : arrived.get()) {
            sum.stopped = sum.stopped.or(group.stopped());
            sum.open = sum.open.or(group.open());
            if (!group.passes().isEmpty() && !follow(group, sum)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Fates(sum.passes, sum.stopped, sum.open, List.copyOf(sum.hooks), sum.astray));
    }

    private static final class Sum {
        private PacketSet passes;
        private PacketSet stopped;
        private PacketSet open;
        private final Set<Hook> hooks = EnumSet.of(Hook.PREROUTING);
        private boolean astray;

        Sum(PacketSet none) {
            passes = none;
            stopped = none;
            open = none;
        }

        void add(Passage.Group first, Passage.Group last) {
            passes = passes.or(first.origins(last.origins(last.passes())));
            stopped = stopped.or(first.origins(last.stopped()));
            open = open.or(first.origins(last.open()));
        }
    }

    /// @param out absent: any interface
    private record Way(List<Hook> hooks, Optional<String> out) {}

    // Whether it could be told.
    private boolean follow(Passage.Group group, Sum sum) {
        List<Way> ways = ways(group);
        sum.astray |= ways.isEmpty();
        for (Way way : ways) {
            var later = passage.through(layer, way.hooks(), way.out(), group.passes());
            if (later.isEmpty()) {
                return false;
            }
            sum.hooks.addAll(way.hooks());
            later.get().forEach(last -> sum.add(group, last));
        }
        return true;
    }

    private List<Way> ways(Passage.Group group) {
        return switch (group.goal()) {
            case AS_IT_WAS -> ways(toOne ? routed(group.before()) : Optional.empty());
            case ONE_ADDRESS ->
                routed(group.before()).flatMap(SetJourney::way).map(List::of).orElse(BOTH);
            case THE_HOST -> List.of(HERE_IT_STAYS);
            case ANYWHERE -> BOTH;
        };
    }

    private List<Way> ways(Optional<Route> route) {
        if (hook.isPresent()) {
            return List.of(hook.get() == Hook.INPUT ? HERE_IT_STAYS : new Way(THROUGH, route.flatMap(SetJourney::out)));
        }
        return route.flatMap(SetJourney::way).stream().toList();
    }

    private Optional<Route> routed(PacketSet packets) {
        return packets.sample()
                .map(this::trace)
                .flatMap(trace -> trace.steps().stream()
                        .flatMap(step -> step instanceof Step.Routed(Route route) ? Stream.of(route) : Stream.empty())
                        .findFirst());
    }

    private static Optional<String> out(Route route) {
        return route instanceof Route.Through(_, Optional<String> out, _) ? out : Optional.empty();
    }

    private static Optional<Way> way(Route route) {
        return switch (route) {
            case Route.ToHost _ -> Optional.of(HERE_IT_STAYS);
            case Route.Through _ -> Optional.of(new Way(THROUGH, out(route)));
            case Route.Out _, Route.ToBridge _, Route.Bridged _ -> Optional.empty();
        };
    }

    /// {@return what the tracer says of one packet of a set}
    Trace trace(Sample sample) {
        PacketSpec spec = spec(sample);
        var own = new ArrayList<Address>();
        if (hook.filter(h -> h == Hook.INPUT).isPresent()) {
            spec.packet().findAddress(Fact.DESTINATION).ifPresent(own::add);
        }
        var options = new TraceOptions(Set.copyOf(own), TraceOptions.DEFAULT.branches(), true);
        return Tracer.of(loaded.ruleset(), loaded.host(), options).trace(spec);
    }

    /// {@return the first packet of a connection as the sample says; what it leaves open is something ordinary}
    private PacketSpec spec(Sample sample) {
        Packet packet = sample.packet().without(Fact.OUT);
        boolean six = layer == Family.IP6;
        packet = packet.knows(Fact.SOURCE)
                ? packet
                : packet.with(Fact.SOURCE, address(six ? "2001:db8::7" : "198.51.100.7"));
        if (!packet.knows(Fact.DESTINATION) && hook.filter(h -> h == Hook.INPUT).isPresent()) {
            packet = packet.with(Fact.DESTINATION, six ? HERE_6 : HERE);
        }
        packet = or(packet, Fact.PROTOCOL, TCP);
        long protocol = packet.number(Fact.PROTOCOL);
        if (protocol == TCP || protocol == UDP) {
            packet = or(or(packet, Fact.SPORT, 40000), Fact.DPORT, SOME_PORT);
        }
        if (protocol == TCP) {
            packet = or(packet, Fact.TCP_FLAGS, SYN);
        } else if (protocol == ICMP || protocol == ICMP_6) {
            packet = or(or(packet, Fact.ICMP_TYPE, six ? ECHO_REQUEST_6 : ECHO_REQUEST), Fact.ICMP_CODE, 0);
        }
        return new PacketSpec(
                new Source("", "").whole(), packet, Optional.of(false), Set.of(ConnectionState.NEW), false, false);
    }

    private static Packet or(Packet packet, Fact fact, long number) {
        return packet.knows(fact) ? packet : packet.with(fact, number);
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }
}
