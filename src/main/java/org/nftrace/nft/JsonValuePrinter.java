package org.nftrace.nft;

import static org.nftrace.nft.JsonNodes.object;
import static org.nftrace.nft.JsonNodes.oneOrMore;
import static org.nftrace.nft.JsonNodes.string;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.net.Prefix;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes values as JSON, after the kinds of what they are compared with: `22`, `"tcp"`, `{"range": [1, 9]}`, sets and
/// their elements (libnftables-json(5), EXPRESSIONS).
///
/// What nft text and JSON both spell with words is a string; a number is a number, whatever base the text has it in.
record JsonValuePrinter(WordPrinter words) {

    JsonNode value(Value value, List<Kind> kinds) {
        return value(value, kinds, List.of());
    }

    /// @param data the kinds of what elements are mapped to
    JsonNode value(Value value, List<Kind> kinds, List<Kind> data) {
        Kind kind = Kinds.at(kinds, 0);
        return switch (value) {
            case Value.Number(var number) -> number(number, kind);
            case Value.Wide(var number) -> wide(number);
            case Value.IpAddress(var address) -> string(address.toString());
            case Value.IpPrefix(var prefix) -> prefix(prefix);
            case Value.Interface _ -> string(unquoted(value, kind));
            case Value.Text(var text) -> string(text);
            case Value.Range(var first, var last) -> range(first, last, kind);
            case Value.Masked(var of, var mask) -> masked(of, mask, kind);
            case Value.Bits(var bits) ->
                object("|", JsonNodes.array(bits.stream().map(bit -> value(bit, kinds))));
            case Value.Concatenation(var parts) -> concatenation(parts, kinds);
            case Value.SetLiteral(_, var elements) -> set(elements, kinds, data);
            case Value.SetReference(_, var name) -> string("@" + name);
            case Value.CatchAll() -> string("*");
            case Value.VerdictData(var verdict) -> verdict(verdict);
        };
    }

    private String unquoted(Value value, Kind kind) {
        String text = new ValuePrinter(words).single(value, kind, "");
        return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }

    private JsonNode number(long number, Kind kind) {
        return switch (kind.type()) {
            case BOOLEAN -> JsonNodes.bool(number != 0);
            case TIME -> JsonNodes.number(number / 1000);
            case ETHER_ADDR, DATE, HOUR, CLASSID, IFINDEX, REALM -> string(unquoted(new Value.Number(number), kind));
            default ->
                WordPrinter.name(kind.type(), number)
                        .filter(unquoted(new Value.Number(number), kind)::equals)
                        .map(JsonNodes::string)
                        .orElse(JsonNodes.number(number));
        };
    }

    // Numbers of 64 bits are written as if they had a sign, longer ones as text.
    private static JsonNode wide(BigInteger number) {
        return number.bitLength() <= Long.SIZE
                ? JsonNodes.number(number.longValue())
                : string("0x" + number.toString(16));
    }

    private static JsonNode prefix(Prefix prefix) {
        JsonNode address = string(prefix.address().toString());
        return prefix.length() == prefix.address().width() ? address : prefix(address, prefix.length());
    }

    private static ObjectNode prefix(JsonNode of, int length) {
        return object("prefix", object("addr", of).put("len", length));
    }

    // Between protocols that have names lie those that have none: a range is of numbers.
    private JsonNode range(Value first, Value last, Kind kind) {
        Kind ends = kind.type() == DataType.INET_PROTO ? Kind.NUMBER : kind;
        return object("range", JsonNodes.array(Stream.of(first, last).map(end -> value(end, List.of(ends)))));
    }

    private JsonNode masked(Value value, Value mask, Kind kind) {
        OptionalInt length = prefixLength(mask, kind);
        return length.isPresent()
                ? masked(value, length.getAsInt(), kind)
                : object("&", JsonNodes.array(Stream.of(value, mask).map(side -> anyOf(side, kind))));
    }

    private JsonNode masked(Value value, int length, Kind kind) {
        JsonNode of = value(value, List.of(kind));
        return length == kind.type().width() ? of : prefix(of, length);
    }

    /// {@return how many leading bits a mask covers when it covers no others; never of bit fields, which have no order}
    static OptionalInt prefixLength(Value mask, Kind kind) {
        boolean ordered = !kind.type().isBitField();
        int length = ordered && mask instanceof Value.Number(var bits)
                ? Masks.prefixLength(bits, kind.type().width())
                : -1;
        return length < 0 ? OptionalInt.empty() : OptionalInt.of(length);
    }

    private JsonNode concatenation(List<Value> parts, List<Kind> kinds) {
        return object(
                "concat",
                JsonNodes.array(IntStream.range(0, parts.size())
                        .mapToObj(i -> value(parts.get(i), List.of(Kinds.at(kinds, i))))));
    }

    /// {@return the bits of which one suffices: `["established", "related"]`}
    JsonNode anyOf(Value value, Kind kind) {
        return switch (value) {
            case Value.Bits(var bits) ->
                oneOrMore(bits.stream().map(bit -> value(bit, List.of(kind))).toList());
            case Value.Number(var number)
            when kind.type().isBitField() ->
                words.bits(number, kind.type())
                        .map(bits ->
                                oneOrMore(bits.stream().map(JsonNodes::string).toList()))
                        .orElseGet(() -> number(number, kind));
            case Value other -> value(other, List.of(kind));
        };
    }

    /// {@return the bits that a bit operation has as one word: `{"|": ["syn", "ack"]}`, even if the dump has a number}
    JsonNode word(Value value, Kind kind) {
        JsonNode bits = anyOf(value, kind);
        return bits.isArray() ? object("|", bits) : bits;
    }

    private JsonNode set(List<Value.Element> elements, List<Kind> keys, List<Kind> data) {
        return object("set", elements(elements, keys, data));
    }

    JsonNode elements(List<Value.Element> elements, List<Kind> keys, List<Kind> data) {
        return JsonNodes.array(elements.stream().map(element -> element(element, keys, data)));
    }

    private JsonNode element(Value.Element element, List<Kind> keys, List<Kind> data) {
        JsonNode key = key(element, keys);
        return element.data()
                .map(mapped -> (JsonNode) JsonNodes.array(Stream.of(key, value(mapped, data))))
                .orElse(key);
    }

    private JsonNode key(Value.Element element, List<Kind> keys) {
        ObjectNode properties = object();
        element.timeout().ifPresent(timeout -> properties.put("timeout", timeout / 1000));
        element.expires().ifPresent(expires -> properties.put("expires", expires / 1000));
        element.comment().ifPresent(comment -> properties.put("comment", comment));
        // nft writes the first only, however many an element has
        element.state().stream()
                .limit(1)
                .map(JsonStatefulPrinter::statement)
                .flatMap(Optional::stream)
                .forEach(properties::setAll);
        JsonNode key = value(element.key(), keys);
        return properties.isEmpty() ? key : object("elem", object("val", key).setAll(properties));
    }

    static ObjectNode verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accept() -> JsonNodes.bare("accept");
            case Verdict.Drop() -> JsonNodes.bare("drop");
            case Verdict.Continue() -> JsonNodes.bare("continue");
            case Verdict.Return() -> JsonNodes.bare("return");
            case Verdict.Jump(var chain) -> object("jump", object("target", chain));
            case Verdict.Goto(var chain) -> object("goto", object("target", chain));
        };
    }
}
