package org.nftrace.kernel.generate;

import java.util.ArrayList;
import java.util.List;

/// Makes hosts: one to three cables, often a bridge with containers, both families, odd routes and sysctls.
final class WorldGenerator {

    private final Chance chance;
    private final List<String> lines = new ArrayList<>();
    private final List<String> interfaces = new ArrayList<>();

    WorldGenerator(Chance chance) {
        this.chance = chance;
    }

    /// {@return a world in the form that `WorldReader` reads}
    String text() {
        var cables = chance.between(1, 3);
        for (int i = 0; i < cables; i++) {
            cable(i);
        }
        if (chance.percent(55)) {
            bridge(chance.between(2, 3));
        }
        routes();
        sysctls();
        if (chance.percent(20)) {
            lines.add("listen udp 53");
        }
        return String.join("\n", lines) + "\n";
    }

    private void cable(int i) {
        var second = chance.percent(30) ? " address 10." + i + ".0.2/24" : "";
        var other = chance.percent(40);
        var near = chance.percent(15) ? " address 10.%d.9.1/24 scope link".formatted(i) : "";
        var one = "%s address 10.%d.0.1/24%s".formatted(near, i, second);
        var both = chance.percent(50) ? one + " address 172.31.%d.1/24" : " address 172.31.%d.1/24" + one;
        lines.add("link eth%d%s address fd00:a%d::1/64".formatted(i, other ? both.formatted(i) : one, i));
        if (other) {
            lines.add("peer r%d at eth%d address 172.31.%d.9".formatted(i, i, i));
        }
        lines.add("peer p%d at eth%d address 10.%d.0.9 address fd00:a%d::9".formatted(i, i, i, i));
        lines.add("peer q%d at eth%d address 10.%d.0.10 address fd00:a%d::10".formatted(i, i, i, i));
        interfaces.add("eth" + i);
    }

    private void bridge(int ports) {
        lines.add("bridge br0 address 172.18.0.1/24 address fd00:18::1/64");
        for (int i = 2; i < 2 + ports; i++) {
            lines.add("port veth%d of br0%s".formatted(i, chance.percent(25) ? " hairpin" : ""));
            lines.add("peer c%d at veth%d address 172.18.0.%d address fd00:18::%d".formatted(i, i, i, i));
        }
        interfaces.add("br0");
    }

    private void routes() {
        if (chance.percent(75)) {
            lines.add("route default via 10.0.0.9");
            lines.add("route -6 default via fd00:a0::9");
        }
        if (chance.percent(25)) {
            lines.add("route " + chance.of("blackhole", "unreachable", "prohibit") + " 203.0.113.0/24");
            lines.add("route " + chance.of("blackhole", "unreachable", "prohibit") + " 2001:db8:6::/64");
        }
        if (interfaces.contains("eth1") && chance.percent(40)) {
            lines.add("route 198.51.100.0/24 via 10.1.0.9");
            lines.add("route 2001:db8:9::/64 via fd00:a1::9");
        }
        if (interfaces.contains("eth1") && chance.percent(35)) {
            lines.add("route default via 10.1.0.9 table 77");
            lines.add(
                    "rule " + chance.of("fwmark 7", "fwmark 0x10/0x10", "from 10.0.0.0/24", "iif eth0") + " lookup 77");
        }
    }

    private void sysctls() {
        lines.add("sysctl net.ipv4.ip_forward = " + (chance.percent(90) ? 1 : 0));
        lines.add("sysctl net.ipv6.conf.all.forwarding = " + (chance.percent(90) ? 1 : 0));
        if (chance.percent(25)) {
            lines.add("sysctl net.ipv4.conf." + chance.of("all", "eth0") + ".rp_filter = " + chance.between(1, 2));
        }
        if (chance.percent(15)) {
            lines.add("sysctl net.ipv4.conf." + chance.of("all", "eth0") + ".route_localnet = 1");
        }
        if (chance.percent(10)) {
            lines.add("sysctl net.ipv4.conf.eth0.forwarding = 0");
        }
        if (chance.percent(10)) {
            lines.add("sysctl net.ipv4.conf.all.accept_local = 1");
        }
        if (chance.percent(30)) {
            lines.add("sysctl net.netfilter.nf_conntrack_checksum = 0");
        }
        if (interfaces.contains("br0")) {
            lines.add("sysctl net.bridge.bridge-nf-call-iptables = " + (chance.percent(80) ? 1 : 0));
            lines.add("sysctl net.bridge.bridge-nf-call-ip6tables = " + (chance.percent(80) ? 1 : 0));
        }
    }
}
