package org.nftrace.trace;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.nftrace.host.Host;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Selector.FibKey;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;

/// Packets and what stands around them, written down in few words.
final class Views {
    private Views() {}

    /// `packet(PROTOCOL, 6, SOURCE, "10.0.0.1", IN, "eth0")`
    static Packet packet(Object... facts) {
        Packet packet = Packet.UNKNOWN;
        for (int i = 0; i < facts.length; i += 2) {
            Fact fact = (Fact) facts[i];
            Object value = facts[i + 1];
            packet = switch (fact.kind()) {
                case NUMBER -> packet.with(fact, ((Number) value).longValue());
                case ADDRESS -> packet.with(fact, Address.parse((String) value).orElseThrow());
                case TEXT -> packet.with(fact, (String) value);
            };
        }
        return packet;
    }

    static View forward(Object... facts) {
        return view(Family.IP, Hook.FORWARD, facts);
    }

    static View view(Family layer, Hook hook, Object... facts) {
        return new View(packet(facts), Optional.empty(), layer, hook, new Around(), Knowledge.NONE, SetChanges.NONE);
    }

    static View with(View view, Connection connection) {
        return new View(
                view.packet(),
                Optional.of(connection),
                view.layer(),
                view.hook(),
                view.surroundings(),
                view.knowledge(),
                view.sets());
    }

    static View with(View view, UnaryOperator<Around> around) {
        return new View(
                view.packet(),
                view.connection(),
                view.layer(),
                view.hook(),
                around.apply((Around) view.surroundings()),
                view.knowledge(),
                view.sets());
    }

    static Connection connection(ConnectionState... states) {
        return new Connection(
                Set.of(states),
                false,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                0,
                Optional.empty(),
                Tcp.NONE);
    }

    /// A host of which only this is known.
    record Around(Map<Address, AddressType> types, Map<Address, Towards> ways, Set<String> names, boolean plain)
            implements Surroundings {
        Around() {
            this(Map.of(), Map.of(), Set.of(), false);
        }

        Around type(String address, AddressType type) {
            return new Around(Map.of(Address.parse(address).orElseThrow(), type), ways, names, plain);
        }

        Around way(String address, Towards way) {
            return new Around(types, Map.of(Address.parse(address).orElseThrow(), way), names, plain);
        }

        Around noneOf(String... none) {
            return new Around(types, ways, Set.of(none), plain);
        }

        Around withPlainHeaders() {
            return new Around(types, ways, names, true);
        }

        @Override
        public Host host() {
            return Host.UNKNOWN;
        }

        @Override
        public Finding<AddressType> typeOf(Address address, Optional<String> device, Packet packet) {
            return types.containsKey(address) ? Finding.known(types.get(address)) : Finding.unknown();
        }

        @Override
        public Finding<Towards> towards(Address address, Set<FibKey> keys, Packet packet) {
            return ways.containsKey(address) ? Finding.known(ways.get(address)) : Finding.unknown();
        }

        @Override
        public Finding<Set<String>> noneOf(Fact side, Packet packet) {
            return names.isEmpty()
                    ? Finding.unknown()
                    : Finding.assumed(names, new Assumption.InIsNoneOf(names, Assumption.Ground.NOTHING_ELSE_SAID));
        }

        @Override
        public Finding<Boolean> plainHeaders(Packet packet) {
            return plain
                    ? Finding.assumed(true, new Assumption.PlainHeaders(Assumption.Ground.CONVENTION))
                    : Finding.unknown();
        }
    }
}
