package org.nftrace.space;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.text.Source;

/// Packets that have what is asked of them, and all else at random: of what [RuleDraw]'s rules ask for.
final class Filling {
    private Filling() {}

    static PacketSpec spec(Sample sample) {
        return spec(sample, new Random(1));
    }

    static PacketSpec spec(Sample sample, Random random) {
        return spec(filled(sample.packet(), random), state(sample));
    }

    static ConnectionState state(Sample sample) {
        return sample.connection().stream().findFirst().orElse(ConnectionState.NEW);
    }

    static PacketSpec spec(Packet packet, ConnectionState state) {
        return new PacketSpec(new Source("drawn", "").whole(), packet, Optional.of(false), Set.of(state), false, false);
    }

    static ConnectionState state(Random random) {
        return of(random, List.of(ConnectionState.values()));
    }

    static PacketSpec packet(Random random) {
        return spec(filled(Packet.UNKNOWN, random), state(random));
    }

    static Packet filled(Packet packet, Random random) {
        boolean six = packet.knows(Fact.ETHER_TYPE) ? packet.number(Fact.ETHER_TYPE) == 0x86dd : random.nextInt(4) == 0;
        Packet full = or(packet, Fact.ETHER_TYPE, six ? 0x86dd : 0x0800);
        full = or(full, Fact.SOURCE, of(random, six ? SOURCES_6 : SOURCES));
        full = or(full, Fact.DESTINATION, of(random, six ? DESTINATIONS_6 : DESTINATIONS));
        full = or(full, Fact.PROTOCOL, of(random, six ? List.of(6L, 17L) : List.of(6L, 6L, 17L, 1L)));
        full = or(full, Fact.SPORT, of(random, List.of(999L, 40000L)));
        full = or(full, Fact.DPORT, of(random, List.of(22L, 53L, 80L, 85L, 443L, 1000L, 5000L)));
        full = or(full, Fact.ICMP_TYPE, of(random, List.of(8L, 0L, 3L)));
        full = or(full, Fact.ICMP_CODE, 0L);
        full = or(full, Fact.ICMP_ID, 1L);
        full = or(full, Fact.TCP_FLAGS, of(random, List.of(2L, 16L, 18L, 4L)));
        full = or(full, Fact.TTL, of(random, List.of(1L, 4L, 64L)));
        full = or(full, Fact.TOS, of(random, List.of(0L, 32L, 40L)));
        full = or(full, Fact.MARK, of(random, List.of(0L, 1L, 257L)));
        full = or(full, Fact.LENGTH, of(random, List.of(40L, 60L, 1500L)));
        full = or(full, Fact.FRAGMENT_OFFSET, 0L);
        full = or(full, Fact.MORE_FRAGMENTS, 0L);
        return full.knows(Fact.IN) ? full : full.with(Fact.IN, of(random, List.of("eth0", "eth1", "veth7", "lan")));
    }

    private static Packet or(Packet packet, Fact fact, long number) {
        return packet.knows(fact) ? packet : packet.with(fact, number);
    }

    private static Packet or(Packet packet, Fact fact, String address) {
        return packet.knows(fact)
                ? packet
                : packet.with(fact, Address.parse(address).orElseThrow());
    }

    private static final List<String> SOURCES =
            List.of("10.0.0.1", "10.1.0.7", "10.2.0.1", "192.168.2.1", "172.16.0.9", "8.8.8.8");
    private static final List<String> DESTINATIONS = List.of("192.168.1.1", "192.168.1.7", "192.168.9.1", "1.1.1.1");
    private static final List<String> SOURCES_6 = List.of("fe80::1", "2001:db8::7");
    private static final List<String> DESTINATIONS_6 = List.of("2001:db8::1", "2001:db8::2");

    private static <T> T of(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
