package org.nftrace.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.nftrace.kernel.Probe;
import org.nftrace.kernel.ProbeReader;
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.generate.Scenario;

/// Makes a host that a ruleset has something to say about: with its interfaces, some of its addresses the host's own
/// and the others behind one of them.
public final class RulesetWorld {
    private static final int MOST_LINKS = 5;
    private static final int MOST_ADDRESSES = 40;

    private final boolean six;
    private final Random random;
    private final PacketDraw draw;
    private final List<String> links;
    private final List<String> own = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private RulesetWorld(String name, String save) {
        six = PacketDraw.isSix(save);
        random = new Random(name.hashCode());
        draw = new PacketDraw(save, random);
        links = draw.interfaces().stream()
                .distinct()
                .filter(l -> l.length() < 16 && !l.equals("lo") && !l.equals("all"))
                .limit(MOST_LINKS)
                .toList();
    }

    /// @param save the ruleset as `iptables-save` prints it
    public static Scenario of(String name, String save, int packets) {
        var world = new RulesetWorld(name, save);
        world.build();
        var probes = new ArrayList<Probe>();
        for (int i = 0; i < packets; i++) {
            probes.add(ProbeReader.read(world.draw.next(world.own, world.links)));
        }
        var loader = world.six ? Rules.Loader.IP6TABLES : Rules.Loader.IPTABLES;
        var rules = new Rules(List.of(new Rules.Part(loader, save)));
        return new Scenario(name, world.lines.stream().collect(Collectors.joining("\n", "", "\n")), rules, probes);
    }

    private void build() {
        var routes = new ArrayList<String>();
        var addresses = new ArrayList<StringBuilder>();
        for (int i = 0; i < links.size(); i++) {
            String address = six ? "fd00:aaaa:" + i + "::1" : "10.250." + i + ".1";
            own.add(address);
            addresses.add(new StringBuilder(" address " + address + (six ? "/64" : "/24")));
        }
        for (String address : draw.addresses().stream()
                .distinct()
                .filter(this::isHost)
                .limit(MOST_ADDRESSES)
                .toList()) {
            int link = random.nextInt(links.size());
            if (random.nextInt(5) == 0) {
                own.add(address);
                addresses.get(link).append(" address ").append(address).append(six ? "/128" : "/32");
            } else {
                routes.add("route " + address + " via " + peer(link));
            }
        }
        for (int i = 0; i < links.size(); i++) {
            lines.add("link " + links.get(i) + addresses.get(i));
            lines.add("peer p" + i + " at " + links.get(i) + " address " + peer(i));
        }
        lines.add("route " + (six ? "-6 " : "") + "default via " + peer(0));
        lines.addAll(routes);
        lines.add("sysctl net.ipv4.ip_forward = 1");
        lines.add("sysctl net.ipv6.conf.all.forwarding = 1");
    }

    private String peer(int link) {
        return six ? "fd00:aaaa:" + link + "::9" : "10.250." + link + ".9";
    }

    // Groups, loopback and the like have routes of their own.
    private boolean isHost(String address) {
        if (six) {
            return address.startsWith("2") || address.startsWith("fd");
        }
        int first = Integer.parseInt(address.substring(0, address.indexOf('.')));
        return first > 0
                && first < 224
                && first != 127
                && !address.endsWith(".0")
                && !address.endsWith(".255")
                && !address.startsWith("169.254.")
                && !address.startsWith("10.250.");
    }
}
