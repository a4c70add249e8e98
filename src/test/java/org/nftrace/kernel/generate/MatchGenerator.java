package org.nftrace.kernel.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Makes single conditions that hold often enough to be worth asking.
final class MatchGenerator {

    private final Chance chance;
    private final Vocabulary words;
    private final Values values;

    MatchGenerator(Chance chance, Vocabulary words) {
        this.chance = chance;
        this.words = words;
        this.values = new Values(chance, words);
    }

    String make(Spot spot, Theme theme) {
        var makers = new ArrayList<Supplier<String>>(List.of(
                () -> theme.v6() ? network6(theme) : network4(theme),
                () -> theme.v6() ? network6(theme) : network4(theme),
                () -> transport(theme),
                () -> transport(theme),
                () -> meta(spot, theme),
                () -> meta(spot, theme),
                () -> concatenation(theme)));
        if (spot.tracks()) {
            makers.add(() -> "ct " + connection(theme));
            makers.add(() -> "ct " + connection(theme));
            makers.add(() -> "fib " + fib(spot));
            if (chance.percent(30)) {
                makers.add(() -> "rt " + theme.ip() + " nexthop " + values.addresses(theme.v6()));
            }
        }
        if (spot.family().equals("bridge") || spot.family().equals("netdev")) {
            makers.add(this::link);
        }
        return chance.of(makers).get();
    }

    private String network4(Theme theme) {
        return chance.<String>make(
                () -> "ip saddr " + values.addresses(false),
                () -> "ip daddr " + values.addresses(false),
                () -> "ip saddr " + values.addresses(false),
                () -> "ip daddr " + values.addresses(false),
                () -> "ip protocol " + protocols(theme),
                () -> "ip ttl " + values.number("1", "63", "64"),
                () -> "ip dscp " + values.oneOrSet("cs0", "cs1", "af11", "ef", "0x0a"),
                () -> "ip ecn " + values.oneOrSet("not-ect", "ect1", "ce"),
                () -> "ip length " + values.number("28", "40", "60", "100"),
                () -> "ip version 4",
                () -> "ip hdrlength " + values.number("5"),
                () -> "ip frag-off & 0x1fff " + chance.of("!= 0", "0"),
                () -> "ip frag-off & 0x2000 " + chance.of("!= 0", "0"),
                () -> "@nh,96,32 0x0a000009");
    }

    private String network6(Theme theme) {
        return chance.<String>make(
                () -> "ip6 saddr " + values.addresses(true),
                () -> "ip6 daddr " + values.addresses(true),
                () -> "ip6 saddr " + values.addresses(true),
                () -> "ip6 daddr " + values.addresses(true),
                () -> "ip6 nexthdr " + protocols(theme),
                () -> "ip6 hoplimit " + values.number("1", "63", "64"),
                () -> "ip6 dscp " + values.oneOrSet("cs0", "cs1", "ef"),
                () -> "ip6 length " + values.number("8", "20", "40"),
                () -> "exthdr frag " + chance.of("exists", "missing"),
                () -> "frag more-fragments " + chance.of("0", "1"));
    }

    private String protocols(Theme theme) {
        return chance.<String>make(
                theme::number,
                theme::number,
                () -> "!= " + chance.of("tcp", "udp", "icmp", "ipv6-icmp", "47"),
                () -> "{ " + theme.number() + ", " + chance.of("sctp", "47", "esp") + " }");
    }

    private String transport(Theme theme) {
        if (chance.percent(15)) {
            return "@th," + chance.of("0", "16") + ",16 " + chance.of(words.ports());
        }
        if (chance.percent(40)) {
            var protocol = chance.percent(75) ? theme.ports() : "th";
            return protocol + chance.of(" sport ", " dport ", " dport ") + values.ports();
        }
        return switch (theme.protocol()) {
            case "tcp" ->
                chance.percent(60)
                        ? flags()
                        : "tcp "
                                + chance.of(
                                        "doff " + values.number("5"),
                                        "sequence " + values.number("1000"),
                                        "window " + values.number("64240"),
                                        "option maxseg " + chance.of("exists", "missing"));
            case "udp" -> "udp length " + values.number("8", "20");
            case "sctp" -> "sctp " + chance.of("vtag 0", "chunk init exists", "chunk data missing");
            case "udplite" -> "udplite dport " + values.ports();
            default ->
                theme.v6()
                        ? "icmpv6 " + icmp("echo-request", "echo-reply", "destination-unreachable", "packet-too-big")
                        : "icmp " + icmp("echo-request", "echo-reply", "destination-unreachable", "time-exceeded");
        };
    }

    private String icmp(String... types) {
        return chance.of(
                "type " + values.oneOrSet(types),
                "type " + values.oneOrSet(types),
                "code " + values.number("0", "1", "3"),
                "id " + values.number("1", "2", "3"));
    }

    private String flags() {
        return "tcp flags "
                + chance.<String>make(
                        () -> chance.of("syn", "ack", "syn,ack", "fin,psh,urg", "rst"),
                        () -> chance.of("== ", "!= ") + chance.of("syn", "ack", "syn | ack", "0x0"),
                        () -> "& (fin | syn | rst | ack) " + chance.of("== ", "!= ") + chance.of("syn", "ack", "0x0"),
                        () -> "syn / syn,ack",
                        () -> "! " + chance.of("syn", "ack"),
                        () -> "{ syn, syn | ack, ack }");
    }

    private String meta(Spot spot, Theme theme) {
        return chance.<String>make(
                () -> "iifname " + values.names(),
                () -> "oifname " + values.names(),
                () -> chance.of("iif ", "oif ") + values.not() + values.name(),
                () -> "meta mark " + marks(),
                () -> "meta mark " + marks(),
                () -> "meta l4proto " + protocols(theme),
                () -> "meta length " + values.number("28", "40", "60", "100"),
                () -> "meta pkttype " + values.oneOrSet("host", "broadcast", "multicast", "other"),
                () -> spot.family().equals("inet")
                        ? "meta nfproto " + (theme.v6() ? "ipv6" : "ipv4")
                        : "meta protocol " + theme.ip(),
                () -> "meta protocol " + chance.of(theme.ip(), "{ ip, ip6 }", "!= arp"),
                () -> "meta " + chance.of("skuid", "skgid") + " " + values.number("0", "1000"),
                () -> chance.of("meta iifkind ", "meta oifkind ") + chance.of("\"veth\"", "\"bridge\""),
                () -> chance.of("iiftype ", "oiftype ") + values.not() + chance.of("ether", "loopback"));
    }

    private String marks() {
        return chance.<String>make(
                () -> values.not() + values.mark(),
                () -> values.number(values.mark(), "0"),
                () -> "& 0x%x %s 0x%x".formatted(chance.of(1, 15, 0x10), chance.of("==", "!="), chance.of(0, 1, 2)),
                () -> "{ 0x1, 0x7, 0x10-0x1f }",
                () -> "0");
    }

    private String connection(Theme theme) {
        var side = chance.of("original ", "reply ");
        return chance.<String>make(
                this::state,
                this::state,
                () -> "status " + chance.of("", "", "! ")
                        + chance.of("dnat", "snat", "confirmed", "assured", "seen-reply", "dnat,snat"),
                () -> "mark " + marks(),
                () -> "direction " + chance.of("original", "reply"),
                () -> side + theme.ip() + chance.of(" saddr ", " daddr ") + values.addresses(theme.v6()),
                () -> "protocol " + theme.number() + " ct " + side + chance.of("proto-src ", "proto-dst ")
                        + values.not() + chance.of(values.port(), values.portRange()),
                () -> "zone " + chance.of("0", "1"));
    }

    private String state() {
        return "state "
                + chance.<String>make(
                        () -> chance.of("new", "established", "related", "invalid", "untracked"),
                        () -> "established,related",
                        () -> "new,untracked",
                        () -> values.oneOrSet("new", "established", "related", "invalid", "untracked"),
                        () -> "! " + chance.of("new", "established"));
    }

    /// Which interface a route leads to can be asked on the way in and at forward; whether an address is the
    /// interface's own, of the interface that is known there (net/netfilter/nft_fib.c, nft_fib_validate).
    private String fib(Spot spot) {
        var types = values.oneOrSet("local", "unicast", "broadcast", "multicast", "blackhole");
        var anywhere = new ArrayList<>(List.of(
                "daddr type " + types, "saddr type " + types, "daddr type local", "daddr . mark type " + types));
        if (Set.of("prerouting", "input", "forward").contains(spot.hook())) {
            anywhere.add("daddr . iif type " + types);
            anywhere.add("saddr . iif oif " + chance.of("missing", "exists", "!= 0"));
            anywhere.add(chance.of("saddr", "daddr") + " oifname " + values.names());
            anywhere.add("saddr . mark oif " + chance.of("missing", "exists"));
        }
        if (Set.of("forward", "output", "postrouting").contains(spot.hook())) {
            anywhere.add("daddr . oif type " + types);
        }
        return chance.of(anywhere);
    }

    private String link() {
        return chance.<String>make(
                () -> "ether type " + values.oneOrSet("ip", "ip6", "arp"),
                () -> "ether " + chance.of("saddr ", "daddr ") + values.not() + mac(),
                () -> chance.of("iifname ", "oifname ") + values.not() + "\"" + chance.of(words.cables()) + "\"");
    }

    private String mac() {
        return chance.percent(20)
                ? "ff:ff:ff:ff:ff:ff"
                : chance.of(words.world().peers()).mac();
    }

    private String concatenation(Theme theme) {
        var pairs = new ArrayList<String>();
        for (int i = 0, count = chance.between(1, 3); i < count; i++) {
            var address = chance.percent(25) ? chance.of(words.networks(theme.v6())) : values.address(theme.v6());
            pairs.add(address + " . " + (chance.percent(25) ? values.portRange() : values.port()));
        }
        return chance.<String>make(
                () -> theme.ip() + chance.of(" saddr", " daddr") + " . " + theme.ports() + " dport " + values.not()
                        + Values.braces(pairs.stream().distinct().toList()),
                () -> "meta l4proto . th dport " + values.not() + "{ tcp . " + values.port() + ", udp . "
                        + values.port() + " }",
                () -> "iifname . " + theme.ip() + " daddr " + values.not() + "{ " + values.name() + " . "
                        + values.address(theme.v6()) + " }");
    }
}
