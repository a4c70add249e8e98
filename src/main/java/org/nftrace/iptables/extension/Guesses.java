package org.nftrace.iptables.extension;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.ir.Match.Compare;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;

/// Words that an option might say a value with. Only a guess: whether it means the same is found by reading it.
final class Guesses {
    private Guesses() {}

    static XtOption option(String name, String... values) {
        return new XtOption(false, name, List.of(values));
    }

    /// {@return options that a row might say the comparison with, as it is and negated}
    static List<XtOption> options(Row row, Compare compare) {
        var found = new ArrayList<XtOption>();
        for (List<String> words : words(row.shape(), compare)) {
            found.add(new XtOption(false, row.name(), words));
            if (row.shape().negatable()) {
                found.add(new XtOption(true, row.name(), words));
            }
        }
        return found;
    }

    private static List<List<String>> words(Shape shape, Compare compare) {
        return switch (shape.words()) {
            case 0 -> List.of(List.of());
            case 1 ->
                Stream.concat(
                                named(shape, compare.value()).stream(),
                                masked(compare).or(() -> text(compare.value())).stream())
                        .map(List::of)
                        .toList();
            default -> pairs(shape, compare);
        };
    }

    // '--tcp-flags SYN,ACK SYN': which bits are looked at, and which of them are set.
    private static List<List<String>> pairs(Shape shape, Compare compare) {
        return compare.selector() instanceof Selector.Binary(_, Selector.Operator operator, Value mask)
                        && operator == Selector.Operator.AND
                ? named(shape, mask)
                        .flatMap(looked -> named(shape, compare.value()).map(set -> List.of(looked, set)))
                        .stream()
                        .toList()
                : List.of();
    }

    private static Optional<String> named(Shape shape, Value value) {
        return shape.vocabulary().flatMap(words -> words.spelled(value));
    }

    // '0x1/0xff'
    private static Optional<String> masked(Compare compare) {
        return compare.selector() instanceof Selector.Binary(_, Selector.Operator operator, Value mask)
                        && operator == Selector.Operator.AND
                ? Optional.of(Normal.bits(compare.value()) + "/" + Normal.bits(mask))
                : Optional.empty();
    }

    /// {@return the value in plain words: `22`, `1024:65535`, `10.0.0.0/8`, `80,443`}
    static Optional<String> text(Value value) {
        return switch (value) {
            case Value.Number(long number) -> Optional.of(Long.toString(number));
            case Value.Wide(var wide) -> Optional.of(wide.toString());
            case Value.IpAddress(var address) -> Optional.of(address.toString());
            case Value.IpPrefix(var prefix) -> Optional.of(prefix.toString());
            case Value.Interface(var pattern) -> Optional.of(pattern.text() + (pattern.wildcard() ? "+" : ""));
            case Value.Text(var text) -> Optional.of(text);
            case Value.Range(var first, var last) ->
                text(first).flatMap(from -> text(last).map(to -> from + separator(first) + to));
            case Value.Masked(var of, var mask) ->
                text(of).flatMap(v -> text(mask).map(m -> v + "/" + m));
            case Value.Bits bits -> Optional.of(Normal.bits(bits).toString());
            case Value.SetLiteral(_, var elements) -> {
                var texts = elements.stream()
                        .map(element -> text(element.key()))
                        .flatMap(Optional::stream)
                        .toList();
                yield texts.size() == elements.size()
                        ? Optional.of(texts.stream().collect(Collectors.joining(",")))
                        : Optional.empty();
            }
            case Value.Concatenation _, Value.SetReference _, Value.CatchAll _, Value.VerdictData _ -> Optional.empty();
        };
    }

    private static char separator(Value end) {
        return end instanceof Value.IpAddress ? '-' : ':';
    }
}
