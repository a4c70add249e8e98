package org.nftrace.kernel.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The named sets and maps of one table, and the rules' ways to ask them.
final class NamedSets {

    private final Chance chance;
    private final Vocabulary words;
    private final Values values;
    private final List<String> lines = new ArrayList<>();
    private final List<String> matches = new ArrayList<>();
    private final List<String> markings = new ArrayList<>();
    private final List<String> fillings = new ArrayList<>();

    NamedSets(Chance chance, Vocabulary words) {
        this.chance = chance;
        this.words = words;
        this.values = new Values(chance, words);
    }

    /// @param v4 whether rules of the table may speak of IPv4
    void fill(boolean v4, boolean v6) {
        for (int i = 0, count = chance.between(0, 3); i < count; i++) {
            var sixth = v6 && (!v4 || chance.percent(40));
            switch (chance.between(0, 7)) {
                case 0, 1 -> addresses("s" + i, sixth);
                case 2 -> ports("s" + i);
                case 3 -> pairs("s" + i, sixth);
                case 4 -> interfaces("s" + i);
                case 5 -> filled("s" + i, sixth);
                case 6 -> add("s" + i, "type mark", List.of(values.mark()), "meta mark @s" + i);
                default -> marking("m" + i);
            }
        }
    }

    /// One line each, as a table has them.
    List<String> lines() {
        return List.copyOf(lines);
    }

    /// {@return a condition that goes with the rest of a rule}
    Optional<String> match(Theme theme) {
        return any(matches, theme);
    }

    /// {@return a statement that takes a mark from a map}
    Optional<String> marking(Theme theme) {
        return any(markings, theme);
    }

    /// {@return a statement that puts something into a set, or takes it out}
    Optional<String> filling(Theme theme) {
        return any(fillings, theme);
    }

    private Optional<String> any(List<String> choices, Theme theme) {
        var other = theme.v6() ? "ip " : "ip6 ";
        var fitting = choices.stream()
                .filter(choice -> !choice.startsWith(other) && !choice.contains("{ " + other))
                .filter(choice ->
                        !choice.matches(".*\\b(tcp|udp) .*") || choice.matches(".*\\b" + theme.protocol() + " .*"))
                .toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(chance.of(fitting));
    }

    private void addresses(String name, boolean v6) {
        var ip = v6 ? "ip6" : "ip";
        add(
                name,
                "type " + (v6 ? "ipv6_addr" : "ipv4_addr") + "; flags interval",
                values.addressElements(v6),
                ip + " saddr @" + name,
                ip + " daddr @" + name,
                ip + " daddr != @" + name);
    }

    private void ports(String name) {
        add(
                name,
                "type inet_service; flags interval",
                values.portElements(),
                "tcp dport @" + name,
                "udp dport @" + name,
                "th sport != @" + name);
    }

    private void pairs(String name, boolean v6) {
        var ip = v6 ? "ip6" : "ip";
        var interval = chance.percent(50);
        var elements = chance.some(2, words.asked(v6)).stream()
                .map(address -> address + " . " + (interval ? values.portRange() : values.port()))
                .toList();
        add(
                name,
                "type " + (v6 ? "ipv6_addr" : "ipv4_addr") + " . inet_service" + (interval ? "; flags interval" : ""),
                elements,
                ip + " daddr . tcp dport @" + name,
                ip + " daddr . udp dport @" + name,
                ip + " saddr . th dport @" + name);
    }

    private void filled(String name, boolean v6) {
        var ip = v6 ? "ip6" : "ip";
        var pairs = chance.percent(30);
        var port = pairs ? " . th dport" : "";
        var type = "type " + (v6 ? "ipv6_addr" : "ipv4_addr") + (pairs ? " . inet_service" : "");
        lines.add("set " + name + " { " + type + "; size 1024; flags dynamic; }");
        for (var side : List.of(" saddr", " daddr")) {
            matches.add(ip + side + port + " @" + name);
            matches.add(ip + side + port + " != @" + name);
            fillings.add(chance.of("add", "update") + " @" + name + " { " + ip + side + port + " }");
            fillings.add(chance.of("add", "delete") + " @" + name + " { " + ip + side + port + " }");
        }
    }

    private void interfaces(String name) {
        add(
                name,
                "type ifname",
                values.quoted(chance.some(2, words.interfaces())),
                "iifname @" + name,
                "oifname @" + name,
                "oifname != @" + name);
    }

    private void marking(String name) {
        var elements = chance.some(3, words.ports()).stream()
                .map(port -> port + " : " + values.mark())
                .toList();
        lines.add("map " + name + " { type inet_service : mark; elements = " + Values.braces(elements) + "; }");
        markings.add("meta mark set tcp dport map @" + name);
        markings.add("meta mark set udp dport map @" + name);
        markings.add("ct mark set th dport map @" + name);
    }

    private void add(String name, String type, List<String> elements, String... asked) {
        lines.add("set " + name + " { " + type + "; elements = " + Values.braces(elements) + "; }");
        matches.addAll(List.of(asked));
    }
}
