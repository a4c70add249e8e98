package org.nftrace.kernel.generate;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.kernel.Packet;
import org.nftrace.kernel.Probe;
import org.nftrace.kernel.World;

/// Makes first packets: to the host, through it and from it, sane ones and such as no honest host sends.
final class PacketGenerator {

    private static final List<String> FLAGS = List.of("fin", "syn", "rst", "psh", "ack", "urg", "ecn", "cwr");
    private static final int BIG = 1400;

    private final Chance chance;
    private final Vocabulary words;

    PacketGenerator(Chance chance, Vocabulary words) {
        this.chance = chance;
        this.words = words;
    }

    Probe make() {
        var v6 = chance.percent(30);
        return chance.percent(22) ? local(v6) : fromOutside(v6);
    }

    private Probe local(boolean v6) {
        var source = chance.percent(92) ? chance.of(words.own(v6)) : chance.of(words.remote(v6));
        var destination = switch (chance.between(0, 9)) {
            case 0, 1 -> chance.of(words.own(v6));
            case 2 -> v6 ? "::1" : "127.0.0.1";
            case 3 -> chance.of(words.remote(v6));
            case 4 -> strange(v6);
            default -> chance.of(words.peers(v6));
        };
        var loops = destination.equals("127.0.0.1") || destination.equals("::1");
        var packet = packet(loops && chance.percent(70) ? destination : source, destination);
        var out = chance.percent(5) ? Optional.of(chance.of(words.interfaces())) : Optional.<String>empty();
        return new Probe(new Probe.Local(chance.percent(15) ? chance.of(words.marks()) : 0, out), packet);
    }

    private Probe fromOutside(boolean v6) {
        var link = chance.of(words.cables());
        var destination = destination(link, v6);
        var source = source(link, v6);
        var packet = packet(source, destination);
        return new Probe(new Probe.Wire(link, Optional.empty(), destinationMac(link, destination)), packet);
    }

    private String source(String link, boolean v6) {
        var neighbours = words.world().peers().stream()
                .filter(peer -> peer.link().equals(link))
                .flatMap(peer -> peer.addresses().stream())
                .filter(address -> Vocabulary.isV6(address) == v6)
                .toList();
        return switch (chance.between(0, 19)) {
            case 0 -> chance.of(words.peers(v6));
            case 1 -> chance.of(words.remote(v6));
            case 2 -> chance.of(words.own(v6));
            case 3 -> strange(v6);
            default -> chance.of(neighbours);
        };
    }

    private String destination(String link, boolean v6) {
        return switch (chance.between(0, 9)) {
            case 0, 1, 2 -> chance.of(words.own(v6));
            case 3 -> chance.of(words.remote(v6));
            case 4 -> chance.percent(60) ? strange(v6) : chance.of(words.remote(v6));
            case 5 -> chance.of(towards(link, v6));
            default -> chance.of(words.peers(v6));
        };
    }

    /// The host's own addresses on the interface that the frame comes in by.
    private List<String> towards(String link, boolean v6) {
        var own = words.world().layer3(link).addresses().stream()
                .map(address -> address.substring(0, address.indexOf('/')))
                .filter(address -> Vocabulary.isV6(address) == v6)
                .toList();
        return own.isEmpty() ? words.own(v6) : own;
    }

    private String strange(boolean v6) {
        return v6
                ? chance.of("::1", "::", "ff02::1", "ff0e::1234", "fe80::99", "2001:db8:dead::1", "fd00:a0::200")
                : chance.of(
                        "127.0.0.1",
                        "0.0.0.0",
                        "255.255.255.255",
                        "224.0.0.251",
                        "239.1.1.1",
                        "10.0.0.255",
                        "10.0.0.200",
                        "172.18.0.255",
                        "240.0.0.1",
                        "100.64.0.1");
    }

    /// A container sends to its neighbours directly, to all others by the host.
    private Optional<String> destinationMac(String link, String destination) {
        if (chance.percent(3)) {
            return Optional.of(chance.of("02:00:00:00:09:09", "ff:ff:ff:ff:ff:ff"));
        }
        if (destination.startsWith("224.") || destination.startsWith("239.")) {
            return Optional.of("01:00:5e:00:00:fb");
        }
        if (destination.startsWith("ff")) {
            return Optional.of("33:33:00:00:00:01");
        }
        if (destination.endsWith(".255")) {
            return Optional.of("ff:ff:ff:ff:ff:ff");
        }
        return words.world().link(link) instanceof World.Port
                ? words.world()
                        .peerWith(destination)
                        .filter(peer -> words.world().link(peer.link()) instanceof World.Port
                                && words.world()
                                        .layer3(peer.link())
                                        .equals(words.world().layer3(link)))
                        .map(World.Peer::mac)
                : Optional.empty();
    }

    private Packet packet(String source, String destination) {
        var from = InetAddress.ofLiteral(source);
        var to = InetAddress.ofLiteral(destination);
        var packet = Packet.of(from, to, body(from, to));
        if (chance.percent(6)) {
            packet = packet.withTtl(chance.of(1, 1, 2, 255));
        }
        if (chance.percent(8)) {
            packet = packet.withTos(chance.of(8, 0x28, 0xb8, 3));
        }
        var fragments = chance.percent(4) && !(packet.body() instanceof Packet.IcmpError);
        return fragments ? packet.withCut(new Packet.Cut(chance.of(24, 32), chance.of(0, 0, 0, 1, 2))) : packet;
    }

    private Packet.Body body(InetAddress from, InetAddress to) {
        var sport = chance.percent(80) ? chance.of(40000, 40001) : chance.of(words.ports());
        var dport = chance.percent(90) ? chance.of(words.ports()) : chance.between(1, 65535);
        var data = chance.percent(60) ? 0 : chance.percent(90) ? chance.between(1, 60) : BIG;
        return switch (chance.between(0, 19)) {
            case 0, 1, 2, 3, 4, 5, 6 -> new Packet.Tcp(sport, dport, flags(), 1000, chance.of(0, 5000), data);
            case 7, 8, 9, 10, 11, 12, 13 -> new Packet.Udp(sport, dport, data);
            case 14 -> new Packet.Sctp(sport, dport, chance.of(1, 1, 0, 2, 3, 10), data);
            case 15 ->
                chance.percent(50)
                        ? new Packet.UdpLite(sport, dport, data)
                        : new Packet.Other(chance.of(47, 50, 4, 89, 255), data + 8);
            case 16 ->
                new Packet.IcmpError(
                        from.getAddress().length == 16 ? chance.of(1, 2, 3, 4) : chance.of(3, 11, 12, 4, 5),
                        chance.between(0, 3),
                        Packet.of(to, from, new Packet.Udp(dport, sport, 8)));
            default -> icmp(from.getAddress().length == 16, data);
        };
    }

    private Packet.Body icmp(boolean v6, int data) {
        var echo = v6 ? 128 : 8;
        var other = v6 ? chance.of(129, 1, 3, 128, 139, 144) : chance.of(0, 13, 15, 17, 3, 11, 30);
        return new Packet.Icmp(chance.percent(75) ? echo : other, 0, chance.between(1, 5), chance.between(1, 3), data);
    }

    private String flags() {
        return switch (chance.between(0, 9)) {
            case 0 -> "ack";
            case 1 -> chance.of("syn,ack", "fin,ack", "rst", "psh,ack", "none");
            case 2, 3 -> {
                var some = new ArrayList<>(chance.some(chance.between(1, 4), FLAGS));
                yield String.join(",", some);
            }
            default -> "syn";
        };
    }
}
