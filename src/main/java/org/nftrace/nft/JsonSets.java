package org.nftrace.nft;

import static org.nftrace.nft.JsonExpressions.elements;
import static org.nftrace.nft.JsonExpressions.list;
import static org.nftrace.nft.JsonExpressions.quoted;
import static org.nftrace.nft.JsonFields.member;
import static org.nftrace.nft.JsonFields.word;

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
    private static final Set<String> OBJECT_KINDS = Set.of(
            "counter", "quota", "limit", "ct helper", "ct timeout", "ct expectation", "synproxy", "secmark", "tunnel");

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
        out.add((typeof ? "typeof " + JsonExpressions.text(key) : "type " + list(key, " . ", JsonFields::word))
                + data(of, typeof));
        if (of.has("size")) {
            // nft 1.1 prints how many elements there are, but not in its JSON.
            int count = of.path("elem").size();
            out.add("size " + word(of, "size") + (count == 0 ? "" : " # count " + count));
        }
        if (of.has("flags")) {
            out.add("flags " + list(member(of, "flags"), ",", JsonFields::word));
        }
        if (of.has("stmt")) {
            out.add(list(member(of, "stmt"), " ", JsonStatements::text));
        }
        add(out, of, "timeout", "timeout ", "s");
        add(out, of, "gc-interval", "gc-interval ", "s");
        if (of.path("auto-merge").asBoolean(false)) {
            out.add("auto-merge");
        }
        add(out, of, "policy", "policy ", "");
        if (of.has("comment")) {
            out.add("comment " + quoted(word(of, "comment")));
        }
        if (of.has("elem")) {
            out.add("elements = { " + elements(member(of, "elem"), key, dataType(of)) + " }");
        }
        return out;
    }

    private static void add(List<String> out, JsonNode of, String property, String before, String after) {
        if (of.has(property)) {
            out.add(before + word(of, property) + after);
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
        return " : " + list(map, " . ", t -> typeof ? EXPRESSION_OF_TYPE.getOrDefault(word(t), word(t)) : word(t));
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
        out.add("hook " + word(of, "hook") + " priority "
                + PriorityNames.print(
                        "netdev", word(of, "hook"), of.path("prio").asInt(0)));
        if (of.has("dev")) {
            out.add("devices = { " + list(member(of, "dev"), ", ", d -> quoted(word(d))) + " }");
        }
        if (of.has("flags")) {
            out.add("flags " + list(member(of, "flags"), ",", JsonFields::word));
        }
        return out;
    }

    static List<String> object(String kind, JsonNode of) {
        var out = new ArrayList<String>();
        if (of.has("comment")) {
            out.add("comment " + quoted(word(of, "comment")));
        }
        out.addAll(
                switch (kind) {
                    case "counter" -> List.of("packets " + word(of, "packets") + " bytes " + word(of, "bytes"));
                    case "quota" -> List.of(JsonStatements.quota(of));
                    case "limit" -> List.of("rate " + limit(of));
                    case "synproxy" -> List.of(JsonStatements.synproxy(of).strip());
                    case "secmark" -> List.of(quoted(word(of, "context")));
                    case "tunnel" -> JsonTunnel.lines(of);
                    case "ct helper" ->
                        List.of("type " + quoted(word(of, "type")) + " protocol " + word(of, "protocol"), l3proto(of));
                    case "ct timeout" ->
                        List.of(
                                "protocol " + word(of, "protocol"),
                                l3proto(of),
                                "policy = { " + policy(of.path("policy")) + " }");
                    case "ct expectation" ->
                        List.of(
                                "protocol " + word(of, "protocol"),
                                "dport " + word(of, "dport"),
                                "timeout " + word(of, "timeout") + "ms",
                                "size " + word(of, "size"),
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
        return "l3proto " + word(of, "l3proto", "ip");
    }

    private static String policy(JsonNode policy) {
        var entries = new ArrayList<String>();
        for (var entry : policy.properties()) {
            entries.add(entry.getKey() + " : " + word(entry.getValue()) + "s");
        }
        return String.join(", ", entries);
    }
}
