package org.nftrace.kernel.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Makes rulesets for `nft -f`: a rule, set or chain head a line, so that a line that nft refuses can be left out.
final class RulesetGenerator {

    private static final List<Integer> PRIORITIES = List.of(
            -450, -399, -350, -300, -300, -225, -199, -150, -150, -101, -99, -50, -1, 0, 0, 0, 0, 1, 10, 10, 50, 99,
            101, 150, 225, 300);
    /// Here the place depends on what was registered when.
    private static final List<Integer> SHARED = List.of(-400, -200, -100, 100);
    private static final List<Integer> NAT = List.of(-199, -150, -101, -100, -100, -100, -99, 0, 50, 100, 100, 101);
    /// What makes the kernel track connections: of some rulesets, nothing does.
    private static final Pattern TRACKING = Pattern.compile("\\b(ct|[sd]nat|masquerade|redirect)\\b");
    private static final List<Integer> BRIDGE = List.of(-300, -200, -200, -1, 1, 10, 100, 300);

    private final Chance chance;
    private final Vocabulary words;
    private final List<String> lines = new ArrayList<>();

    RulesetGenerator(Chance chance, Vocabulary words) {
        this.chance = chance;
        this.words = words;
    }

    String make() {
        for (int i = 0, tables = chance.between(1, 5); i < tables; i++) {
            table("t" + i, family());
        }
        if (chance.percent(8)) {
            lines.removeIf(line -> TRACKING.matcher(line).find());
        }
        return String.join("\n", lines) + "\n";
    }

    private String family() {
        var bridges = words.world().hasBridge();
        return switch (chance.between(0, 19)) {
            case 0, 1, 2 -> "ip6";
            case 3, 4, 5, 6, 7, 8 -> "inet";
            case 9 -> "netdev";
            case 10, 11 -> bridges ? "bridge" : "ip";
            default -> "ip";
        };
    }

    private void table(String name, String family) {
        lines.add("table " + family + " " + name + " {");
        if (chance.percent(3)) {
            lines.add("flags dormant;");
        }
        var sets = new NamedSets(chance, words);
        sets.fill(!family.equals("ip6"), !family.equals("ip"));
        lines.addAll(sets.lines());
        var chains = chains(family);
        for (int i = 0; i < chains.size(); i++) {
            chain(chains, i, sets);
        }
        lines.add("}");
    }

    /// Base chains first, then regular ones that some of them may use, then regular ones for all: jumps lead onwards
    /// only, so there are no loops.
    private List<ChainPlan> chains(String family) {
        var chains = new ArrayList<ChainPlan>();
        for (int i = 0, count = chance.between(1, 4); i < count; i++) {
            chains.add(base("b" + i, family));
        }
        for (int i = 0, count = chance.between(0, 3); i < count; i++) {
            var role = chance.of(chains);
            chains.add(new ChainPlan("r" + i, role.spot(), ""));
        }
        for (int i = 0, count = chance.between(0, 3); i < count; i++) {
            chains.add(new ChainPlan("p" + i, chains.getFirst().spot().plain(), ""));
        }
        return chains;
    }

    private ChainPlan base(String name, String family) {
        var policy = chance.percent(15) ? "drop" : "accept";
        return switch (family) {
            case "netdev" -> {
                var hook = chance.percent(65) ? "ingress" : "egress";
                var device = chance.of(chance.percent(70) ? words.interfaces() : words.cables());
                yield plan(
                        name,
                        new Spot(family, "filter", hook, priority(PRIORITIES)),
                        " device \"" + device + "\"",
                        policy);
            }
            case "bridge" ->
                plan(
                        name,
                        new Spot(
                                family,
                                "filter",
                                chance.of("prerouting", "input", "forward", "output", "postrouting"),
                                priority(BRIDGE)),
                        "",
                        policy);
            default -> ipBase(name, family, policy);
        };
    }

    private ChainPlan ipBase(String name, String family, String policy) {
        if (family.equals("inet") && chance.percent(4)) {
            var device = " device \"" + chance.of(words.interfaces()) + "\"";
            return plan(name, new Spot(family, "filter", "ingress", priority(PRIORITIES)), device, policy);
        }
        if (chance.percent(40)) {
            var hook = chance.of("prerouting", "prerouting", "postrouting", "postrouting", "output", "input");
            return plan(name, new Spot(family, "nat", hook, chance.of(NAT)), "", chance.percent(3) ? "drop" : "accept");
        }
        if (chance.percent(10)) {
            return plan(name, new Spot(family, "route", "output", priority(PRIORITIES)), "", policy);
        }
        var hook = chance.of("prerouting", "prerouting", "input", "forward", "forward", "output", "postrouting");
        return plan(name, new Spot(family, "filter", hook, priority(PRIORITIES)), "", policy);
    }

    private int priority(List<Integer> usual) {
        return chance.percent(4) ? chance.of(SHARED) : chance.of(usual);
    }

    private static ChainPlan plan(String name, Spot spot, String device, String policy) {
        var head = "type %s hook %s%s priority %d; policy %s;"
                .formatted(spot.type(), spot.hook(), device, spot.priority(), policy);
        return new ChainPlan(name, spot, head);
    }

    private void chain(List<ChainPlan> chains, int index, NamedSets sets) {
        var plan = chains.get(index);
        var targets = chains.subList(index + 1, chains.size()).stream()
                .filter(plan::mayJumpTo)
                .map(ChainPlan::name)
                .toList();
        lines.add("chain " + plan.name() + " {" + (plan.isBase() ? " " + plan.head() : ""));
        var rules = new RuleGenerator(chance, words, sets);
        for (int i = 0, count = chance.between(plan.isBase() ? 0 : 1, 6); i < count; i++) {
            lines.add(rules.make(plan.spot(), targets));
        }
        lines.add("}");
    }
}
