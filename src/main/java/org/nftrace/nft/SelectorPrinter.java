package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Family;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;

/// Spells what a rule looks at and what it computes from that.
final class SelectorPrinter {
    private final ValuePrinter values;

    SelectorPrinter(ValuePrinter values) {
        this.values = values;
    }

    /// {@return an expression whose constants are of the kinds that it is to yield}
    String expression(Expression expression, List<Kind> kinds) {
        return switch (expression) {
            case Value value -> values.value(value, kinds);
            case Selector.Concatenation(var parts) -> concatenation(parts, kinds);
            case Selector.Lookup(var key, var map) ->
                expression(key, Kinds.of(key)) + " map " + values.value(map, Kinds.of(key), kinds, " | ");
            case Selector.Binary binary -> binary(binary, kinds);
            case Selector selector -> selector(selector);
        };
    }

    private String concatenation(List<Expression> parts, List<Kind> kinds) {
        var printed = new ArrayList<String>();
        for (Expression part : parts) {
            printed.add(expression(part, List.of(Kinds.at(kinds, printed.size()))));
        }
        return String.join(" . ", printed);
    }

    private String binary(Selector.Binary binary, List<Kind> kinds) {
        boolean shift = Precedence.of(binary.operator()) == Precedence.SHIFT;
        List<Kind> left = binary.left() instanceof Value ? kinds : Kinds.of(binary.left());
        List<Kind> right = shift ? List.of(Kind.NUMBER) : left;
        return operand(binary.left(), binary.operator(), left)
                + " " + symbol(binary.operator()) + " "
                + operand(binary.right(), binary.operator(), right);
    }

    private String operand(Expression operand, Selector.Operator outer, List<Kind> kinds) {
        if (operand instanceof Selector.Binary inner) {
            boolean looser = Precedence.of(outer).compareTo(Precedence.of(inner.operator())) < 0;
            return looser ? "(" + expression(inner, kinds) + ")" : expression(inner, kinds);
        }
        Kind kind = Kinds.at(kinds, 0);
        if (operand instanceof Value value && kind.type().isBitField()) {
            var words = values.bitWords(value, kind);
            String joined = String.join(" | ", words);
            return words.size() > 1 && outer != Selector.Operator.OR ? "(" + joined + ")" : joined;
        }
        return expression(operand, kinds);
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

    private String selector(Selector selector) {
        return switch (selector) {
            case Selector.Payload(var field) -> field.label().equals("cfi") ? "vlan dei" : field.toString();
            case Selector.Inner(var tunnel, var of) -> tunnel + " " + selector(of);
            case Selector.Raw(var base, var offset, var length) -> "@" + lower(base) + "," + offset + "," + length;
            case Selector.Meta(var key) -> key.unqualified() ? key.label() : "meta " + key.label();
            case Selector.Ct ct ->
                ValuePrinter.joined(
                        "ct",
                        ct.direction().map(SelectorPrinter::lower).orElse(""),
                        family(ct.family()),
                        ct.key().label());
            case Selector.Fib fib -> fib(fib);
            case Selector.Rt rt -> ValuePrinter.joined("rt", family(rt.family()), rt.key());
            case Selector.Socket socket ->
                "socket " + socket.key()
                        + optional(
                                " level ",
                                socket.level().isPresent(),
                                socket.level().orElse(0));
            case Selector.Osf(var ttl, var version) ->
                "osf " + ttl.map(t -> "ttl " + t + " ").orElse("") + (version ? "version" : "name");
            case Selector.Ipsec ipsec -> ipsec(ipsec);
            case Selector.Tunnel tunnel -> "tunnel " + tunnel.key();
            case Selector.ExtensionHeader header -> extension(header);
            case Selector.Option option ->
                ValuePrinter.joined(
                        option.header(), option.name(), option.field().orElse(""));
            case Selector.Numgen(var random, var modulus, var offset) ->
                "numgen " + (random ? "random" : "inc") + " mod " + modulus + optional(" offset ", offset != 0, offset);
            case Selector.Hash hash -> hash(hash);
            case Selector.Concatenation _, Selector.Binary _, Selector.Lookup _ -> expression(selector, List.of());
        };
    }

    // nft prints the keys in the order of their flags, whatever the order they were written in.
    private String fib(Selector.Fib fib) {
        String keys = Stream.of(Selector.FibKey.values())
                .filter(fib.keys()::contains)
                .map(SelectorPrinter::lower)
                .collect(Collectors.joining(" . "));
        boolean index =
                fib.result() == Selector.FibResult.CHECK && values.spellings().presenceByIndex();
        return "fib " + keys + " " + lower(index ? Selector.FibResult.OIF : fib.result());
    }

    private static String ipsec(Selector.Ipsec ipsec) {
        return ValuePrinter.joined(
                "ipsec",
                ipsec.direction(),
                ipsec.number() == 0 ? "" : "spnum " + ipsec.number(),
                family(ipsec.family()),
                ipsec.key());
    }

    private static String extension(Selector.ExtensionHeader header) {
        String index = header.index().isPresent() ? "[" + header.index().getAsInt() + "]" : "";
        return header.field()
                .map(field -> header.header() + " " + field + index)
                .orElse("exthdr " + header.header());
    }

    private String hash(Selector.Hash hash) {
        String of = hash.of()
                .map(expression -> "jhash " + expression(expression, Kinds.of(expression)))
                .orElse("symhash");
        String seed = hash.seed().isPresent()
                ? " seed 0x" + Integer.toHexString(hash.seed().getAsInt())
                : "";
        return of + " mod " + hash.modulus() + seed + optional(" offset ", hash.offset() != 0, hash.offset());
    }

    private static String optional(String word, boolean present, long number) {
        return present ? word + number : "";
    }

    private static String family(Optional<Family> family) {
        return family.map(Family::label).orElse("");
    }

    static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
