package org.nftrace.kernel.generate;

import java.util.ArrayList;
import java.util.List;

/// Makes one rule: no condition up to three, perhaps an effect, perhaps a verdict.
final class RuleGenerator {

    private final Chance chance;
    private final Vocabulary words;
    private final NamedSets sets;
    private final Values values;
    private final MatchGenerator matches;
    private final StatementGenerator statements;

    RuleGenerator(Chance chance, Vocabulary words, NamedSets sets) {
        this.chance = chance;
        this.words = words;
        this.sets = sets;
        this.values = new Values(chance, words);
        this.matches = new MatchGenerator(chance, words);
        this.statements = new StatementGenerator(chance, words);
    }

    /// @param targets the chains that it may jump to
    String make(Spot spot, List<String> targets) {
        var theme = Theme.choose(chance, spot);
        var parts = new ArrayList<String>();
        for (int i = 0, count = chance.of(0, 1, 1, 1, 1, 2, 2, 3); i < count; i++) {
            parts.add(match(spot, theme));
        }
        if (chance.percent(35)) {
            parts.add(statements.effect(spot, theme, sets));
        }
        if (chance.percent(12)) {
            parts.add(verdictMap(spot, theme, targets));
        } else {
            end(spot, theme, targets, parts);
        }
        listable(parts);
        if (parts.isEmpty()) {
            parts.add("counter");
        }
        return String.join(" ", parts);
    }

    private static final String NEGATED = ".* != [^{@]+";
    private static final String ORDERED = ".* [<>]=? \\S+";

    /// Takes out what nft 1.0.6 lists as something else: `ip protocol icmp th sport 7` without the protocol, two
    /// comparisons, one behind the other, as a range of one field (`udp length >= 20 ip6 length <= 20`), and two
    /// negated ones of neighbours, which it makes one of both (`tcp sport != 1 tcp dport != 2` is true where either
    /// is), `iiftype` in front of what may be in a frame not at all.
    private static void listable(List<String> parts) {
        for (int i = parts.size() - 2; i >= 0; i--) {
            var part = parts.get(i);
            var next = parts.get(i + 1);
            var before = parts.subList(i + 1, parts.size()).stream().anyMatch(p -> p.matches("(.* )?th .*"));
            var ranges = part.matches(ORDERED) && next.matches(ORDERED);
            var neighbours =
                    part.split(" ")[0].equals(next.split(" ")[0]) && part.matches(NEGATED) && next.matches(NEGATED);
            if (part.startsWith("ip protocol ") && before
                    || ranges
                    || neighbours
                    || part.matches("iiftype (ether|loopback)")) {
                parts.remove(i);
            }
        }
    }

    private String match(Spot spot, Theme theme) {
        var named = sets.match(theme);
        return named.isPresent() && chance.percent(25) ? named.get() : matches.make(spot, theme);
    }

    private void end(Spot spot, Theme theme, List<String> targets, List<String> parts) {
        if (spot.isNat() && chance.percent(50)) {
            parts.add(statements.nat(spot, theme));
            return;
        }
        switch (chance.between(0, 19)) {
            case 0, 1, 2, 3, 4 -> parts.add(jump(targets));
            case 5, 6 -> parts.add(targets.isEmpty() ? "counter" : "goto " + chance.of(targets));
            case 7 -> parts.add("return");
            case 8, 9, 10, 11 -> parts.add("accept");
            case 12 -> parts.add(chance.percent(spot.isNat() ? 20 : 70) ? "drop" : "continue");
            case 13 -> parts.add(spot.rejects() ? statements.reject(spot, theme) : "counter");
            case 14 -> {
                parts.add(statements.effect(spot, theme, sets));
                parts.add(match(spot, theme));
                parts.add("counter");
            }
            default -> parts.add(statements.effect(spot, theme, sets));
        }
    }

    private String jump(List<String> targets) {
        return targets.isEmpty() ? "counter" : "jump " + chance.of(targets);
    }

    private String verdictMap(Spot spot, Theme theme, List<String> targets) {
        var v6 = theme.v6();
        var ip = theme.ip();
        return chance.<String>make(
                () -> theme.ports() + chance.of(" dport", " sport") + " vmap " + mapped(values.portElements(), targets),
                () -> ip + chance.of(" saddr", " daddr") + " vmap " + mapped(values.addressElements(v6), targets),
                () -> "iifname vmap " + mapped(values.quoted(chance.some(2, words.interfaces())), targets),
                () -> "meta l4proto vmap " + mapped(List.of("tcp", "udp", "icmp"), targets),
                () -> "meta mark vmap " + mapped(List.of("0x0", "0x1", "0x2-0xf"), targets),
                () -> spot.tracks()
                        ? "ct state vmap " + mapped(List.of("established", "related", "new"), targets)
                        : "meta protocol vmap " + mapped(List.of("ip", "ip6"), targets),
                () -> ip + " daddr . th dport vmap "
                        + mapped(List.of(values.address(v6) + " . " + values.port()), targets));
    }

    private String mapped(List<String> keys, List<String> targets) {
        var elements = keys.stream().map(key -> key + " : " + verdict(targets)).toList();
        return Values.braces(elements);
    }

    private String verdict(List<String> targets) {
        return switch (chance.between(0, 9)) {
            case 0, 1, 2 -> "accept";
            case 3 -> "drop";
            case 4 -> "continue";
            case 5 -> "return";
            case 6 -> targets.isEmpty() ? "accept" : "goto " + chance.of(targets);
            default -> targets.isEmpty() ? "continue" : "jump " + chance.of(targets);
        };
    }
}
