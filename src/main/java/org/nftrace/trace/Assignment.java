package org.nftrace.trace;

import static java.util.Map.entry;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Field;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// `meta mark set 1`, `ip dscp set cs1`, `ct mark set meta mark`: statements that write a value.
///
/// What is no fact of a packet (a checksum, a tcp option, a secmark) is written without an effect on the way.
final class Assignment {
    private final Scene scene;

    Assignment(Scene scene) {
        this.scene = scene;
    }

    /// Writes the value.
    ///
    /// @param value absent when it is not known
    /// @return false when the packet has no such field: the rule ends there
    boolean run(Path path, Selector target, Optional<Value> value, Cursor cursor) {
        switch (target) {
            case Selector.Payload(Field field) -> {
                var there = cursor.evaluator().read(target, scene.view(path, cursor.at()));
                if (there instanceof Reading.Absent) {
                    return false;
                }
                Slot slot = SLOTS.get(field);
                if (slot != null) {
                    write(path, slot, value);
                }
            }
            case Selector.Meta(MetaKey key) -> meta(path, key, value);
            case Selector.Ct ct -> {
                if (ct.key() == CtKey.MARK) {
                    connectionMark(path, value);
                } else if (ct.key() == CtKey.ZONE) {
                    zone(path, ct, number(value));
                }
            }
            case Selector.ExtensionHeader _, Selector.Option _, Selector.Raw _, Selector.Inner _ -> {}
            case Selector.Fib _,
                    Selector.Rt _,
                    Selector.Socket _,
                    Selector.Osf _,
                    Selector.Ipsec _,
                    Selector.Tunnel _,
                    Selector.Numgen _,
                    Selector.Hash _,
                    Selector.Concatenation _,
                    Selector.Binary _,
                    Selector.Lookup _ -> {}
        }
        return true;
    }

    private static void meta(Path path, MetaKey key, Optional<Value> value) {
        Fact fact = META.get(key);
        if (fact != null) {
            write(path, new Slot(fact, WHOLE, 0), value);
        }
    }

    private static void connectionMark(Path path, Optional<Value> value) {
        path.moment()
                .connection()
                .filter(c -> c.original().isPresent())
                .ifPresent(c -> path.moment(path.moment().with(c.withMark(number(value)))));
    }

    private static void zone(Path path, Selector.Ct target, OptionalLong zone) {
        if (zone.isPresent()) {
            Conntrack.enterZone(path, (int) zone.getAsLong());
        } else {
            path.end(new Outcome.Undecided(new Question.ResultOf(target)));
        }
    }

    private static void write(Path path, Slot slot, Optional<Value> value) {
        Packet packet = path.packet();
        Optional<Packet> written = value.flatMap(v -> written(packet, slot, v));
        if (written.isPresent()) {
            path.moment(path.moment().with(written.get()));
        } else {
            forget(path, slot.fact());
        }
    }

    private static Optional<Packet> written(Packet packet, Slot slot, Value value) {
        return switch (slot.fact().kind()) {
            case ADDRESS ->
                value instanceof Value.IpAddress(Address address)
                        ? Optional.of(packet.with(slot.fact(), address))
                        : Optional.empty();
            case NUMBER -> {
                OptionalLong number = number(Optional.of(value));
                boolean rest = slot.mask() == WHOLE || packet.knows(slot.fact());
                if (number.isEmpty() || !rest) {
                    yield Optional.empty();
                }
                long kept = slot.mask() == WHOLE ? 0 : packet.number(slot.fact()) & ~slot.mask();
                yield Optional.of(packet.with(slot.fact(), kept | number.getAsLong() << slot.shift() & slot.mask()));
            }
            case TEXT -> Optional.empty();
        };
    }

    /// The fact has a new value, which is not known.
    static void forget(Path path, Fact fact) {
        Moment now = path.moment();
        path.moment(now.with(now.packet().without(fact)).with(now.knowledge().rewritten(fact)));
    }

    private static OptionalLong number(Optional<Value> value) {
        return value.map(Assignment::number).orElse(OptionalLong.empty());
    }

    private static OptionalLong number(Value value) {
        return switch (value) {
            case Value.Number(long number) -> OptionalLong.of(number);
            case Value.Bits(var bits) -> {
                long all = 0;
                for (Value bit : bits) {
                    OptionalLong one = number(bit);
                    if (one.isEmpty()) {
                        yield OptionalLong.empty();
                    }
                    all |= one.getAsLong();
                }
                yield OptionalLong.of(all);
            }
            case Value _ -> OptionalLong.empty();
        };
    }

    private static final long WHOLE = -1;

    /// Where a field stands among the facts: the DSCP is the upper six bits of TOS.
    private record Slot(Fact fact, long mask, int shift) {
        Slot(Fact fact) {
            this(fact, WHOLE, 0);
        }
    }

    private static final Map<MetaKey, Fact> META =
            Map.of(MetaKey.MARK, Fact.MARK, MetaKey.PRIORITY, Fact.PRIORITY, MetaKey.PKTTYPE, Fact.PACKET_TYPE);

    private static final Map<Field, Slot> SLOTS = new EnumMap<>(Map.ofEntries(
            entry(Field.IP_SADDR, new Slot(Fact.SOURCE)),
            entry(Field.IP6_SADDR, new Slot(Fact.SOURCE)),
            entry(Field.IP_DADDR, new Slot(Fact.DESTINATION)),
            entry(Field.IP6_DADDR, new Slot(Fact.DESTINATION)),
            entry(Field.IP_TTL, new Slot(Fact.TTL)),
            entry(Field.IP6_HOPLIMIT, new Slot(Fact.TTL)),
            entry(Field.IP_DSCP, new Slot(Fact.TOS, 0xfc, 2)),
            entry(Field.IP6_DSCP, new Slot(Fact.TOS, 0xfc, 2)),
            entry(Field.IP_ECN, new Slot(Fact.TOS, 0x03, 0)),
            entry(Field.IP6_ECN, new Slot(Fact.TOS, 0x03, 0)),
            entry(Field.IP_ID, new Slot(Fact.IP_ID)),
            entry(Field.IP6_FLOWLABEL, new Slot(Fact.FLOW_LABEL)),
            entry(Field.ETHER_SADDR, new Slot(Fact.SOURCE_MAC)),
            entry(Field.ETHER_DADDR, new Slot(Fact.DESTINATION_MAC)),
            entry(Field.VLAN_ID, new Slot(Fact.VLAN)),
            entry(Field.TCP_SPORT, new Slot(Fact.SPORT)),
            entry(Field.UDP_SPORT, new Slot(Fact.SPORT)),
            entry(Field.UDPLITE_SPORT, new Slot(Fact.SPORT)),
            entry(Field.SCTP_SPORT, new Slot(Fact.SPORT)),
            entry(Field.DCCP_SPORT, new Slot(Fact.SPORT)),
            entry(Field.TH_SPORT, new Slot(Fact.SPORT)),
            entry(Field.TCP_DPORT, new Slot(Fact.DPORT)),
            entry(Field.UDP_DPORT, new Slot(Fact.DPORT)),
            entry(Field.UDPLITE_DPORT, new Slot(Fact.DPORT)),
            entry(Field.SCTP_DPORT, new Slot(Fact.DPORT)),
            entry(Field.DCCP_DPORT, new Slot(Fact.DPORT)),
            entry(Field.TH_DPORT, new Slot(Fact.DPORT)),
            entry(Field.TCP_FLAGS, new Slot(Fact.TCP_FLAGS)),
            entry(Field.ICMP_TYPE, new Slot(Fact.ICMP_TYPE)),
            entry(Field.ICMPV6_TYPE, new Slot(Fact.ICMP_TYPE)),
            entry(Field.ICMP_CODE, new Slot(Fact.ICMP_CODE)),
            entry(Field.ICMPV6_CODE, new Slot(Fact.ICMP_CODE)),
            entry(Field.ICMP_ID, new Slot(Fact.ICMP_ID)),
            entry(Field.ICMPV6_ID, new Slot(Fact.ICMP_ID))));
}
