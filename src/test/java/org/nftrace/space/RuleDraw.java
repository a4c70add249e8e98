package org.nftrace.space;

import java.util.List;
import java.util.Random;

/// Draws tables of which every condition can be told from a packet and its state, but for a `limit` now and then.
final class RuleDraw {
    private static final List<String> MATCHES = List.of(
            "ip saddr 10.0.0.0/8",
            "ip saddr != 10.1.0.0/16",
            "ip saddr { 10.0.0.1, 10.1.0.0/24, 192.168.0.0-192.168.3.255 }",
            "ip daddr 192.168.1.1",
            "ip daddr != { 192.168.1.1, 192.168.1.7 }",
            "ip daddr 192.168.0.0/255.255.0.255",
            "tcp dport 22",
            "tcp dport != 22",
            "tcp dport { 22, 80-90, 443 }",
            "tcp dport 1024-65535",
            "tcp sport < 1024",
            "udp dport 53",
            "udp dport != { 53, 123 }",
            "th dport 53",
            "meta l4proto tcp",
            "meta l4proto { tcp, udp }",
            "meta l4proto != icmp",
            "icmp type echo-request",
            "icmp type != { echo-request, echo-reply }",
            "iifname \"eth0\"",
            "iifname != \"eth0\"",
            "iifname \"veth*\"",
            "iifname { \"eth0\", \"eth1\" }",
            "ct state new",
            "ct state established,related",
            "ct state invalid",
            "ct state != new",
            "ct state { established, new }",
            "tcp flags syn",
            "tcp flags & (fin|syn|rst|ack) == syn",
            "tcp flags & (syn|ack) != syn | ack",
            "ip ttl < 5",
            "ip ttl != 64",
            "ip dscp cs1",
            "ip dscp != { cs1, af11 }",
            "meta mark 0x1",
            "meta mark & 0xff == 0x1",
            "meta mark != 0x0",
            "ip saddr . tcp dport { 10.0.0.1 . 22, 10.1.0.0/16 . 80-90 }",
            "ip saddr @known",
            "ip6 saddr fe80::/10",
            "ip6 daddr 2001:db8::1",
            "meta nfproto ipv4",
            "meta length 40-100");
    private static final List<String> WRITES = List.of(
            "meta mark set 0x1", "ip dscp set cs1", "ip ttl set 64", "meta mark set 0x101", "notrack", "counter");

    private final Random random;

    RuleDraw(Random random) {
        this.random = random;
    }

    /// {@return a table with one base chain where all packets come by}
    String table(boolean chance) {
        var out = new StringBuilder("table inet t {\n");
        out.append("  set known { type ipv4_addr; flags interval; elements = { 10.0.0.0/30, 172.16.0.9 } }\n");
        chain(out, "a", "type filter hook prerouting priority 0; policy accept;", List.of("b", "c", "d"), chance);
        chain(out, "b", "", List.of("c", "d"), chance);
        chain(out, "c", "", List.of("d"), chance);
        chain(out, "d", "", List.of(), chance);
        return out.append("}\n").toString();
    }

    private void chain(StringBuilder out, String name, String head, List<String> targets, boolean chance) {
        out.append("  chain ").append(name).append(" {\n    ").append(head).append('\n');
        for (int i = 0, rules = 2 + random.nextInt(6); i < rules; i++) {
            out.append("    ").append(rule(targets, chance)).append('\n');
        }
        out.append("  }\n");
    }

    private String rule(List<String> targets, boolean chance) {
        var rule = new StringBuilder();
        for (int i = 0, matches = random.nextInt(4); i < matches; i++) {
            rule.append(of(MATCHES)).append(' ');
        }
        if (chance && random.nextInt(6) == 0) {
            rule.append("limit rate 5/second ");
        }
        if (random.nextInt(5) == 0) {
            rule.append(of(WRITES)).append(' ');
        }
        return rule.append(verdict(targets)).toString();
    }

    private String verdict(List<String> targets) {
        return switch (random.nextInt(9)) {
            case 0 -> "accept";
            case 1 -> "reject";
            case 2 -> "drop";
            case 3 -> "return";
            case 4 ->
                "tcp dport vmap { 22 : accept, 80-90 : " + (targets.isEmpty() ? "drop" : "jump " + of(targets))
                        + ", 1000 : continue }";
            case 5 -> of(List.of("log", "tcp dport 22 accept", "queue flags bypass", "iifname vmap { eth0 : accept }"));
            case 6, 7 -> targets.isEmpty() ? "counter" : "jump " + of(targets);
            default -> targets.isEmpty() ? "counter" : "goto " + of(targets);
        };
    }

    private <T> T of(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
