package org.nftrace.kernel;

import java.io.IOException;
import java.util.Random;

/// Links with made-up addresses, and no routes but those that follow from them.
final class AddressesOnly {
    private final Random random;

    AddressesOnly(Random random) {
        this.random = random;
    }

    void build(Namespace place) throws IOException {
        place.run("", "ip", "link", "set", "lo", "up");
        for (String[] pair : new String[][] {{"e0", "e1"}, {"e2", "e3"}}) {
            place.run("", "ip", "link", "add", pair[0], "type", "veth", "peer", "name", pair[1]);
        }
        for (int i = 0; i < 4; i++) {
            place.set("net.ipv6.conf.e" + i + ".accept_dad", "0");
            place.set("net.ipv6.conf.e" + i + ".router_solicitations", "0");
            if (i < 2 || random.nextInt(4) > 0) {
                place.run("", "ip", "link", "set", "e" + i, "up");
            }
        }
        for (int i = 0; i < 12; i++) {
            String link = random.nextInt(8) == 0 ? "lo" : "e" + random.nextInt(4);
            place.tryRun("", ("ip addr add " + address() + " dev " + link).split(" +"));
        }
        awaitCarriers(place);
    }

    private String address() {
        // An address that is also a broadcast address gets no routes to its subnets, which nobody would want to know.
        String host = pick("1", "2", "5", "6");
        if (random.nextInt(4) == 0) {
            return "2001:db8:" + random.nextInt(3) + "::" + host + "/" + pick("64", "48", "127", "128")
                    + pick("", "", " noprefixroute");
        }
        String address = "10." + random.nextInt(3) + ".0." + host;
        if (random.nextInt(5) == 0) {
            return address + " peer 10.9.0." + random.nextInt(9) + pick("/32", "/30", "/24");
        }
        return address + "/" + pick("24", "24", "16", "30", "31", "32")
                + pick("", " brd +", " brd 10.7.7.7", " noprefixroute");
    }

    // IPv6 begins on a link a moment after both of its ends are up.
    private static void awaitCarriers(Namespace place) throws IOException {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        place.run("", "ip", "link");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
