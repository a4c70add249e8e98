package org.nftrace.trace;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;
import org.nftrace.net.Protocol;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.trace.Connection.Status;

/// Address translation: what a mapping makes of a connection, and what a connection makes of its packets
/// (net/netfilter/nf_nat_core.c).
final class Nat {
    private static final Ranges WITH_PORTS = Ranges.of(Arrays.stream(Protocol.values())
            .filter(Protocol::hasPorts)
            .mapToLong(Protocol::number)
            .toArray());

    // NF_NAT_MAX_ATTEMPTS
    private static final int MOST_ATTEMPTS = 128;

    private final Scene scene;
    private final ChainWalk chains;

    Nat(Scene scene, ChainWalk chains) {
        this.scene = scene;
        this.chains = chains;
    }

    /// The place of nat at a hook: asks the nat chains about a connection that is not settled on this side, and
    /// translates.
    void run(Path path, Station.NatPlace place, At at) {
        boolean source = !place.mapsDestination();
        Optional<Connection> connection =
                path.moment().connection().filter(c -> c.original().isPresent());
        if (connection.isEmpty()) {
            return;
        }
        // nf_nat_icmp_reply_translation(): an error is translated as what it is about was.
        boolean error = connection.get().is(ConnectionState.RELATED) && isIcmp(path.packet());
        if (connection.get().has(source ? Status.SNAT_DONE : Status.DNAT_DONE)
                || error
                || connection.get().is(ConnectionState.ESTABLISHED)) {
            if (error || at.hook() != Hook.POSTROUTING || !goesAstray(path, connection.get())) {
                translate(path, connection.get(), source);
            }
            return;
        }
        for (Station.AskNat ask : place.chains()) {
            path.each(p -> {
                if (p.isOn()) {
                    p.assume(ask.ties());
                    chains.base(p, ask.chain(), at);
                }
            });
        }
        path.each(p -> settle(p, source));
    }

    // nf_nat_oif_changed(): the address of one interface is no good behind another. The connection is forgotten.
    private static boolean goesAstray(Path path, Connection connection) {
        Optional<String> was = connection.wayOut().filter(_ -> !connection.isReply());
        Optional<String> now = path.packet().findText(Fact.OUT);
        if (was.isEmpty() || now.isEmpty() || was.equals(now)) {
            return false;
        }
        path.moment(path.moment().with(connection.with(Status.DYING)));
        path.drop(new DropReason.OtherWayOut(was.get(), now.get()));
        return true;
    }

    private static boolean isIcmp(Packet packet) {
        return packet.is(Protocol.ICMP) || packet.is(Protocol.ICMPV6);
    }

    private void settle(Path path, boolean source) {
        if (path.course() == Path.Course.MAPPED) {
            path.course(Path.Course.ON);
        } else {
            // Without a mapping the connection is settled as it is, but for a source port that another one has taken.
            Packet before = path.packet();
            map(path, Mapping.none(source));
            if (!path.packet().equals(before)) {
                path.tell(new Step.Rewrote(before, path.packet(), new Cause.ByConnection(false)));
            }
        }
    }

    private void translate(Path path, Connection connection, boolean source) {
        Packet before = path.packet();
        Packet after = translated(before, connection, source);
        if (!after.equals(before)) {
            path.moment(path.moment().with(after));
            path.tell(new Step.Rewrote(before, after, new Cause.ByConnection(connection.isReply())));
        }
    }

    /// {@return the packet as it is once one side was translated by what its connection says}
    static Packet translated(Packet packet, Connection connection, boolean source) {
        Status bit = source != connection.isReply() ? Status.SNAT : Status.DNAT;
        if (!connection.has(bit)) {
            return packet;
        }
        Packet other = connection.isReply()
                ? connection.original().orElseThrow()
                : connection.reply().orElseThrow();
        // An ICMP error has no ports of its own.
        return connection.is(ConnectionState.RELATED) && !packet.knows(Fact.SPORT)
                ? Tuple.withAddress(packet, source, other)
                : Tuple.withSide(packet, source, other);
    }

    /// Settles one side of the packet's connection and translates the packet (nf_nat_setup_info).
    void map(Path path, Mapping mapping) {
        Connection connection = path.moment().connection().orElseThrow();
        boolean source = mapping.source();
        Status done = source ? Status.SNAT_DONE : Status.DNAT_DONE;
        Packet answer = connection.reply().orElseThrow();
        Predicate<Packet> isFreeAnswer = reply -> !scene.connections()
                .isTaken(connection.zone(), reply, connection.original().orElseThrow());
        if (mapping.keepsAll() && isFreeAnswer.test(answer)) {
            path.moment(path.moment().with(connection.with(done)));
            return;
        }
        Packet now = Tuple.inverse(answer);
        Predicate<Packet> isFree = to -> scene.connections().isEmpty() || isFreeAnswer.test(Tuple.inverse(to));
        Optional<Packet> before = new SameSource(scene.connections(), connection.zone(), now)
                .as(mapping)
                .filter(to -> !Tuple.isWhole(to) || isFree.test(to));
        Chosen chosen = before.isPresent()
                ? Chosen.asBefore(before.get(), port(now, true))
                : choose(now, mapping, isFree, path.moment().knowledge());
        Packet wanted = chosen.tuple();
        boolean changed = chosen.isOpen() || !wanted.equals(now) || mapping.to() instanceof Mapping.To.Unknown;
        Connection answered = connection.answeredBy(Tuple.inverse(wanted));
        Connection settled = changed ? answered.with(done, source ? Status.SNAT : Status.DNAT) : answered.with(done);
        if (changed) {
            path.moment(path.moment().with(translated(path.packet(), settled, source)));
            forget(path, mapping, port(now, source), chosen);
        }
        path.moment(path.moment().with(settled));
    }

    private static Fact port(Packet tuple, boolean source) {
        return isIcmp(tuple) ? Fact.ICMP_ID : source ? Fact.SPORT : Fact.DPORT;
    }

    /// What a mapping makes of a tuple.
    ///
    /// @param outOf the ports of which it takes one, where that cannot be told
    private record Chosen(Packet tuple, Optional<Mapping.Ports> outOf) {
        static Chosen asBefore(Packet tuple, Fact port) {
            boolean told = tuple.knows(port)
                    || tuple.protocol().filter(Protocol::hasPorts).isEmpty();
            return new Chosen(tuple, Optional.of(Mapping.Ports.UNKNOWN).filter(_ -> !told));
        }

        boolean isOpen() {
            return outOf.isPresent();
        }
    }

    // get_unique_tuple(), but for what other connections of the same source have
    private static Chosen choose(Packet now, Mapping mapping, Predicate<Packet> isFree, Knowledge known) {
        boolean stays =
                mapping.source() && !mapping.isRandom() && SameSource.isInside(now, mapping) && isFree.test(now);
        Packet moved = stays ? now : withAddress(now, mapping);
        boolean free = stays || isFree.test(moved);
        Optional<Mapping.Ports> range = ports(now, mapping, free, known);
        if (range.isEmpty()) {
            return new Chosen(moved, Optional.empty());
        }
        Fact port = port(now, mapping.source());
        boolean kept = free && !mapping.isRandom();
        boolean counted = !mapping.source() && !mapping.isRandom() && now.knows(port);
        var fixed = keeps(now, port, mapping, range.get(), kept)
                ? Optional.of((int) now.number(port))
                : fixed(range.get(), counted, number -> isFree.test(moved.with(port, number)));
        return fixed.isPresent()
                ? new Chosen(moved.with(port, fixed.get()), Optional.empty())
                : new Chosen(moved.without(port), range);
    }

    // A value that is new and not known is not what was learnt of the old one.
    private static void forget(Path path, Mapping mapping, Fact port, Chosen chosen) {
        Knowledge known = path.moment().knowledge();
        Fact side = mapping.source() ? Fact.SOURCE : Fact.DESTINATION;
        Optional<Mapping.Ports> range = chosen.outOf();
        if (mapping.to() instanceof Mapping.To.Unknown || !chosen.tuple().knows(side)) {
            known = known.rewritten(side);
        }
        if (range.isPresent()) {
            known = known.rewritten(port);
            if (range.get().areKnown()) {
                var first = new Value.Number(range.get().first());
                var last = new Value.Number(range.get().last());
                known = known.learn(port, new Value.Range(first, last), true);
            }
        }
        path.moment(path.moment().with(known));
    }

    private static Packet withAddress(Packet now, Mapping mapping) {
        Fact side = mapping.source() ? Fact.SOURCE : Fact.DESTINATION;
        Optional<Address> old = now.findAddress(side);
        return switch (mapping.to()) {
            case Mapping.To.Same _ -> now;
            case Mapping.To.Exactly(Address address) -> now.with(side, address);
            case Mapping.To.Unknown _ -> now.without(side);
            case Mapping.To.Network(Prefix to) ->
                old.map(a -> now.with(side, moved(a, to))).orElseGet(() -> now.without(side));
            case Mapping.To.Between(Address first, Address last) -> {
                var from = now.findAddress(Fact.SOURCE);
                var to = now.findAddress(Fact.DESTINATION);
                yield from.isEmpty() || to.isEmpty()
                        ? now.without(side)
                        : now.with(side, AddressHash.choose(first, last, from.get(), to.get(), mapping.isPersistent()));
            }
        };
    }

    private static Address moved(Address address, Prefix to) {
        long high = to.first().high()
                | address.high() & (to.last().high() ^ to.first().high());
        long low =
                to.first().low() | address.low() & (to.last().low() ^ to.first().low());
        return address.withBits(high, low);
    }

    // Out of which ports, or ids of ICMP, a new one is taken; empty when the old one stays
    // (nf_nat_l4proto_unique_tuple).
    private static Optional<Mapping.Ports> ports(Packet now, Mapping mapping, boolean free, Knowledge known) {
        boolean icmp = isIcmp(now);
        if (icmp ? !now.knows(Fact.ICMP_ID) : !hasPorts(now, known)) {
            return Optional.empty();
        }
        boolean stays = free && !mapping.isRandom();
        if (mapping.ports().isPresent() || stays) {
            return mapping.ports();
        }
        if (icmp) {
            return Optional.of(Mapping.Ports.of(0, 0xffff));
        }
        // A destination port cannot be moved out of the way.
        if (!mapping.source()) {
            return Optional.empty();
        }
        return Optional.of(now.knows(Fact.SPORT) ? like(now.number(Fact.SPORT)) : Mapping.Ports.UNKNOWN);
    }

    private static Mapping.Ports like(long port) {
        if (port < 512) {
            return Mapping.Ports.of(1, 511);
        }
        return port < 1024 ? Mapping.Ports.of(600, 1023) : Mapping.Ports.of(1024, 65535);
    }

    // The rule that maps may be what says which protocol it is.
    private static boolean hasPorts(Packet packet, Knowledge known) {
        return packet.knows(Fact.PROTOCOL)
                ? packet.protocol().filter(Protocol::hasPorts).isPresent()
                : WITH_PORTS.covers(known.possible(known.variable(Fact.PROTOCOL, Words.width(Fact.PROTOCOL))));
    }

    // get_unique_tuple(): inside the range that a rule gives, a port that is free stays.
    private static boolean keeps(Packet now, Fact port, Mapping mapping, Mapping.Ports range, boolean free) {
        return free && mapping.ports().isPresent() && range.has(now.find(port));
    }

    // The new port, where it can be told: destinations are counted up, sources begin anywhere.
    private static Optional<Integer> fixed(Mapping.Ports range, boolean counted, IntPredicate isFree) {
        if (!range.areKnown()) {
            return Optional.empty();
        }
        int first = range.first();
        int last = range.last();
        if (first == last || !counted) {
            return first == last ? Optional.of(first) : Optional.empty();
        }
        var found = IntStream.rangeClosed(first, last)
                .limit(MOST_ATTEMPTS)
                .filter(isFree)
                .boxed()
                .findFirst();
        return found.or(() -> Optional.of(last).filter(_ -> last - first < MOST_ATTEMPTS));
    }
}
