package org.nftrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Rules to walk through, and packets of udp: what the engine is measured with, and the kernel. Each packet begins a
/// connection: it has a source port of its own, and another source than the last, unless the rules ask for that.
public enum Load {
    /// Docker beside firewalld, 42 rules: packets that are translated and forwarded.
    RADIUS("10.254.10.", "10.254.10.252", 1812),
    /// firewalld's own, 139 rules: packets that are refused at their end.
    FIREWALLD("10.1.2.", "192.0.2.1", 9),
    /// 10,000 rules, each for one source; the last one matches.
    SOURCES("10.0.39.16", "192.0.2.1", 9),
    /// 10,000 rules, each for one port; the last one matches.
    PORTS("10.1.2.", "192.0.2.1", 10_000),
    /// The chains that kube-proxy makes of 5,000 services; the packets are for the last one.
    SERVICES("10.1.2.", "10.96.19.136", 53),
    /// A set of 100,000 addresses; the packets are from the last one.
    SET("10.1.134.160", "192.0.2.1", 9);

    private static final int FIRST_PORT = 1_024;
    private static final int SOURCE_PORTS = 60_000;
    private static final int HOSTS = 250;

    private static final int MANY = 10_000;
    private static final int SERVICE_COUNT = 5_000;
    private static final int ELEMENTS = 100_000;

    private final String source;
    private final String destination;
    private final int port;

    Load(String source, String destination, int port) {
        this.source = source;
        this.destination = destination;
        this.port = port;
    }

    /// @param number of the packet, from 0 on
    public String source(int number) {
        return source.endsWith(".") ? source + (1 + number % HOSTS) : source;
    }

    /// @param number of the packet, from 0 on
    public int sourcePort(int number) {
        return FIRST_PORT + number % SOURCE_PORTS;
    }

    public String destination() {
        return destination;
    }

    public int port() {
        return port;
    }

    /// {@return as `nft -f` takes them}
    public String rules() {
        return switch (this) {
            case RADIUS -> sample("radius");
            case FIREWALLD -> sample("firewalld");
            case SOURCES -> input(IntStream.rangeClosed(1, MANY).mapToObj(i -> "ip saddr 10.0." + pair(i) + " drop"));
            case PORTS -> input(IntStream.rangeClosed(1, MANY).mapToObj(i -> "udp dport " + i + " drop"));
            case SERVICES -> services();
            case SET -> set();
        };
    }

    /// {@return rules with the same end that cost next to nothing: what is left when the walk is taken away}
    public String least() {
        return switch (this) {
            case RADIUS, SERVICES -> "";
            case FIREWALLD -> input(Stream.of("reject with icmpx type admin-prohibited"));
            case SOURCES, PORTS, SET -> input(Stream.of("drop"));
        };
    }

    private static String sample(String story) {
        try {
            return Files.readString(Path.of("samples", story, "ruleset.nft"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pair(int number) {
        return (number >> 8) + "." + (number & 255);
    }

    private static String input(Stream<String> rules) {
        return "table inet filter {\n\tchain input {\n\t\ttype filter hook input priority filter; policy accept;\n"
                + rules.map(rule -> "\t\t" + rule + "\n").collect(Collectors.joining()) + "\t}\n}\n";
    }

    private static String services() {
        var text = new StringBuilder("table ip nat {\n");
        for (int i = 1; i <= SERVICE_COUNT; i++) {
            text.append(
                    "\tchain SEP-%d {\n\t\tmeta l4proto udp counter dnat to 10.244.%s:53\n\t}\n".formatted(i, pair(i)));
            text.append("\tchain SVC-%d {\n\t\tcounter jump SEP-%d\n\t}\n".formatted(i, i));
        }
        text.append("\tchain SERVICES {\n");
        for (int i = 1; i <= SERVICE_COUNT; i++) {
            text.append("\t\tip daddr 10.96.%s udp dport 53 counter jump SVC-%d\n".formatted(pair(i), i));
        }
        return text.append("\t}\n\tchain PREROUTING {\n\t\ttype nat hook prerouting priority dstnat; policy accept;\n")
                .append("\t\tcounter jump SERVICES\n\t}\n}\n")
                .toString();
    }

    private static String set() {
        return "table inet filter {\n\tset blocked {\n\t\ttype ipv4_addr\n\t\telements = { "
                + IntStream.rangeClosed(1, ELEMENTS)
                        .mapToObj(i -> "10." + (i >> 16) + "." + pair(i & 0xffff))
                        .collect(Collectors.joining(", "))
                + " }\n\t}\n\tchain input {\n\t\ttype filter hook input priority filter; policy accept;\n"
                + "\t\tip saddr @blocked drop\n\t}\n}\n";
    }
}
