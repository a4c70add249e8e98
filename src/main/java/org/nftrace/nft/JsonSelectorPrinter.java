package org.nftrace.nft;

import static org.nftrace.nft.JsonNodes.object;
import static org.nftrace.nft.JsonNodes.string;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Family;
import org.nftrace.ir.Field;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes as JSON what a rule looks at and what it computes from that (libnftables-json(5), EXPRESSIONS).
record JsonSelectorPrinter(JsonValuePrinter values) {

    /// {@return an expression whose constants are of the kinds that it is to yield}
    JsonNode expression(Expression expression, List<Kind> kinds) {
        return switch (expression) {
            case Value value -> values.value(value, kinds);
            case Selector selector -> selector(selector, kinds);
        };
    }

    JsonNode selector(Selector selector) {
        return selector(selector, List.of());
    }

    private JsonNode selector(Selector selector, List<Kind> kinds) {
        return switch (selector) {
            case Selector.Payload(var field) -> object("payload", field(field));
            case Selector.Inner inner -> inner(inner);
            case Selector.Raw(var base, var offset, var length) ->
                object(
                        "payload",
                        object("base", SelectorPrinter.lower(base))
                                .put("offset", offset)
                                .put("len", length));
            case Selector.Meta(var key) -> keyed("meta", key.label());
            case Selector.Ct ct -> ct(ct);
            case Selector.Fib fib -> fib(fib);
            case Selector.Rt rt -> rt(rt);
            // the level of `socket cgroupv2 level 2` has no place in nft's JSON
            case Selector.Socket socket -> keyed("socket", socket.key());
            case Selector.Osf osf -> osf(osf);
            case Selector.Ipsec ipsec -> ipsec(ipsec);
            case Selector.Tunnel tunnel -> keyed("tunnel", tunnel.key());
            case Selector.ExtensionHeader header -> extension(header);
            case Selector.Option option -> option(option);
            case Selector.Numgen(var random, var modulus, var offset) ->
                object(
                        "numgen",
                        object("mode", random ? "random" : "inc")
                                .put("mod", modulus)
                                .put("offset", offset));
            case Selector.Hash hash -> hash(hash);
            case Selector.Concatenation(var parts) -> concatenation(parts, kinds);
            case Selector.Binary binary -> binary(binary, kinds);
            case Selector.Lookup(var key, var map) -> object("map", lookup(key, map, kinds));
        };
    }

    private static ObjectNode keyed(String name, String key) {
        return object(name, object("key", key));
    }

    private static ObjectNode field(Field field) {
        String label = field == Field.VLAN_CFI ? Field.VLAN_DEI.label() : field.label();
        return object("protocol", field.header().label()).put("field", label);
    }

    private JsonNode inner(Selector.Inner inner) {
        JsonNode of = selector(inner.of());
        if (of.get("payload") instanceof ObjectNode payload) {
            payload.put("tunnel", inner.tunnel());
        }
        return of;
    }

    private static ObjectNode ct(Selector.Ct ct) {
        String family = ct.family().map(of -> of.label() + " ").orElse("");
        ObjectNode properties = object("key", family + ct.key().label());
        ct.direction().ifPresent(direction -> properties.put("dir", SelectorPrinter.lower(direction)));
        return object("ct", properties);
    }

    private static ObjectNode fib(Selector.Fib fib) {
        Stream<JsonNode> flags = Stream.of(Selector.FibKey.values())
                .filter(fib.keys()::contains)
                .map(key -> string(SelectorPrinter.lower(key)));
        return object(
                "fib", object("result", SelectorPrinter.lower(fib.result())).set("flags", JsonNodes.array(flags)));
    }

    // Of which family a next hop is, the type says where the text does not.
    private static ObjectNode rt(Selector.Rt rt) {
        ObjectNode properties = object("key", rt.key());
        if (rt.key().equals("nexthop")) {
            Family family = rt.type() == DataType.IPV6_ADDR ? Family.IP6 : Family.IP;
            properties.put("family", rt.family().orElse(family).label());
        }
        return object("rt", properties);
    }

    private static ObjectNode osf(Selector.Osf osf) {
        ObjectNode properties = object("key", osf.version() ? "version" : "name");
        osf.ttl().ifPresent(ttl -> properties.put("ttl", ttl));
        return object("osf", properties);
    }

    private static ObjectNode ipsec(Selector.Ipsec ipsec) {
        ObjectNode properties = object("key", ipsec.key());
        ipsec.family().ifPresent(family -> properties.put("family", family.label()));
        return object("ipsec", properties.put("dir", ipsec.direction()).put("spnum", ipsec.number()));
    }

    private static ObjectNode extension(Selector.ExtensionHeader header) {
        ObjectNode properties = object("name", header.header());
        String index = header.index().isPresent() ? "[" + header.index().getAsInt() + "]" : "";
        header.field().ifPresent(field -> properties.put("field", field + index));
        return object("exthdr", properties);
    }

    private static ObjectNode option(Selector.Option option) {
        ObjectNode properties = switch (option.header()) {
            case "tcp option" -> tcpOption(option.name());
            case "dccp option" ->
                object(
                        "type",
                        Numbers.parse(option.name())
                                .map(BigInteger::longValue)
                                .map(JsonNodes::number)
                                .orElse(string(option.name())));
            default -> object("name", option.name());
        };
        option.field().ifPresent(field -> properties.put("field", field));
        return object(option.header(), properties);
    }

    // An option without a name is known by its number and the bits that are looked at: `@255,8,16`.
    private static ObjectNode tcpOption(String name) {
        List<Long> numbers = Stream.of(name.replaceFirst("^@", "").split(","))
                .flatMap(part -> Numbers.parse(part).map(BigInteger::longValue).stream())
                .toList();
        return switch (numbers.size()) {
            case 1 -> raw(numbers.getFirst(), 0, Byte.SIZE);
            case 3 -> raw(numbers.getFirst(), numbers.get(1), numbers.get(2));
            default -> object("name", name);
        };
    }

    // Of an option that is taken out, no bits are looked at.
    JsonNode reset(Selector option) {
        JsonNode printed = selector(option);
        if (printed.iterator().next() instanceof ObjectNode properties && properties.has("len")) {
            properties.put("len", 0);
        }
        return printed;
    }

    private static ObjectNode raw(long kind, long offset, long length) {
        return object().put("base", kind).put("offset", offset).put("len", length);
    }

    private ObjectNode hash(Selector.Hash hash) {
        ObjectNode properties = object().put("mod", hash.modulus());
        hash.seed().ifPresent(seed -> properties.put("seed", Integer.toUnsignedLong(seed)));
        if (hash.offset() != 0) {
            properties.put("offset", hash.offset());
        }
        hash.of().ifPresent(of -> properties.set("expr", expression(of, Kinds.of(of))));
        return object(hash.of().isPresent() ? "jhash" : "symhash", properties);
    }

    private JsonNode concatenation(List<Expression> parts, List<Kind> kinds) {
        return object(
                "concat",
                JsonNodes.array(IntStream.range(0, parts.size())
                        .mapToObj(i -> expression(parts.get(i), List.of(Kinds.at(kinds, i))))));
    }

    /// {@return what is looked up, and where}
    ObjectNode lookup(Expression key, Value map, List<Kind> data) {
        return object("key", expression(key, Kinds.of(key))).set("data", values.value(map, Kinds.of(key), data));
    }

    private JsonNode binary(Selector.Binary binary, List<Kind> kinds) {
        return object(symbol(binary.operator()), JsonNodes.array(operands(binary, binary.operator(), kinds)));
    }

    // `a | b | c` is one list, however it was nested.
    private Stream<JsonNode> operands(Expression operand, Selector.Operator operator, List<Kind> kinds) {
        if (operand instanceof Value value && Kinds.at(kinds, 0).type().isBitField()) {
            JsonNode word = values.word(value, Kinds.at(kinds, 0));
            return operator == Selector.Operator.OR && word.has("|")
                    ? word.get("|").valueStream()
                    : Stream.of(word);
        }
        if (!(operand instanceof Selector.Binary(var left, var inner, var right)) || inner != operator) {
            return Stream.of(expression(operand, kinds));
        }
        List<Kind> leftKinds = left instanceof Value ? kinds : Kinds.of(left);
        List<Kind> rightKinds = Precedence.of(operator) == Precedence.SHIFT ? List.of(Kind.NUMBER) : leftKinds;
        return Stream.concat(operands(left, operator, leftKinds), operands(right, operator, rightKinds));
    }

    private static String symbol(Selector.Operator operator) {
        return switch (operator) {
            case AND -> "&";
            case OR -> "|";
            case XOR -> "^";
            case SHIFT_LEFT -> "<<";
            case SHIFT_RIGHT -> ">>";
        };
    }
}
