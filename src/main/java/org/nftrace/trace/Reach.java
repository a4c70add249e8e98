package org.nftrace.trace;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nftrace.host.Link;
import org.nftrace.host.LinkAddress;
import org.nftrace.net.Address;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketSpec.ConnectionState;

/// Looks for the packet nearest to a given one that comes to a rule: fields are left open, the fewest first, the walk
/// forks and says under which values it comes there, and the packet with those values is traced on its own.
final class Reach {
    // In the order in which one would rather change them.
    private static final List<Fact> FIELDS = List.of(
            Fact.DPORT,
            Fact.PROTOCOL,
            Fact.IN,
            Fact.SOURCE,
            Fact.DESTINATION,
            Fact.SPORT,
            Fact.TCP_FLAGS,
            Fact.ICMP_TYPE,
            Fact.MARK,
            Fact.TTL,
            Fact.UID);
    private static final int MOST_CHANGES = 3;
    private static final int MOST_TRACES = 2_000;
    private static final int MOST_FIXED = 6;

    private final Tracer tracer;
    private final Target target;
    private final Samples samples;
    private int traces;

    Reach(Tracer tracer, Target target) {
        this.tracer = tracer;
        this.target = target;
        this.samples = Samples.of(tracer);
    }

    /// {@return the packet; nothing where none was found}
    Optional<PacketSpec> nearest(PacketSpec spec) {
        for (int changes = 1; changes <= MOST_CHANGES; changes++) {
            var found = among(spec, changes, 0, EnumSet.noneOf(Fact.class));
            if (found.isPresent()) {
                return found;
            }
            for (ConnectionState state : ConnectionState.values()) {
                if (changes > 2 || spec.connection().equals(Set.of(state))) {
                    continue;
                }
                var other = with(spec, spec.packet(), spec.local(), Set.of(state));
                found = changes == 1 ? verified(other) : among(other, changes - 1, 0, EnumSet.noneOf(Fact.class));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<PacketSpec> among(PacketSpec spec, int count, int from, Set<Fact> chosen) {
        if (chosen.size() == count) {
            return opened(spec, List.copyOf(chosen), 0, chosen);
        }
        for (int i = from; i < FIELDS.size(); i++) {
            Set<Fact> more = EnumSet.copyOf(chosen.isEmpty() ? EnumSet.of(FIELDS.get(i)) : chosen);
            more.add(FIELDS.get(i));
            var found = among(spec, count, i + 1, more);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    // Interfaces and the host's own addresses are tried one by one: an open one is concluded, not asked for.
    private Optional<PacketSpec> opened(PacketSpec spec, List<Fact> facts, int next, Set<Fact> open) {
        if (next == facts.size()) {
            return forked(spec, open);
        }
        Fact fact = facts.get(next);
        var found = opened(sent(spec, fact), facts, next + 1, open);
        for (Packet fixed : fixed(spec.packet(), fact)) {
            if (found.isPresent()) {
                return found;
            }
            Set<Fact> rest = EnumSet.copyOf(open);
            rest.remove(fact);
            found = opened(with(spec, fixed, local(spec, fact), spec.connection()), facts, next + 1, rest);
        }
        return found;
    }

    private static PacketSpec sent(PacketSpec spec, Fact fact) {
        return with(spec, spec.packet().without(fact), local(spec, fact), spec.connection());
    }

    // What comes in by an interface, the host does not send.
    private static Optional<Boolean> local(PacketSpec spec, Fact fact) {
        return fact == Fact.IN ? Optional.empty() : spec.local();
    }

    private List<Packet> fixed(Packet packet, Fact fact) {
        return switch (fact.kind()) {
            case TEXT ->
                samples.interfaces().stream()
                        .limit(MOST_FIXED)
                        .map(name -> packet.with(fact, name))
                        .toList();
            case ADDRESS ->
                samples.own().stream()
                        .filter(a -> a.isV4() == (packet.number(Fact.ETHER_TYPE) == 0x0800))
                        .limit(MOST_FIXED)
                        .map(a -> packet.with(fact, a))
                        .toList();
            case NUMBER -> List.of();
        };
    }

    private Optional<PacketSpec> forked(PacketSpec spec, Set<Fact> open) {
        if (traces++ > MOST_TRACES) {
            return Optional.empty();
        }
        if (open.isEmpty()) {
            return verified(spec);
        }
        var tried = new LinkedHashSet<Packet>();
        for (Strand strand : Strand.of(tracer.trace(spec).steps())) {
            if (Obstacles.isReached(target, strand.steps())) {
                filled(spec.packet(), open, strand.given()).ifPresent(tried::add);
            }
        }
        return tried.stream()
                .flatMap(p -> verified(with(spec, p, spec.local(), spec.connection())).stream())
                .findFirst();
    }

    private Optional<Packet> filled(Packet packet, Set<Fact> open, Condition given) {
        Map<Fact, Narrowed> last = new HashMap<>();
        given.terms().forEach(t -> t.says().forEach(n -> last.put(n.fact(), n)));
        Packet whole = packet;
        for (Fact fact : open) {
            if (last.containsKey(fact)) {
                var with = samples.fill(whole, last.get(fact));
                if (with.isEmpty()) {
                    return with;
                }
                whole = with.get();
            }
        }
        return Optional.of(proper(whole));
    }

    // Of another protocol, it has no flags and perhaps no ports.
    private static Packet proper(Packet packet) {
        var protocol = packet.protocol();
        Packet flags = protocol.equals(Optional.of(Protocol.TCP)) ? packet : packet.without(Fact.TCP_FLAGS);
        boolean ports = protocol.isEmpty() || protocol.get().hasPorts();
        return ports ? flags : flags.without(Fact.SPORT).without(Fact.DPORT);
    }

    private Optional<PacketSpec> verified(PacketSpec spec) {
        if (traces++ > MOST_TRACES) {
            return Optional.empty();
        }
        return Strand.of(tracer.trace(spec).steps()).stream().allMatch(s -> Obstacles.isReached(target, s.steps()))
                ? Optional.of(spec)
                : Optional.empty();
    }

    private static PacketSpec with(
            PacketSpec spec, Packet packet, Optional<Boolean> local, Set<ConnectionState> connection) {
        return new PacketSpec(spec.span(), packet, local, connection, spec.reply(), spec.continues());
    }

    /// What a field may be where a rule only says what it is not, and what is told of the host.
    private record Samples(Set<String> interfaces, Set<Address> own) {
        private static final List<Long> NUMBERS = List.of(6L, 17L, 1L, 80L, 40_000L, 0L);
        private static final List<String> ADDRESSES = List.of("198.51.100.1", "203.0.113.1", "2001:db8::1");

        static Samples of(Tracer tracer) {
            var interfaces = new LinkedHashSet<String>();
            var own = new LinkedHashSet<>(tracer.options().local());
            for (Link link : tracer.host().links().orElse(List.of())) {
                interfaces.add(link.name());
                link.addresses().stream().map(LinkAddress::address).forEach(own::add);
            }
            interfaces.addAll(tracer.interfaces());
            interfaces.remove(Journey.LOOPBACK);
            own.addAll(tracer.own());
            return new Samples(interfaces, own);
        }

        Optional<Packet> fill(Packet packet, Narrowed narrowed) {
            Fact fact = narrowed.fact();
            Stream<Packet> candidates = switch (fact.kind()) {
                case NUMBER ->
                    Stream.concat(narrowed.samples().map(Word::low), NUMBERS.stream())
                            .filter(n -> Word.of(n).compareTo(Word.ones(Words.width(fact))) <= 0)
                            .map(n -> packet.with(fact, n));
                case ADDRESS ->
                    Stream.concat(narrowed.addresses(), ADDRESSES.stream().flatMap(a -> Address.parse(a).stream()))
                            .filter(a -> a.isV4() == (packet.number(Fact.ETHER_TYPE) == 0x0800))
                            .map(a -> packet.with(fact, a));
                case TEXT ->
                    Stream.concat(narrowed.names(), interfaces.stream()).map(name -> packet.with(fact, name));
            };
            return candidates.filter(narrowed::admits).findFirst();
        }
    }
}
