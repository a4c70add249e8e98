package org.nftrace.nft;

import static org.nftrace.nft.JsonFields.member;
import static org.nftrace.nft.JsonFields.word;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A tunnel's block in text and in JSON: `id 10`, `ip saddr 192.0.2.1`, `vxlan { gbp 200 }` · `"id": 10`, `"src-ipv4"`,
/// `"type": "vxlan", "tunnel": {"gbp": 200}` (nft 1.1.5, json.c).
final class JsonTunnel {
    private static final Map<String, String> ADDRESSES =
            Map.of("src-ipv4", "ip saddr", "dst-ipv4", "ip daddr", "src-ipv6", "ip6 saddr", "dst-ipv6", "ip6 daddr");
    private static final Map<String, String> ERSPAN = Map.of("dir", "direction", "hwid", "id");
    private static final String INNER = "\t";

    private JsonTunnel() {}

    /// {@return the lines of the block, those of an inner block indented}
    static List<String> lines(JsonNode tunnel) {
        var out = new ArrayList<String>();
        for (String name :
                List.of("id", "src-ipv4", "dst-ipv4", "src-ipv6", "dst-ipv6", "sport", "dport", "tos", "ttl")) {
            if (tunnel.has(name)) {
                out.add(ADDRESSES.getOrDefault(name, name) + " " + word(tunnel, name));
            }
        }
        if (tunnel.has("type")) {
            out.add(word(tunnel, "type") + " {");
            JsonNode inner = member(tunnel, "tunnel");
            if (inner.isArray()) {
                inner.forEach(option -> out.add(INNER + geneve(option)));
            } else {
                inner.properties()
                        .forEach(p -> out.add(
                                INNER + ERSPAN.getOrDefault(p.getKey(), p.getKey()) + " " + word(p.getValue())));
            }
            out.add("}");
        }
        return out;
    }

    private static String geneve(JsonNode option) {
        return "class 0x" + Long.toHexString(member(option, "class").asLong(0)) + " opt-type 0x"
                + Long.toHexString(member(option, "opt-type").asLong(0)) + " data "
                + JsonExpressions.quoted(word(option, "data"));
    }

    /// {@return the properties that the lines of a block say}
    static ObjectNode object(List<String> lines) {
        ObjectNode out = JsonNodes.object();
        var options = new ArrayList<ObjectNode>();
        ObjectNode inner = JsonNodes.object();
        for (String line : lines) {
            String[] words = line.strip().split(" ");
            if (line.endsWith("{")) {
                out.put("type", words[0]);
            } else if (words.length == 6) {
                options.add(JsonNodes.object("class", number(words[1]))
                        .set("opt-type", number(words[3]))
                        .put("data", AtomReader.unquoted(words[5])));
            } else if (words.length > 1) {
                (line.startsWith(INNER) ? inner : out).set(name(line, words), value(words[words.length - 1]));
            }
        }
        if (out.has("type")) {
            out.set("tunnel", options.isEmpty() ? inner : JsonNodes.array(options.stream()));
        }
        return out;
    }

    private static String name(String line, String[] words) {
        var names = line.startsWith(INNER) ? ERSPAN : ADDRESSES;
        String text = words.length > 2 ? words[0] + " " + words[1] : words[0];
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(text);
    }

    private static JsonNode number(String text) {
        return JsonNodes.number(
                Numbers.parse(text).map(java.math.BigInteger::longValue).orElse(0L));
    }

    private static JsonNode value(String text) {
        return Numbers.parse(text).isPresent() ? number(text) : JsonNodes.string(text);
    }
}
