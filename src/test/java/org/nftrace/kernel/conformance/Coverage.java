package org.nftrace.kernel.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.nftrace.kernel.Event;
import org.nftrace.kernel.Outcome;
import org.nftrace.kernel.Packet;
import org.nftrace.kernel.PathLine;
import org.nftrace.kernel.Probe;
import org.nftrace.kernel.RuleTexts;
import org.nftrace.kernel.generate.Session;
import org.nftrace.kernel.generate.Sieve;

/// What a run was about: how often each hook, family, kind of packet and kind of rule was met.
public final class Coverage {

    private static final Map<String, Pattern> FEATURES = features();

    private final Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    private RuleTexts rules = new RuleTexts("");

    /// Begins a ruleset.
    public void loaded(Sieve.Loaded loaded) {
        rules = new RuleTexts(loaded.listing());
        count(
                "rulesets",
                loaded.rules().parts().stream()
                        .map(part -> part.loader().name().toLowerCase(java.util.Locale.ROOT))
                        .toList()
                        .toString());
        add("rules", "loaded", rules.count());
        add("rules", "refused", loaded.refused().size());
    }

    /// Counts a packet by what the kernel did with it.
    public void compared(Session.Sent sent, Contender.Told told) {
        var outcome = sent.outcome();
        count("packets", sent.kind());
        count("agreement", agreement(outcome, told));
        told.sights().ifPresent(places -> add("agreement", "packets seen at hooks", places.size()));
        told.because().stream().distinct().forEach(reason -> count("undecided because of", reason));
        probe(outcome.probe());
        outcome.hooks().forEach(hook -> count("hooks", hook));
        outcome.passage().events().stream()
                .flatMap(event -> event.tracked().stream())
                .forEach(ct -> count(
                        "connections",
                        ct.state() + ct.direction().map(d -> " " + d).orElse("")));
        outcome.path().forEach(this::line);
    }

    private static String agreement(Outcome outcome, Contender.Told told) {
        if (!told.allows(outcome)) {
            return "different";
        }
        if (told.isSure()) {
            return "same";
        }
        return told.begun().isEmpty() ? "one of several" : "undecided";
    }

    public int packets() {
        return counts.getOrDefault("packets", Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        counts.forEach((group, members) ->
                text.append(group).append(": ").append(members).append('\n'));
        return text.toString();
    }

    private void line(PathLine line) {
        count("lines by family", line.family());
        if (line.kind() == Event.Kind.RULE) {
            count("verdicts", line.verdict().split(" ")[0]);
            var text = rules.of(line);
            FEATURES.forEach((name, pattern) -> {
                if (pattern.matcher(text).find()) {
                    count("matched rules with", name);
                }
            });
        } else {
            count("verdicts", "policy " + line.verdict());
        }
    }

    private void probe(Probe probe) {
        var packet = probe.packet();
        count(
                "protocols",
                (packet.isV6() ? "ip6 " : "ip ")
                        + packet.body().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
        count("origins", probe.origin() instanceof Probe.Local ? "local" : "outside");
        if (packet.cut().isPresent()) {
            count("oddities", "fragments");
        }
        if (packet.ttl() == 1) {
            count("oddities", "ttl 1");
        }
        if (packet.body() instanceof Packet.Tcp tcp) {
            count("tcp flags", tcp.flags());
        }
    }

    private void count(String group, String member) {
        add(group, member, 1);
    }

    private void add(String group, String member, int number) {
        counts.computeIfAbsent(group, _ -> new TreeMap<>()).merge(member, number, Integer::sum);
    }

    private static Map<String, Pattern> features() {
        var features = new TreeMap<String, Pattern>();
        for (var word : new String[] {
            "saddr",
            "daddr",
            "sport",
            "dport",
            "iifname",
            "oifname",
            "iif",
            "oif",
            "ether",
            "l4proto",
            "nfproto",
            "protocol",
            "pkttype",
            "skuid",
            "skgid",
            "nexthop",
            "dscp",
            "ecn",
            "ttl",
            "hoplimit",
            "length",
            "icmp",
            "icmpv6",
            "sctp",
            "udplite",
            "exthdr",
            "frag",
            "frag-off",
            "counter",
            "log",
            "notrack",
            "dnat",
            "snat",
            "masquerade",
            "redirect",
            "reject",
            "vmap",
            "map",
            "xt",
            "iifkind",
            "oifkind",
            "iiftype",
            "oiftype",
            "priority"
        }) {
            features.put(word, Pattern.compile("(^| )" + word + "( |$)"));
        }
        features.put("ct state", Pattern.compile("ct state"));
        features.put("ct status", Pattern.compile("ct status"));
        features.put("ct mark", Pattern.compile("ct mark [^s]"));
        features.put("ct mark set", Pattern.compile("ct mark set"));
        features.put("ct direction", Pattern.compile("ct direction"));
        features.put("ct tuple", Pattern.compile("ct (original|reply)"));
        features.put("ct zone", Pattern.compile("ct zone [^s]"));
        features.put("ct zone set", Pattern.compile("ct zone set"));
        features.put("meta mark", Pattern.compile("meta mark [^s]"));
        features.put("meta mark set", Pattern.compile("meta mark set"));
        features.put("tcp flags", Pattern.compile("tcp flags"));
        features.put("fib type", Pattern.compile("fib .*type"));
        features.put("fib oif", Pattern.compile("fib .*oif"));
        features.put("named set", Pattern.compile(" @[a-z]"));
        features.put("raw payload", Pattern.compile("@[nt]h,"));
        features.put("anonymous set", Pattern.compile("\\{ [^:}]* }"));
        features.put("concatenation", Pattern.compile(" \\. "));
        features.put("interval", Pattern.compile("\\d-[0-9a-f]"));
        features.put("prefix", Pattern.compile("/\\d"));
        features.put("negation", Pattern.compile("!"));
        return features;
    }
}
