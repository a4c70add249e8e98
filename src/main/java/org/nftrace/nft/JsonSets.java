package org.nftrace.nft;

import static org.nftrace.nft.JsonExpressions.elements;
import static org.nftrace.nft.JsonExpressions.list;
import static org.nftrace.nft.JsonExpressions.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nftrace.nft.JsonExpressions.UnknownJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Writes the sets, maps, flowtables and stateful objects of `nft -j` as the lines of their blocks
/// (libnftables-json(5), OBJECTS).
final class JsonSets {
    private static final Set<String> OBJECT_KINDS =
            Set.of("counter", "quota", "limit", "ct helper", "ct timeout", "ct expectation", "synproxy", "secmark");

    // A map declared by `typeof` has lost the expression of its data; nft's own text has one of the same type.
    private static final Map<String, String> EXPRESSION_OF_TYPE = Map.of(
            "ipv4_addr", "ip daddr",
            "ipv6_addr", "ip6 daddr",
            "inet_service", "tcp dport",
            "inet_proto", "meta l4proto",
            "ether_addr", "ether saddr",
            "ifname", "iifname",
            "mark", "meta mark",
            "classid", "meta priority");

    private JsonSets() {}

    static List<String> lines(JsonNode of) {
        var out = new ArrayList<String>();
        JsonNode type = of.path("type");
        boolean typeof = type.isObject();
        JsonNode key = typeof ? type.path("typeof") : type;
        out.add((typeof ? "typeof " + JsonExpressions.text(key) : "type " + list(key, " . ", JsonNode::asString))
                + data(of, typeof));
        if (of.has("size")) {
            // nft 1.1 prints how many elements there are, but not in its JSON.
            int count = of.path("elem").size();
            out.add("size " + of.get("size").asString() + (count == 0 ? "" : " # count " + count));
        }
        if (of.has("flags")) {
            out.add("flags " + list(of.get("flags"), ",", JsonNode::asString));
        }
        if (of.has("stmt")) {
            out.add(list(of.get("stmt"), " ", JsonStatements::text));
        }
        add(out, of, "timeout", "timeout ", "s");
        add(out, of, "gc-interval", "gc-interval ", "s");
        if (of.path("auto-merge").asBoolean(false)) {
            out.add("auto-merge");
        }
        add(out, of, "policy", "policy ", "");
        if (of.has("comment")) {
            out.add("comment " + quoted(of.get("comment").asString()));
        }
        if (of.has("elem")) {
            out.add("elements = { " + elements(of.get("elem"), key, dataType(of)) + " }");
        }
        return out;
    }

    private static void add(List<String> out, JsonNode of, String property, String before, String after) {
        if (of.has(property)) {
            out.add(before + of.get(property).asString() + after);
        }
    }

    private static String data(JsonNode of, boolean typeof) {
        JsonNode map = of.get("map");
        if (map == null) {
            return "";
        }
        if (map.isObject()) {
            return " : " + JsonExpressions.text(map.path("typeof"));
        }
        return " : "
                + list(
                        map,
                        " . ",
                        t -> typeof ? EXPRESSION_OF_TYPE.getOrDefault(t.asString(), t.asString()) : t.asString());
    }

    // The names of objects stand in quotes in the text; verdicts never do.
    private static JsonNode dataType(JsonNode of) {
        JsonNode map = of.get("map");
        if (map == null || !map.isString() || map.asString().equals("verdict")) {
            return null;
        }
        return OBJECT_KINDS.contains(map.asString()) ? StringNode.valueOf("string") : map;
    }

    static List<String> flowtable(JsonNode of) {
        var out = new ArrayList<String>();
        out.add("hook " + of.path("hook").asString() + " priority "
                + PriorityNames.print(
                        "netdev", of.path("hook").asString(), of.path("prio").asInt(0)));
        if (of.has("dev")) {
            out.add("devices = { " + list(of.get("dev"), ", ", d -> quoted(d.asString())) + " }");
        }
        if (of.has("flags")) {
            out.add("flags " + list(of.get("flags"), ",", JsonNode::asString));
        }
        return out;
    }

    static List<String> object(String kind, JsonNode of) {
        var out = new ArrayList<String>();
        if (of.has("comment")) {
            out.add("comment " + quoted(of.get("comment").asString()));
        }
        out.addAll(
                switch (kind) {
                    case "counter" -> List.of("packets " + of.get("packets") + " bytes " + of.get("bytes"));
                    case "quota" -> List.of(JsonStatements.quota(of));
                    case "limit" -> List.of("rate " + limit(of));
                    case "synproxy" -> List.of(JsonStatements.synproxy(of).strip());
                    case "secmark" -> List.of(quoted(of.path("context").asString()));
                    case "ct helper" ->
                        List.of(
                                "type " + quoted(of.path("type").asString()) + " protocol "
                                        + of.path("protocol").asString(),
                                l3proto(of));
                    case "ct timeout" ->
                        List.of(
                                "protocol " + of.path("protocol").asString(),
                                l3proto(of),
                                "policy = { " + policy(of.path("policy")) + " }");
                    case "ct expectation" ->
                        List.of(
                                "protocol " + of.path("protocol").asString(),
                                "dport " + of.path("dport").asString(),
                                "timeout " + of.path("timeout").asString() + "ms",
                                "size " + of.path("size").asString(),
                                l3proto(of));
                    default -> throw new UnknownJson("unknown object '" + kind + "'");
                });
        return out;
    }

    // The text of a limit object leaves out the burst that is nft's default, other than that of a limit statement.
    private static String limit(JsonNode of) {
        return JsonStatements.rate(of).replaceFirst(" burst 5 packets$", "");
    }

    private static String l3proto(JsonNode of) {
        return "l3proto " + of.path("l3proto").asString("ip");
    }

    private static String policy(JsonNode policy) {
        var entries = new ArrayList<String>();
        for (var entry : policy.properties()) {
            entries.add(entry.getKey() + " : " + entry.getValue().asString() + "s");
        }
        return String.join(", ", entries);
    }
}
