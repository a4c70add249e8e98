package org.nftrace.nft;

import static org.nftrace.nft.JsonNodes.object;
import static org.nftrace.nft.JsonNodes.string;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.nftrace.ir.Match;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes matches as JSON (libnftables-json(5), MATCH): `{"match": {"op": "==", "left": …, "right": …}}`.
record JsonMatchPrinter(JsonSelectorPrinter selectors) {

    /// {@return the match; several or none where an iptables extension means several or none}
    Stream<JsonNode> match(Match match) {
        return switch (match) {
            case Match.Compare compare -> Stream.of(compare(compare));
            case Match.AnyOf(_, var matches) when matches.size() == 1 -> match(matches.getFirst());
            case Match.AnyOf(var span, _) -> Stream.of(string(span.text()));
            case Match.Limit _, Match.Quota _, Match.ConnectionLimit _ ->
                JsonStatefulPrinter.statement(match).stream().map(JsonNode.class::cast);
            case Match.XtMatch xt ->
                XtMeaning.of(xt)
                        .map(meaning -> meaning.stream().flatMap(this::match))
                        .orElseGet(() -> Stream.of(extension("match", xt.name())));
            case Match.Unread(var span) -> Stream.of(string(span.text()));
        };
    }

    /// {@return an iptables extension of which nft knows the name only}
    static ObjectNode extension(String type, String name) {
        return object("xt", object("type", type).put("name", name));
    }

    private ObjectNode compare(Match.Compare compare) {
        Selector selector = compare.selector();
        List<Kind> kinds = Kinds.of(selector);
        Kind kind = Kinds.at(kinds, 0);
        if (compare.value() instanceof Value.Masked(var value, var mask)) {
            OptionalInt length = JsonValuePrinter.prefixLength(mask, kind);
            if (length.isEmpty()) {
                JsonNode left = selectors.expression(selector, kinds);
                JsonNode masked = object("&", JsonNodes.array(Stream.of(left, values().anyOf(mask, kind))));
                return match(compare.relation(), masked, values().anyOf(value, kind));
            }
        }
        return match(compare.relation(), selectors.expression(selector, kinds), right(compare, kinds));
    }

    private JsonNode right(Match.Compare compare, List<Kind> kinds) {
        Kind kind = Kinds.at(kinds, 0);
        if (isAsked(compare.relation())) {
            return values().anyOf(compare.value(), kind);
        }
        boolean computed =
                compare.selector() instanceof Selector.Binary && kind.type().isBitField();
        return computed ? values().word(compare.value(), kind) : values().value(compare.value(), kinds);
    }

    private JsonValuePrinter values() {
        return selectors.values();
    }

    // Bits that are asked for one by one, rather than compared with a word.
    private static boolean isAsked(Relation relation) {
        return relation == Relation.ANY || relation == Relation.NONE;
    }

    private static ObjectNode match(Relation relation, JsonNode left, JsonNode right) {
        return object(
                "match", object("op", operator(relation)).set("left", left).set("right", right));
    }

    private static String operator(Relation relation) {
        return switch (relation) {
            case EQ -> "==";
            case NE -> "!=";
            case LT -> "<";
            case LE -> "<=";
            case GT -> ">";
            case GE -> ">=";
            case ANY -> "in";
            case NONE -> "!";
        };
    }
}
