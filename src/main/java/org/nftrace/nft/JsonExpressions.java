package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Writes the expressions of `nft -j` as nft text (libnftables-json(5), EXPRESSIONS).
///
/// What it does not know throws [UnknownJson], which costs the caller's statement or element and no more.
final class JsonExpressions {
    private static final Set<String> OPERATORS = Set.of("|", "&", "^", "<<", ">>");
    private static final Set<String> UNQUALIFIED =
            Set.of("iif", "iifname", "iiftype", "iifgroup", "oif", "oifname", "oiftype", "oifgroup");
    private static final Set<String> TEXT_KEYS =
            Set.of("iif", "oif", "iifname", "oifname", "iifkind", "oifkind", "ibrname", "obrname", "sdif", "sdifname");

    private JsonExpressions() {}

    /// An object or value of the JSON form that is not known here.
    static final class UnknownJson extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownJson(String what) {
            super(what, null, false, false);
        }
    }

    static String text(JsonNode node) {
        if (node.isObject()) {
            return node.size() == 1
                    ? named(
                            node.propertyNames().iterator().next(),
                            node.iterator().next())
                    : operation(node);
        }
        if (node.isArray()) {
            return list(node, ",", JsonExpressions::text);
        }
        if (node.isBoolean()) {
            return node.asBoolean() ? "exists" : "missing";
        }
        return node.asString();
    }

    /// {@return the value as text, in quotes where values of that key are names}
    static String value(JsonNode node, JsonNode key) {
        if (node.isObject() && node.has("concat")) {
            return concatenated(node.get("concat"), key);
        }
        if (node.isObject() && node.has("set")) {
            return "{ " + elements(node.get("set"), key, null) + " }";
        }
        if (node.isObject() && node.has("range")) {
            return value(node.get("range").get(0), key) + "-"
                    + value(node.get("range").get(1), key);
        }
        return node.isString() && isText(key) && !isPlaceholder(node) ? quoted(node.asString()) : text(node);
    }

    private static boolean isPlaceholder(JsonNode node) {
        return node.asString().startsWith("@") || node.asString().equals("*");
    }

    private static String concatenated(JsonNode parts, JsonNode key) {
        var out = new ArrayList<String>();
        for (int i = 0; i < parts.size(); i++) {
            out.add(value(parts.get(i), part(key, i)));
        }
        return String.join(" . ", out);
    }

    // The key of a set is an expression, or the name of a type; a concatenation of either has a list.
    private static JsonNode part(JsonNode key, int index) {
        JsonNode parts = key.isObject() && key.has("concat") ? key.get("concat") : key;
        return parts.isArray() && index < parts.size() ? parts.get(index) : key;
    }

    private static boolean isText(JsonNode key) {
        if (key.isString()) {
            return Set.of("ifname", "iface_index", "string").contains(key.asString());
        }
        if (!key.isObject() || key.size() != 1) {
            return false;
        }
        JsonNode of = key.iterator().next();
        return switch (key.propertyNames().iterator().next()) {
            case "meta" -> TEXT_KEYS.contains(of.path("key").asString(""));
            case "ct" -> of.path("key").asString("").equals("helper");
            case "osf" -> true;
            case "socket" -> of.path("key").asString("").equals("cgroupv2");
            case "fib" -> of.path("result").asString("").startsWith("oif");
            default -> false;
        };
    }

    /// {@return the elements of a set or map, each as in `elements = { … }`}
    ///
    /// @param data the type of what keys are mapped to; null in a set, and in a map whose data need no quotes
    static String elements(JsonNode set, JsonNode key, JsonNode data) {
        if (!set.isArray()) {
            return element(set, key);
        }
        return list(set, ", ", e -> {
            if (!e.isArray()) {
                return element(e, key);
            }
            JsonNode to = e.get(1);
            return element(e.get(0), key) + " : " + (data == null ? mapped(to) : value(to, data));
        });
    }

    private static String mapped(JsonNode data) {
        return data.isObject() && JsonStatements.isVerdict(data) ? JsonStatements.text(data) : text(data);
    }

    private static String element(JsonNode node, JsonNode key) {
        if (!node.isObject() || !node.has("elem")) {
            return value(node, key);
        }
        JsonNode element = node.get("elem");
        var out = new StringBuilder(value(element.get("val"), key));
        for (var property : element.properties()) {
            out.append(
                    switch (property.getKey()) {
                        case "val" -> "";
                        case "timeout", "expires" ->
                            " " + property.getKey() + " " + property.getValue().asString() + "s";
                        case "comment" ->
                            " comment " + quoted(property.getValue().asString());
                        default -> " " + JsonStatements.text(property.getKey(), property.getValue());
                    });
        }
        return out.toString();
    }

    private static String operation(JsonNode node) {
        for (var property : node.properties()) {
            if (OPERATORS.contains(property.getKey())) {
                return named(property.getKey(), property.getValue());
            }
        }
        throw new UnknownJson("unknown expression " + node);
    }

    private static String named(String name, JsonNode of) {
        return switch (name) {
            case "payload" -> payload(of);
            case "meta" -> meta(of.path("key").asString());
            case "ct" ->
                "ct " + optional(of, "dir") + optional(of, "family")
                        + of.path("key").asString();
            case "rt" -> "rt " + optional(of, "family") + of.path("key").asString();
            case "socket" ->
                "socket " + of.path("key").asString() + (of.has("level") ? " level " + of.get("level") : "");
            case "osf" ->
                "osf " + (of.has("ttl") ? "ttl " + of.get("ttl").asString() + " " : "")
                        + of.path("key").asString();
            case "ipsec" -> ipsec(of);
            case "tunnel" -> "tunnel " + of.path("key").asString();
            case "fib" -> fib(of);
            case "exthdr" -> header("", of);
            case "tcp option" ->
                of.has("base")
                        ? "@" + of.get("base") + "," + of.get("offset") + "," + of.get("len")
                        : header("tcp option ", of);
            case "ip option", "sctp chunk" -> header(name + " ", of);
            case "dccp option" -> "dccp option " + of.path("type").asString() + " exists";
            case "numgen" -> "numgen " + of.path("mode").asString() + modulus(of);
            case "jhash" -> "jhash " + text(of.get("expr")) + modulus(of);
            case "symhash" -> "symhash" + modulus(of);
            case "map" -> text(of.get("key")) + " map " + map(of);
            case "set" -> "{ " + elements(of, of, null) + " }";
            case "concat" -> list(of, " . ", JsonExpressions::text);
            case "range" -> text(of.get(0)) + "-" + text(of.get(1));
            case "prefix" -> text(of.get("addr")) + "/" + of.get("len");
            case "|", "&", "^", "<<", ">>" -> list(of, " " + name + " ", n -> operand(n));
            case "elem" -> text(of.get("val"));
            default -> throw new UnknownJson("unknown expression '" + name + "'");
        };
    }

    /// {@return the right side of `vmap` and `map`}
    static String map(JsonNode of) {
        JsonNode data = of.get("data");
        return data.isObject() && data.has("set")
                ? "{ " + elements(data.get("set"), of.get("key"), null) + " }"
                : text(data);
    }

    private static String operand(JsonNode node) {
        boolean nested = node.isObject()
                && OPERATORS.contains(node.propertyNames().iterator().next());
        return nested || node.isArray()
                ? "(" + (node.isArray() ? list(node, " | ", JsonExpressions::text) : text(node)) + ")"
                : text(node);
    }

    private static String payload(JsonNode of) {
        if (of.has("base")) {
            return "@" + of.get("base").asString() + "," + of.get("offset") + "," + of.get("len");
        }
        return optional(of, "tunnel") + of.path("protocol").asString() + " "
                + of.path("field").asString();
    }

    private static String meta(String key) {
        return UNQUALIFIED.contains(key) ? key : "meta " + key;
    }

    private static String ipsec(JsonNode of) {
        String number = of.path("spnum").asInt(0) == 0 ? "" : "spnum " + of.get("spnum") + " ";
        return "ipsec " + of.path("dir").asString() + " " + number + optional(of, "family")
                + of.path("key").asString();
    }

    private static String fib(JsonNode of) {
        JsonNode flags = of.path("flags");
        String keys = flags.isArray() ? list(flags, " . ", JsonNode::asString) : flags.asString();
        return "fib " + keys + " " + of.path("result").asString();
    }

    private static String header(String kind, JsonNode of) {
        String index = of.has("offset") ? "[" + of.get("offset") + "]" : "";
        return kind
                + of.path("name").asString()
                + (of.has("field") ? " " + of.get("field").asString() + index : "");
    }

    private static String modulus(JsonNode of) {
        return " mod " + of.path("mod").asString()
                + (of.has("seed") ? " seed " + of.get("seed").asString() : "")
                + (of.path("offset").asInt(0) == 0
                        ? ""
                        : " offset " + of.get("offset").asString());
    }

    static String optional(JsonNode of, String property) {
        return of.has(property) ? of.get(property).asString() + " " : "";
    }

    // nft has no escape for a quote inside a string, so there can be none; one in hostile JSON would end the string
    // early.
    static String quoted(String text) {
        return "\"" + text.replace("\"", "'").replace("\n", " ").replace("\r", " ") + "\"";
    }

    static String list(JsonNode nodes, String separator, java.util.function.Function<JsonNode, String> each) {
        List<JsonNode> all = new ArrayList<>();
        if (nodes.isArray()) {
            nodes.forEach(all::add);
        } else {
            all.add(nodes);
        }
        return all.stream().map(each).collect(Collectors.joining(separator));
    }
}
