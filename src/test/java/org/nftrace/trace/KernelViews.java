package org.nftrace.trace;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.host.Host;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Selector.FibKey;
import org.nftrace.kernel.Event;
import org.nftrace.kernel.Headers;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;

/// What the kernel saw at a hook, as we would look at it.
final class KernelViews {
    private KernelViews() {}

    static View of(Event event) {
        Event.Seen seen = event.seen().orElseThrow();
        Headers headers = seen.headers().orElseThrow();
        Packet packet = packet(headers)
                .with(Fact.IN, seen.in().orElse(""))
                .with(Fact.OUT, seen.out().orElse(""))
                .with(Fact.MARK, event.mark());
        if (seen.in().isEmpty()) {
            packet = packet.with(Fact.UID, 0);
        }
        Family layer = headers.version() == 4 ? Family.IP : Family.IP6;
        return new View(
                packet,
                connection(event, packet),
                layer,
                hook(event.chain()),
                new TwoNetworks(),
                Knowledge.NONE,
                SetChanges.NONE);
    }

    private static Hook hook(String chain) {
        return chain.equals("raw") ? Hook.PREROUTING : Hook.valueOf(chain.toUpperCase(Locale.ROOT));
    }

    private static Packet packet(Headers headers) {
        Packet packet = Packet.UNKNOWN
                .with(Fact.SOURCE, Address.parse(headers.source()).orElseThrow())
                .with(Fact.DESTINATION, Address.parse(headers.destination()).orElseThrow())
                .with(Fact.PROTOCOL, headers.protocol())
                .with(Fact.TTL, headers.ttl())
                .with(Fact.TOS, headers.tos())
                .with(Fact.LENGTH, headers.length())
                .with(Fact.FRAGMENT_OFFSET, headers.offset() / 8)
                .with(Fact.MORE_FRAGMENTS, headers.moreFragments() ? 1 : 0)
                .with(headers.version() == 4 ? Fact.IP_ID : Fact.FLOW_LABEL, headers.mark());
        return switch (headers.layer4()) {
            case Headers.Ports(int sport, int dport) ->
                packet.with(Fact.SPORT, sport).with(Fact.DPORT, dport);
            case Headers.Tcp(int sport, int dport, int flags, _, _, _) ->
                packet.with(Fact.SPORT, sport).with(Fact.DPORT, dport).with(Fact.TCP_FLAGS, flags);
            case Headers.Icmp(int type, int code, int id, _) ->
                packet.with(Fact.ICMP_TYPE, type).with(Fact.ICMP_CODE, code).with(Fact.ICMP_ID, id);
            case Headers.Opaque _ -> packet;
        };
    }

    private static Optional<Connection> connection(Event event, Packet packet) {
        return event.tracked().map(tracked -> {
            var state = ConnectionState.valueOf(tracked.state().toUpperCase(Locale.ROOT));
            boolean has = state != ConnectionState.INVALID && state != ConnectionState.UNTRACKED;
            return new Connection(
                    Set.of(state),
                    tracked.direction().equals(Optional.of(Event.Direction.REPLY)),
                    status(tracked.status()),
                    has ? Optional.of(packet) : Optional.empty(),
                    has ? Optional.of(reply(packet)) : Optional.empty(),
                    has ? OptionalLong.of(0) : OptionalLong.empty(),
                    0,
                    Optional.empty(),
                    Tcp.NONE);
        });
    }

    private static Packet reply(Packet packet) {
        Packet reply = packet.with(Fact.SOURCE, packet.address(Fact.DESTINATION))
                .with(Fact.DESTINATION, packet.address(Fact.SOURCE));
        return packet.knows(Fact.SPORT)
                ? reply.with(Fact.SPORT, packet.number(Fact.DPORT)).with(Fact.DPORT, packet.number(Fact.SPORT))
                : reply;
    }

    private static Set<Connection.Status> status(int bits) {
        var status = EnumSet.noneOf(Connection.Status.class);
        for (Connection.Status bit : Connection.Status.values()) {
            if ((bits & bit.mask()) != 0) {
                status.add(bit);
            }
        }
        return status;
    }

    /// The host of the test: 10.1.0.1/24 and fd00:1::1/64 on eth0, 10.2.0.1/24 and fd00:2::1/64 on eth1.
    private record TwoNetworks() implements Surroundings {
        private static final List<Prefix> FIRST = prefixes("10.1.0.1/24", "fd00:1::1/64");
        private static final List<Prefix> SECOND = prefixes("10.2.0.1/24", "fd00:2::1/64");

        private static List<Prefix> prefixes(String... texts) {
            return List.of(texts).stream()
                    .map(t -> Prefix.parse(t).orElseThrow())
                    .toList();
        }

        @Override
        public Host host() {
            return Host.UNKNOWN;
        }

        @Override
        public Finding<AddressType> typeOf(Address address, Optional<String> device, Packet packet) {
            AddressType first = type(address, FIRST);
            AddressType second = type(address, SECOND);
            boolean onFirst = device.isEmpty() || device.get().equals("eth0");
            boolean onSecond = device.isEmpty() || device.get().equals("eth1");
            return Finding.known(
                    onFirst && first != AddressType.UNICAST
                            ? first
                            : onSecond && second != AddressType.UNICAST ? second : AddressType.UNICAST);
        }

        private static AddressType type(Address address, List<Prefix> own) {
            for (Prefix prefix : own) {
                if (prefix.address().equals(address)) {
                    return AddressType.LOCAL;
                }
                if (address.isV4() && prefix.last().equals(address)) {
                    return AddressType.BROADCAST;
                }
            }
            return AddressType.UNICAST;
        }

        @Override
        public Finding<Towards> towards(Address address, Set<FibKey> keys, Packet packet) {
            if (typeOf(address, Optional.empty(), packet).value().orElseThrow() != AddressType.UNICAST) {
                return Finding.unknown();
            }
            String way = FIRST.stream().anyMatch(p -> p.contains(address)) ? "eth0" : "eth1";
            boolean other = keys.contains(FibKey.IIF) && !packet.text(Fact.IN).equals(way);
            return Finding.known(other ? new Towards.Nowhere() : new Towards.Device(way));
        }

        @Override
        public Finding<Boolean> plainHeaders(Packet packet) {
            return Finding.known(true);
        }
    }
}
