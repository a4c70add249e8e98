package org.nftrace.nft;

import static org.nftrace.nft.JsonExpressions.elements;
import static org.nftrace.nft.JsonExpressions.list;
import static org.nftrace.nft.JsonExpressions.map;
import static org.nftrace.nft.JsonExpressions.optional;
import static org.nftrace.nft.JsonExpressions.quoted;
import static org.nftrace.nft.JsonExpressions.value;

import java.util.Set;
import org.nftrace.nft.JsonExpressions.UnknownJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Writes the statements of `nft -j` as nft text (libnftables-json(5), STATEMENTS).
final class JsonStatements {
    private static final Set<String> VERDICTS = Set.of("accept", "drop", "continue", "return", "jump", "goto");
    private static final Set<String> BIT_FIELDS = Set.of("state", "status", "event", "label");

    private JsonStatements() {}

    static boolean isVerdict(JsonNode node) {
        return node.size() == 1
                && VERDICTS.contains(node.propertyNames().iterator().next());
    }

    /// {@return the one statement that the object holds; what has no form in JSON is text there}
    static String text(JsonNode statement) {
        if (statement.isString()) {
            return statement.asString();
        }
        if (!statement.isObject() || statement.size() != 1) {
            throw new UnknownJson("expected an object with the statement's name");
        }
        return text(
                statement.propertyNames().iterator().next(),
                statement.iterator().next());
    }

    static String text(String name, JsonNode of) {
        return switch (name) {
            case "accept", "drop", "continue", "return", "notrack" -> name;
            case "jump", "goto" -> name + " " + of.path("target").asString();
            case "match" -> match(of);
            case "vmap" -> JsonExpressions.text(of.get("key")) + " vmap " + map(of);
            case "mangle" -> JsonExpressions.text(of.get("key")) + " set " + value(of.get("value"), of.get("key"));
            case "counter" ->
                of.isObject() && of.has("packets")
                        ? "counter packets " + of.get("packets") + " bytes " + of.get("bytes")
                        : reference("counter", of);
            case "limit" -> of.isObject() && of.has("rate") ? "limit rate " + rate(of) : reference(name, of);
            case "quota" ->
                of.isObject() && (of.has("val") || of.has("bytes")) ? "quota " + quota(of) : reference(name, of);
            case "ct count" -> "ct count " + (of.path("inv").asBoolean(false) ? "over " : "") + of.get("val");
            case "last" -> of.has("used") ? "last used " + of.get("used").asString() + "ms" : "last";
            case "ct helper", "ct timeout", "ct expectation" -> name + " set " + name(of);
            case "secmark" -> "meta secmark set " + name(of);
            case "synproxy" ->
                of.isNull() ? name : of.isObject() && !of.has("map") ? name + synproxy(of) : reference(name, of);
            case "snat", "dnat", "masquerade", "redirect" -> nat(name, of);
            case "reject" -> reject(of);
            case "log" -> log(of);
            case "queue" -> queue(of);
            case "dup" -> "dup to " + JsonExpressions.text(of.get("addr")) + device(of);
            case "fwd" ->
                of.has("addr")
                        ? "fwd " + optional(of, "family") + "to " + JsonExpressions.text(of.get("addr")) + device(of)
                        : "fwd to " + quoted(of.path("dev").asString());
            case "tproxy" -> "tproxy " + optional(of, "family") + "to " + endpoint(of);
            case "flow" ->
                "flow " + of.path("op").asString() + " " + of.path("flowtable").asString();
            case "set", "map" -> update(of.path(name).asString(), of);
            case "reset" -> "reset " + JsonExpressions.text(of);
            case "xt" ->
                "xt " + of.path("type").asString() + " "
                        + quoted(of.path("name").asString());
            default -> throw new UnknownJson("unknown statement '" + name + "'");
        };
    }

    private static String match(JsonNode of) {
        JsonNode left = of.get("left");
        JsonNode right = of.get("right");
        if (left == null || right == null) {
            throw new UnknownJson("a match needs 'left' and 'right'");
        }
        String operator = of.path("op").asString("==");
        String between = switch (operator) {
            case "in" -> " ";
            case "==" -> comparesWords(left) && !right.isArray() ? " == " : " ";
            case "!=", "<", ">", "<=", ">=" -> " " + operator + " ";
            default -> throw new UnknownJson("unknown operator '" + operator + "'");
        };
        return JsonExpressions.text(left) + between + value(right, left);
    }

    // Without `==` a bare value would mean "one of these bits".
    private static boolean comparesWords(JsonNode left) {
        return left.has("&")
                || left.has("|")
                || left.has("^")
                || left.path("ct").isObject()
                        && BIT_FIELDS.contains(left.get("ct").path("key").asString(""))
                || left.path("payload").path("protocol").asString("").equals("tcp")
                        && left.get("payload").path("field").asString("").equals("flags");
    }

    private static String reference(String kind, JsonNode of) {
        return of.isNull() || of.isObject() && of.isEmpty() ? kind : kind + " name " + name(of);
    }

    private static String name(JsonNode of) {
        if (!of.isObject()) {
            return quoted(of.asString());
        }
        JsonNode map = of.get("map");
        if (map == null) {
            throw new UnknownJson("expected a name or a map of names");
        }
        JsonNode data = map.get("data");
        String names = data.isObject() && data.has("set")
                ? "{ " + elements(data.get("set"), map.get("key"), StringNode.valueOf("string")) + " }"
                : JsonExpressions.text(data);
        return JsonExpressions.text(map.get("key")) + " map " + names;
    }

    static String rate(JsonNode of) {
        String unit = of.path("rate_unit").asString("packets");
        boolean packets = unit.equals("packets");
        return (of.path("inv").asBoolean(false) ? "over " : "")
                + of.get("rate") + (packets ? "" : " " + unit) + "/"
                + of.path("per").asString("second")
                + (of.has("burst")
                        ? " burst " + of.get("burst") + " "
                                + of.path("burst_unit").asString(packets ? "packets" : "bytes")
                        : "");
    }

    static String quota(JsonNode of) {
        JsonNode bytes = of.has("val") ? of.get("val") : of.get("bytes");
        return (of.path("inv").asBoolean(false) ? "over " : "")
                + bytes + " " + of.path("val_unit").asString("bytes")
                + (of.path("used").asLong(0) == 0
                        ? ""
                        : " used " + of.get("used") + " " + of.path("used_unit").asString("bytes"));
    }

    static String synproxy(JsonNode of) {
        return (of.has("mss") ? " mss " + of.get("mss") : "")
                + (of.has("wscale") ? " wscale " + of.get("wscale") : "")
                + flags(of, " ");
    }

    private static String flags(JsonNode of, String separator) {
        return of.has("flags") ? " " + list(of.get("flags"), separator, JsonNode::asString) : "";
    }

    private static String nat(String name, JsonNode of) {
        String to = of.has("addr") || of.has("port") ? " to " + endpoint(of) : "";
        String prefix = of.path("type_flags").toString().contains("\"prefix\"") ? " prefix" : "";
        // The text says `prefix` for what the JSON says twice.
        String flags = flags(of, ",").replaceFirst("^ netmap(,|$)", " ").stripTrailing();
        return name + (of.has("family") ? " " + of.get("family").asString() : "") + prefix + to + flags;
    }

    private static String endpoint(JsonNode of) {
        String address = of.has("addr") ? JsonExpressions.text(of.get("addr")) : "";
        if (!of.has("port")) {
            return address;
        }
        boolean bare = of.has("addr") && of.get("addr").isString() && address.indexOf(':') >= 0;
        return (bare ? "[" + address + "]" : address) + ":" + JsonExpressions.text(of.get("port"));
    }

    private static String device(JsonNode of) {
        return of.has("dev") ? " device " + quoted(of.get("dev").asString()) : "";
    }

    private static String reject(JsonNode of) {
        if (!of.has("type")) {
            return "reject";
        }
        return "reject with " + of.get("type").asString()
                + (of.has("expr") ? " " + JsonExpressions.text(of.get("expr")) : "");
    }

    private static String log(JsonNode of) {
        var out = new StringBuilder("log");
        for (var option : of.properties()) {
            JsonNode given = option.getValue();
            out.append(
                    switch (option.getKey()) {
                        case "prefix" -> " prefix " + quoted(given.asString());
                        case "flags" -> list(given, "", f -> " flags " + f.asString());
                        default -> " " + option.getKey() + " " + given.asString();
                    });
        }
        return out.toString();
    }

    private static String queue(JsonNode of) {
        String to = of.has("num") ? " to " + JsonExpressions.text(of.get("num")) : "";
        return "queue" + (of.has("flags") ? " flags" + flags(of, ",") : "") + to;
    }

    private static String update(String set, JsonNode of) {
        JsonNode element = of.get("elem");
        String state = of.has("stmt") ? " " + list(of.get("stmt"), " ", JsonStatements::text) : "";
        String data = of.has("data") ? " : " + JsonExpressions.text(of.get("data")) : "";
        return of.path("op").asString() + " " + set + " { " + elements(element, element, null) + state + data + " }";
    }
}
