package org.nftrace.nft;

import static org.nftrace.nft.JsonExpressions.elements;
import static org.nftrace.nft.JsonExpressions.list;
import static org.nftrace.nft.JsonExpressions.map;
import static org.nftrace.nft.JsonExpressions.optional;
import static org.nftrace.nft.JsonExpressions.quoted;
import static org.nftrace.nft.JsonExpressions.value;
import static org.nftrace.nft.JsonFields.member;
import static org.nftrace.nft.JsonFields.word;

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
            case "jump", "goto" -> name + " " + word(of, "target");
            case "match" -> match(of);
            case "vmap" -> JsonExpressions.text(member(of, "key")) + " vmap " + map(of);
            case "mangle" ->
                JsonExpressions.text(member(of, "key")) + " set " + value(member(of, "value"), member(of, "key"));
            case "counter" ->
                of.isObject() && of.has("packets")
                        ? "counter packets " + word(of, "packets") + " bytes " + word(of, "bytes")
                        : reference("counter", of);
            case "limit" -> of.isObject() && of.has("rate") ? "limit rate " + rate(of) : reference(name, of);
            case "quota" ->
                of.isObject() && (of.has("val") || of.has("bytes")) ? "quota " + quota(of) : reference(name, of);
            case "ct count" -> "ct count " + (of.path("inv").asBoolean(false) ? "over " : "") + word(of, "val");
            case "last" -> of.has("used") ? "last used " + word(of, "used") + "ms" : "last";
            case "ct helper", "ct timeout", "ct expectation" -> name + " set " + name(of);
            case "secmark" -> "meta secmark set " + name(of);
            case "tunnel" -> reference(name, of);
            case "synproxy" ->
                of.isNull() ? name : of.isObject() && !of.has("map") ? name + synproxy(of) : reference(name, of);
            case "snat", "dnat", "masquerade", "redirect" -> nat(name, of);
            case "reject" -> reject(of);
            case "log" -> log(of);
            case "queue" -> queue(of);
            case "dup" -> "dup to " + JsonExpressions.text(member(of, "addr")) + device(of);
            case "fwd" ->
                of.has("addr")
                        ? "fwd " + optional(of, "family") + "to " + JsonExpressions.text(member(of, "addr"))
                                + device(of)
                        : "fwd to " + name(of, "dev");
            case "tproxy" -> "tproxy " + optional(of, "family") + "to " + endpoint(of);
            case "flow" -> "flow " + word(of, "op") + " " + word(of, "flowtable");
            case "meter" -> meter(of);
            case "set", "map" -> update(word(of, name), of);
            case "reset" -> "reset " + JsonExpressions.text(of);
            case "xt" -> "xt " + word(of, "type") + " " + quoted(word(of, "name"));
            default -> throw new UnknownJson("unknown statement '" + name + "'");
        };
    }

    private static String match(JsonNode of) {
        JsonNode left = member(of, "left");
        JsonNode right = member(of, "right");
        String operator = word(of, "op", "==");
        String between = switch (operator) {
            case "in" -> " ";
            case "==" -> comparesWords(left) && !right.isArray() ? " == " : " ";
            case "!", "!=", "<", ">", "<=", ">=" -> " " + operator + " ";
            default -> throw new UnknownJson("unknown operator '" + operator + "'");
        };
        return asked(left, right) + between + value(right, left);
    }

    // `tcp option 254 exists`: an option without a name is there when its first byte can be read.
    private static String asked(JsonNode left, JsonNode right) {
        boolean presence = right.isBoolean() && left.path("tcp option").has("base");
        return presence ? "tcp option " + word(left.path("tcp option"), "base") : JsonExpressions.text(left);
    }

    // Without `==` a bare value would mean "one of these bits".
    private static boolean comparesWords(JsonNode left) {
        return left.has("&")
                || left.has("|")
                || left.has("^")
                || left.path("ct").isObject()
                        && BIT_FIELDS.contains(member(left, "ct").path("key").asString(""))
                || left.path("payload").path("protocol").asString("").equals("tcp")
                        && member(left, "payload").path("field").asString("").equals("flags");
    }

    private static String reference(String kind, JsonNode of) {
        return of.isNull() || of.isObject() && of.isEmpty() ? kind : kind + " name " + name(of);
    }

    private static String name(JsonNode of) {
        if (!of.isObject()) {
            return quoted(word(of));
        }
        JsonNode map = member(of, "map");
        JsonNode data = member(map, "data");
        String names = data.isObject() && data.has("set")
                ? "{ " + elements(member(data, "set"), member(map, "key"), StringNode.valueOf("string")) + " }"
                : JsonExpressions.text(data);
        return JsonExpressions.text(member(map, "key")) + " map " + names;
    }

    static String rate(JsonNode of) {
        String unit = word(of, "rate_unit", "packets");
        boolean packets = unit.equals("packets");
        return (of.path("inv").asBoolean(false) ? "over " : "")
                + word(of, "rate") + (packets ? "" : " " + unit) + "/"
                + word(of, "per", "second")
                + (of.has("burst")
                        ? " burst " + word(of, "burst") + " " + word(of, "burst_unit", packets ? "packets" : "bytes")
                        : "");
    }

    static String quota(JsonNode of) {
        String bytes = word(of, of.has("val") ? "val" : "bytes");
        return (of.path("inv").asBoolean(false) ? "over " : "")
                + bytes + " " + word(of, "val_unit", "bytes")
                + (of.path("used").asLong(0) == 0
                        ? ""
                        : " used " + word(of, "used") + " " + word(of, "used_unit", "bytes"));
    }

    static String synproxy(JsonNode of) {
        return (of.has("mss") ? " mss " + word(of, "mss") : "")
                + (of.has("wscale") ? " wscale " + word(of, "wscale") : "")
                + flags(of, " ");
    }

    private static String flags(JsonNode of, String separator) {
        return of.has("flags") ? " " + list(member(of, "flags"), separator, JsonFields::word) : "";
    }

    private static String nat(String name, JsonNode of) {
        String to = of.has("addr") || of.has("port") ? " to " + endpoint(of) : "";
        String prefix = holds(of.path("type_flags"), "prefix") ? " prefix" : "";
        // The text says `prefix` for what the JSON says twice.
        String flags = flags(of, ",").replaceFirst("^ netmap(,|$)", " ").stripTrailing();
        return name + (of.has("family") ? " " + word(of, "family") : "") + prefix + to + flags;
    }

    private static boolean holds(JsonNode words, String word) {
        return words.isArray()
                ? words.valueStream().anyMatch(w -> holds(w, word))
                : words.asString("").equals(word);
    }

    private static String endpoint(JsonNode of) {
        String address = of.has("addr") ? JsonExpressions.text(member(of, "addr")) : "";
        if (!of.has("port")) {
            return address;
        }
        JsonNode given = of.path("addr");
        boolean bare = (given.isString() || given.has("range")) && address.indexOf(':') >= 0;
        return (bare ? "[" + address.replace("-", "]-[") + "]" : address) + ":"
                + JsonExpressions.text(member(of, "port"));
    }

    private static String device(JsonNode of) {
        return of.has("dev") ? " device " + name(of, "dev") : "";
    }

    // `"lo"`, or a map that gives it
    private static String name(JsonNode of, String property) {
        JsonNode named = member(of, property);
        return named.isObject() ? JsonExpressions.text(named) : quoted(word(of, property));
    }

    private static String reject(JsonNode of) {
        if (!of.has("type")) {
            return "reject";
        }
        return "reject with " + word(of, "type")
                + (of.has("expr") ? " " + JsonExpressions.text(member(of, "expr")) : "");
    }

    private static String log(JsonNode of) {
        var out = new StringBuilder("log");
        for (var option : of.properties()) {
            JsonNode given = option.getValue();
            out.append(
                    switch (option.getKey()) {
                        case "prefix" -> " prefix " + quoted(word(given));
                        case "flags" -> list(given, "", f -> " flags " + word(f));
                        default -> " " + option.getKey() + " " + word(given);
                    });
        }
        return out.toString();
    }

    private static String queue(JsonNode of) {
        String to = of.has("num") ? " to " + JsonExpressions.text(member(of, "num")) : "";
        return "queue" + (of.has("flags") ? " flags" + flags(of, ",") : "") + to;
    }

    private static String meter(JsonNode of) {
        JsonNode key = member(of, "key");
        return "meter " + word(of, "name") + (of.has("size") ? " size " + word(of, "size") : "") + " { "
                + elements(key, key, null) + " " + list(member(of, "stmt"), " ", JsonStatements::text) + " }";
    }

    private static String update(String set, JsonNode of) {
        JsonNode element = member(of, "elem");
        String state = of.has("stmt") ? " " + list(member(of, "stmt"), " ", JsonStatements::text) : "";
        String data = of.has("data") ? " : " + JsonExpressions.text(member(of, "data")) : "";
        return word(of, "op") + " " + set + " { " + elements(element, element, null) + state + data + " }";
    }
}
