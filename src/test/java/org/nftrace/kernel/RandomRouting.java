package org.nftrace.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Addresses, routes and rules made up from a seed, few enough that they overlap, and questions about them.
final class RandomRouting {
    private static final List<String> LINKS = List.of("e0", "e1", "e2", "e3");
    private static final List<String> REFUSALS = List.of("blackhole", "unreachable", "prohibit");
    private static final List<String> TABLES = List.of("main", "100", "101");

    private final Random random;
    private final boolean v4;
    private final List<String> own = new ArrayList<>();

    RandomRouting(Random random, boolean v4) {
        this.random = random;
        this.v4 = v4;
    }

    /// Makes them; what the kernel refuses is left out.
    void build(Namespace place, boolean withRules) throws IOException {
        place.run("", "ip", "link", "set", "lo", "up");
        for (int i = 0; i < LINKS.size(); i += 2) {
            place.run("", "ip", "link", "add", LINKS.get(i), "type", "veth", "peer", "name", LINKS.get(i + 1));
        }
        for (String link : LINKS) {
            place.set("net.ipv6.conf." + link + ".accept_dad", "0");
            place.run("", "ip", "link", "set", link, "up");
            place.set("net.ipv4.conf." + link + ".rp_filter", "0");
        }
        place.set("net.ipv4.conf.all.rp_filter", "0");
        place.set("net.ipv4.ip_forward", "1");
        place.set("net.ipv6.conf.all.forwarding", "1");
        for (int i = 0; i < 5; i++) {
            addAddress(place);
        }
        for (int i = 0; i < 25; i++) {
            place.tryRun("", words("ip " + version() + " route add " + route()));
        }
        for (int i = 0; withRules && i < 8; i++) {
            place.tryRun("", words("ip " + version() + " rule add " + rule(10 + i)));
        }
    }

    private void addAddress(Namespace place) throws IOException {
        String address = address();
        String length = v4 ? pick("16", "24", "24", "30", "31", "32") : pick("48", "64", "64", "127", "128");
        String extra = pick("", "", v4 ? " brd +" : "", " noprefixroute");
        String line = "ip " + version() + " addr add " + address + "/" + length + extra + " dev " + link();
        if (place.tryRun("", words(line)).succeeded()) {
            own.add(address);
        }
    }

    private String route() {
        String service = v4 && random.nextInt(5) == 0 ? " tos 0x10" : "";
        String metric = pick("", " metric 10", " metric 20");
        String table = " table " + pick(TABLES.toArray(String[]::new));
        return switch (random.nextInt(8)) {
            case 0 -> pick(REFUSALS.toArray(String[]::new)) + " " + prefix() + service + metric + table;
            case 1 -> "throw " + prefix() + service + metric + table;
            // Not of the foreign ones: a sender whose address is the host's own is a martian.
            case 2 -> "local " + prefixOf(address()) + " dev lo";
            case 3 -> prefix() + service + metric + table + " nexthop " + hop() + " nexthop " + hop() + " weight 2";
            case 4 -> "default " + hop() + metric + table;
            case 5 -> prefix() + service + " dev " + link() + metric + table;
            default -> prefix() + service + " " + hop() + metric + table;
        };
    }

    private String hop() {
        return v4
                ? "via 192.0.2." + (1 + random.nextInt(9)) + " dev " + link() + " onlink"
                : "via fe80::" + (1 + random.nextInt(9)) + " dev " + link();
    }

    private String rule(int priority) {
        var line = new StringBuilder(random.nextInt(6) == 0 ? "not " : "");
        line.append("from ").append(random.nextBoolean() ? "all" : prefix());
        for (int i = 0; i <= random.nextInt(2); i++) {
            line.append(
                    switch (random.nextInt(7)) {
                        case 0 -> " to " + prefix();
                        case 1 -> " fwmark " + pick("1", "0x2/0x2", "3/0xff");
                        case 2 -> " iif " + pick("lo", link(), link());
                        case 3 -> " oif " + link();
                        case 4 -> " ipproto tcp dport " + pick("80", "80-90");
                        case 5 -> " uidrange 0-" + pick("0", "1000");
                        default -> v4 ? " tos 0x10" : "";
                    });
        }
        line.append(
                switch (random.nextInt(7)) {
                    case 0 -> " " + pick(REFUSALS.toArray(String[]::new));
                    case 1 -> " lookup main suppress_prefixlength " + pick("0", "8", "16", "48");
                    case 2 -> " goto " + pick("15", "16", "32766");
                    default -> " lookup " + pick(TABLES.toArray(String[]::new));
                });
        return line + " pref " + priority;
    }

    /// A question for the kernel and for us: `ip route get`'s own words are made of it.
    RouteQuestion question() {
        boolean forwarded = random.nextBoolean();
        // ip's own 'oif' is that of a bound socket only as long as no source was chosen (ip6_route_output_flags()).
        String out = !forwarded && random.nextInt(6) == 0 ? link() : "";
        boolean chosen = out.isEmpty() && !own.isEmpty() && random.nextInt(3) == 0;
        String source = forwarded ? foreign() : chosen ? pick(own.toArray(String[]::new)) : "";
        String destination = random.nextInt(4) == 0 && !own.isEmpty() ? pick(own.toArray(String[]::new)) : address();
        String in = forwarded ? link() : "";
        int tos = v4 && random.nextInt(4) == 0 ? 0x10 : 0;
        return new RouteQuestion(destination, source, in, out, random.nextInt(4), tos, pick("80", "85", "443"));
    }

    private String version() {
        return v4 ? "-4" : "-6";
    }

    private String link() {
        return pick(LINKS.toArray(String[]::new));
    }

    private String address() {
        return v4
                ? "10." + random.nextInt(3) + "." + random.nextInt(3) + "." + (1 + random.nextInt(6))
                : "2001:db8:" + random.nextInt(3) + ":" + random.nextInt(3) + "::" + (1 + random.nextInt(6));
    }

    private String foreign() {
        return v4
                ? "172.16." + random.nextInt(3) + "." + (1 + random.nextInt(6))
                : "2001:db8:f:" + random.nextInt(3) + "::" + (1 + random.nextInt(6));
    }

    private String prefix() {
        return prefixOf(random.nextInt(4) == 0 ? foreign() : address());
    }

    private String prefixOf(String base) {
        String[] lengths = v4
                ? new String[] {"8", "12", "16", "16", "22", "24", "24", "30", "32"}
                : new String[] {"32", "44", "48", "48", "62", "64", "64", "126", "128"};
        return org.nftrace.net.Prefix.parse(base + "/" + pick(lengths))
                .orElseThrow()
                .network()
                .toString();
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String[] words(String line) {
        return line.trim().split(" +");
    }
}
