package org.nftrace.nft;

import static org.nftrace.nft.JsonFields.member;
import static org.nftrace.nft.JsonFields.word;

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
    private static final Set<String> TEXT_KEYS = Set.of(
            "iif",
            "oif",
            "iifname",
            "oifname",
            "iifkind",
            "oifkind",
            "ibrname",
            "obrname",
            "sdif",
            "sdifname",
            "time",
            "hour");

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
            return concatenated(member(node, "concat"), key);
        }
        if (node.isObject() && node.has("set")) {
            return "{ " + elements(member(node, "set"), key, null) + " }";
        }
        if (node.isObject() && node.has("range")) {
            return end(member(member(node, "range"), 0), key) + "-" + end(member(member(node, "range"), 1), key);
        }
        return node.isString() && isText(key) && !isPlaceholder(node) && !isIndex(node, key)
                ? quoted(node.asString())
                : text(node);
    }

    // Words have dashes of their own, `frag-needed`: quotes keep the two ends of a range apart.
    private static String end(JsonNode node, JsonNode key) {
        String text = value(node, key);
        return text.matches("[a-zA-Z][a-zA-Z0-9-]*") ? quoted(text) : text;
    }

    // An interface that is gone is told by its number, which nft puts into quotes like a name.
    private static boolean isIndex(JsonNode node, JsonNode key) {
        boolean named = key.isString()
                ? !key.asString().equals("iface_index")
                : word(key.iterator().next(), key.has("fib") ? "result" : "key", "")
                        .endsWith("name");
        return !named && node.asString().matches("[0-9]{1,10}");
    }

    private static boolean isPlaceholder(JsonNode node) {
        return node.asString().startsWith("@") || node.asString().equals("*");
    }

    private static String concatenated(JsonNode parts, JsonNode key) {
        var out = new ArrayList<String>();
        for (int i = 0; i < parts.size(); i++) {
            out.add(value(member(parts, i), part(key, i)));
        }
        return String.join(" . ", out);
    }

    // The key of a set is an expression, or the name of a type; a concatenation of either has a list.
    private static JsonNode part(JsonNode key, int index) {
        JsonNode parts = key.isObject() && key.has("concat") ? member(key, "concat") : key;
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
            case "meta" -> TEXT_KEYS.contains(word(of, "key", ""));
            case "ct" -> word(of, "key", "").equals("helper");
            case "osf" -> true;
            case "socket" -> word(of, "key", "").equals("cgroupv2");
            case "fib" -> word(of, "result", "").startsWith("oif");
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
            JsonNode to = member(e, 1);
            return element(member(e, 0), key) + " : " + (data == null ? mapped(to) : value(to, data));
        });
    }

    private static String mapped(JsonNode data) {
        return data.isObject() && JsonStatements.isVerdict(data) ? JsonStatements.text(data) : text(data);
    }

    private static String element(JsonNode node, JsonNode key) {
        if (!node.isObject() || !node.has("elem")) {
            return value(node, key);
        }
        JsonNode element = member(node, "elem");
        var out = new StringBuilder(value(member(element, "val"), key));
        for (var property : element.properties()) {
            out.append(
                    switch (property.getKey()) {
                        case "val" -> "";
                        case "timeout", "expires" -> " " + property.getKey() + " " + word(property.getValue()) + "s";
                        case "comment" -> " comment " + quoted(word(property.getValue()));
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
        throw new UnknownJson("an expression of none or of several names");
    }

    private static String named(String name, JsonNode of) {
        return switch (name) {
            case "payload" -> payload(of);
            case "meta" -> meta(word(of, "key"));
            case "ct" -> "ct " + optional(of, "dir") + optional(of, "family") + word(of, "key");
            case "rt" -> "rt " + optional(of, "family") + word(of, "key");
            case "socket" -> "socket " + word(of, "key") + (of.has("level") ? " level " + word(of, "level") : "");
            case "osf" -> "osf " + (of.has("ttl") ? "ttl " + word(of, "ttl") + " " : "") + word(of, "key");
            case "ipsec" -> ipsec(of);
            case "tunnel" -> "tunnel " + word(of, "key");
            case "fib" -> fib(of);
            case "exthdr" -> header(of.has("field") ? "" : "exthdr ", of);
            case "tcp option" -> of.has("base") ? "tcp option " + numberedOption(of) : header("tcp option ", of);
            case "ip option", "sctp chunk" -> header(name + " ", of);
            case "dccp option" -> "dccp option " + word(of, "type") + " exists";
            case "numgen" -> "numgen " + word(of, "mode") + modulus(of);
            case "jhash" -> "jhash " + text(member(of, "expr")) + modulus(of);
            case "symhash" -> "symhash" + modulus(of);
            case "map" -> text(member(of, "key")) + " map " + map(of);
            case "set" -> "{ " + elements(of, of, null) + " }";
            case "concat" -> list(of, " . ", JsonExpressions::text);
            case "range" -> text(member(of, 0)) + "-" + text(member(of, 1));
            case "prefix" -> text(member(of, "addr")) + "/" + word(of, "len");
            case "|", "&", "^", "<<", ">>" -> list(of, " " + name + " ", n -> operand(n));
            case "elem" -> text(member(of, "val"));
            default -> throw new UnknownJson("unknown expression '" + name + "'");
        };
    }

    /// {@return the right side of `vmap` and `map`}
    static String map(JsonNode of) {
        JsonNode data = member(of, "data");
        return data.isObject() && data.has("set")
                ? "{ " + elements(member(data, "set"), member(of, "key"), null) + " }"
                : text(data);
    }

    private static String operand(JsonNode node) {
        boolean nested = node.isObject()
                && node.properties().stream()
                        .findFirst()
                        .filter(p -> OPERATORS.contains(p.getKey()))
                        .isPresent();
        return nested || node.isArray()
                ? "(" + (node.isArray() ? list(node, " | ", JsonExpressions::text) : text(node)) + ")"
                : text(node);
    }

    private static String payload(JsonNode of) {
        if (of.has("base")) {
            return "@" + word(of, "base") + "," + word(of, "offset") + "," + word(of, "len");
        }
        return optional(of, "tunnel") + word(of, "protocol") + " " + word(of, "field");
    }

    // Of an option that is taken out, nothing is looked at.
    private static String numberedOption(JsonNode of) {
        String bits = "," + word(of, "offset") + "," + word(of, "len");
        return bits.equals(",0,0") ? word(of, "base") : "@" + word(of, "base") + bits;
    }

    private static String meta(String key) {
        return UNQUALIFIED.contains(key) ? key : "meta " + key;
    }

    private static String ipsec(JsonNode of) {
        String number = of.path("spnum").asInt(0) == 0 ? "" : "spnum " + word(of, "spnum") + " ";
        return "ipsec " + word(of, "dir") + " " + number + optional(of, "family") + word(of, "key");
    }

    private static String fib(JsonNode of) {
        JsonNode flags = of.path("flags");
        String keys = flags.isArray() ? list(flags, " . ", JsonFields::word) : word(flags);
        return "fib " + keys + " " + word(of, "result");
    }

    private static String header(String kind, JsonNode of) {
        String index = of.has("offset") ? "[" + word(of, "offset") + "]" : "";
        return kind + word(of, "name") + (of.has("field") ? " " + word(of, "field") + index : "");
    }

    private static String modulus(JsonNode of) {
        return " mod " + word(of, "mod")
                + (of.has("seed") ? " seed " + word(of, "seed") : "")
                + (of.path("offset").asInt(0) == 0 ? "" : " offset " + word(of, "offset"));
    }

    static String optional(JsonNode of, String property) {
        return of.has(property) ? word(of, property) + " " : "";
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
