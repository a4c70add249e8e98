package org.nftrace.trace;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;

/// A packet of which all is known, and the same with some of it left open.
final class RandomViews {
    private static final List<Hook> HOOKS =
            List.of(Hook.PREROUTING, Hook.INPUT, Hook.FORWARD, Hook.OUTPUT, Hook.POSTROUTING);
    private static final Set<Fact> NEVER_OPEN = EnumSet.of(Fact.FRAGMENT_OFFSET);

    private RandomViews() {}

    record Pair(View concrete, View open) {}

    static Arbitrary<Pair> pairs() {
        return Arbitraries.randoms().map(RandomViews::pair);
    }

    private static Pair pair(Random random) {
        boolean six = random.nextInt(3) == 0;
        Packet concrete = packet(random, six);
        Packet open = concrete;
        for (Fact fact : Fact.values()) {
            if (random.nextBoolean() && !NEVER_OPEN.contains(fact)) {
                open = open.without(fact);
            }
        }
        ConnectionState state = pick(random, List.of(ConnectionState.values()));
        Set<ConnectionState> told = random.nextBoolean() ? Set.of(state) : EnumSet.allOf(ConnectionState.class);
        Family layer = six ? Family.IP6 : Family.IP;
        Hook hook = pick(random, HOOKS);
        boolean tracked = random.nextInt(4) != 0;
        var around = new Views.Around().withPlainHeaders();
        var one = new View(
                concrete,
                tracked ? Optional.of(connection(Set.of(state), concrete)) : Optional.empty(),
                layer,
                hook,
                around,
                Knowledge.NONE,
                SetChanges.NONE);
        var many = new View(
                open,
                tracked ? Optional.of(connection(told, open)) : Optional.empty(),
                layer,
                hook,
                around,
                Knowledge.NONE,
                SetChanges.NONE);
        return new Pair(one, many);
    }

    private static Connection connection(Set<ConnectionState> states, Packet original) {
        return new Connection(
                states,
                false,
                Set.of(),
                Optional.of(original),
                Optional.empty(),
                OptionalLong.empty(),
                0,
                Optional.empty(),
                Tcp.NONE);
    }

    private static Packet packet(Random random, boolean six) {
        Packet packet = Packet.UNKNOWN;
        for (Fact fact : Fact.values()) {
            packet = switch (fact) {
                case SOURCE, DESTINATION -> packet.with(fact, address(random, six));
                case ABOUT_SOURCE, ABOUT_DESTINATION ->
                    packet.with(fact, new Address.V4((int) number(random, Integer.SIZE)));
                case IN, OUT, PORT_IN, PORT_OUT ->
                    packet.with(fact, pick(random, List.of("eth0", "eth1", "eth10", "lo", "veth1", "docker0")));
                case FRAGMENT_OFFSET -> packet.with(fact, 0);
                case PROTOCOL -> packet.with(fact, pick(random, List.of(1L, 6L, 6L, 17L, 17L, 58L, 132L)));
                default -> packet.with(fact, number(random, Words.width(fact)));
            };
        }
        return packet;
    }

    private static long number(Random random, int width) {
        long any =
                pick(random, List.of(0L, 1L, 2L, 8L, 16L, 18L, 22L, 23L, 64L, 80L, 1024L, 65535L, random.nextLong()));
        return any & Word.ones(width).low();
    }

    private static Address address(Random random, boolean six) {
        return six
                ? new Address.V6(pick(random, List.of(0xfe80L << 48, random.nextLong())), random.nextInt(4))
                : new Address.V4(pick(random, List.of(0x0a000001, 0x0a000002, 0x0a0001ff, 0, -1, random.nextInt())));
    }

    private static <T> T pick(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
