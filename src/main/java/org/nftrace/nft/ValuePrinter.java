package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.net.InterfacePattern;

/// Spells values, after the kinds of what they are compared with.
final class ValuePrinter {
    private final WordPrinter words;
    private final StatefulPrinter statefuls = new StatefulPrinter();

    ValuePrinter(WordPrinter words) {
        this.words = words;
    }

    Spellings spellings() {
        return words.spellings();
    }

    /// {@return a value whose bits, if it has several, are joined by `joint`}
    String value(Value value, List<Kind> kinds, List<Kind> data, String joint) {
        return switch (value) {
            case Value.Concatenation(var parts) -> concatenation(parts, kinds, joint);
            case Value.SetLiteral(_, var elements) -> set(elements, kinds, data);
            case Value.SetReference(_, var name) -> "@" + name;
            case Value other -> single(other, Kinds.at(kinds, 0), joint);
        };
    }

    String value(Value value, List<Kind> kinds) {
        return value(value, kinds, List.of(), " | ");
    }

    private String concatenation(List<Value> parts, List<Kind> kinds, String joint) {
        List<String> printed = new ArrayList<>();
        for (Value part : parts) {
            printed.add(single(part, Kinds.at(kinds, printed.size()), joint));
        }
        return String.join(" . ", printed);
    }

    String single(Value value, Kind kind, String joint) {
        return switch (value) {
            case Value.Number(var number) -> words.word(number, kind);
            case Value.Wide(var number) -> kind.isDecimal() ? number.toString() : "0x" + number.toString(16);
            case Value.IpAddress(var address) -> address.toString();
            case Value.IpPrefix(var prefix) -> prefix.address() + "/" + prefix.length();
            case Value.Interface(var pattern) -> WordPrinter.quoted(pattern(pattern));
            case Value.Text(var text) -> text(text, kind);
            case Value.Range(var first, var last) -> end(first, kind) + "-" + end(last, kind);
            case Value.Masked(var of, var mask) -> masked(of, mask, kind);
            case Value.Bits(var bits) ->
                bits.stream().map(bit -> single(bit, kind, joint)).collect(Collectors.joining(joint));
            case Value.Concatenation(var parts) -> concatenation(parts, List.of(), joint);
            case Value.SetLiteral(_, var elements) -> set(elements, List.of(kind), List.of());
            case Value.SetReference(_, var name) -> "@" + name;
            case Value.CatchAll() -> "*";
            case Value.VerdictData(var verdict) -> verdict(verdict);
        };
    }

    // A name's own star is escaped, as a bare one stands for the rest of the name.
    private static String pattern(InterfacePattern pattern) {
        boolean ownStar = !pattern.wildcard() && pattern.text().endsWith("*");
        return ownStar ? pattern.text().substring(0, pattern.text().length() - 1) + "\\*" : pattern.toString();
    }

    private static String text(String text, Kind kind) {
        return switch (kind.type()) {
            case VERDICT -> text;
            default -> WordPrinter.quoted(text);
        };
    }

    private String end(Value value, Kind kind) {
        return value instanceof Value.Number(var number) ? words.end(number, kind) : single(value, kind, " | ");
    }

    private String masked(Value value, Value mask, Kind kind) {
        if (!kind.type().isBitField() && mask instanceof Value.Number(var bits)) {
            int length = Masks.prefixLength(bits, kind.type().width());
            if (length >= 0) {
                return single(value, kind, ",") + "/" + length;
            }
        }
        return flags(value, kind) + " / " + flags(mask, kind);
    }

    private String flags(Value value, Kind kind) {
        return String.join(",", bitWords(value, kind));
    }

    /// {@return the words of all bits of a value}
    List<String> bitWords(Value value, Kind kind) {
        return switch (value) {
            case Value.Bits(var bits) ->
                bits.stream().flatMap(bit -> bitWords(bit, kind).stream()).toList();
            case Value.Number(var number)
            when kind.type().isBitField() ->
                words.bits(number, kind.type()).orElseGet(() -> List.of(words.word(number, kind)));
            case Value other -> List.of(single(other, kind, ","));
        };
    }

    private String set(List<Value.Element> elements, List<Kind> keys, List<Kind> data) {
        return elements.stream()
                .map(element -> element(element, keys, data))
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    String element(Value.Element element, List<Kind> keys, List<Kind> data) {
        var out = new StringBuilder(value(element.key(), keys));
        element.state().forEach(statement -> out.append(' ').append(statefuls.statement(statement)));
        element.timeout().ifPresent(t -> out.append(" timeout ").append(t == 0 ? "never" : Durations.print(t)));
        element.expires().ifPresent(t -> out.append(" expires ").append(Durations.print(t)));
        element.comment().ifPresent(c -> out.append(" comment ").append(WordPrinter.quoted(c)));
        element.data().ifPresent(mapped -> out.append(" : ").append(value(mapped, data)));
        return out.toString();
    }

    static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accept() -> "accept";
            case Verdict.Drop() -> "drop";
            case Verdict.Continue() -> "continue";
            case Verdict.Return() -> "return";
            case Verdict.Jump(var chain) -> "jump " + chain;
            case Verdict.Goto(var chain) -> "goto " + chain;
        };
    }

    static String joined(String... words) {
        return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }
}
