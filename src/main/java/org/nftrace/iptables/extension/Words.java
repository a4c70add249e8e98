package org.nftrace.iptables.extension;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nftrace.ir.Value;

/// Words that stand for bits or numbers, in the order in which `iptables-save` prints them: `INVALID,NEW,RELATED`.
public record Words(List<String> words, List<Integer> numbers) {
    private static final String NONE = "NONE";

    public Words {
        words = List.copyOf(words);
        numbers = List.copyOf(numbers);
    }

    /// Words for consecutive numbers.
    static Words from(int first, String... words) {
        var numbers = new ArrayList<Integer>();
        for (int i = 0; i < words.length; i++) {
            numbers.add(first + i);
        }
        return new Words(List.of(words), numbers);
    }

    /// Words for numbers that are given beside them.
    static Words of(List<Map.Entry<String, Integer>> pairs) {
        return new Words(
                pairs.stream().map(Map.Entry::getKey).toList(),
                pairs.stream().map(Map.Entry::getValue).toList());
    }

    /// {@return the word for a number}
    public Optional<String> word(int number) {
        int index = numbers.indexOf(number);
        return index < 0 ? Optional.empty() : Optional.of(words.get(index));
    }

    /// {@return the number that a word stands for}
    public Optional<Integer> number(String word) {
        int index = words.indexOf(word);
        return index < 0 ? Optional.empty() : Optional.of(numbers.get(index));
    }

    /// {@return the words of a list `NEW,ESTABLISHED` in canonical order, in capitals}
    Optional<String> ordered(String list) {
        return ordered(List.of(list.toUpperCase(Locale.ROOT).split(",", -1)));
    }

    private Optional<String> ordered(List<String> given) {
        return words.containsAll(given)
                ? Optional.of(
                        String.join(",", words.stream().filter(given::contains).toList()))
                : Optional.empty();
    }

    /// A list of these words.
    Shape list(String expected) {
        return Shape.oneOf(expected + " among " + String.join(", ", words), this::ordered)
                .with(this);
    }

    /// {@return the words for a value: of its number, of each of its bits, or of each element of a set}
    Optional<String> spelled(Value value) {
        return switch (value) {
            case Value.Number(long number) when number == 0 && !numbers.contains(0) -> Optional.of(NONE);
            case Value.Number(long number)
            when number <= Integer.MAX_VALUE && number >= 0 ->
                word((int) number).or(() -> bits((int) number));
            case Value.Bits bits -> spelled(new Value.Number(Normal.bits(bits).longValue()));
            case Value.SetLiteral(_, var elements) -> {
                var each =
                        elements.stream().map(element -> spelled(element.key())).toList();
                yield each.stream().allMatch(Optional::isPresent)
                        ? Optional.of(each.stream().map(Optional::get).collect(Collectors.joining(",")))
                        : Optional.empty();
            }
            case Value _ -> Optional.empty();
        };
    }

    private Optional<String> bits(int set) {
        int rest = set;
        var found = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            int number = numbers.get(i);
            if (Integer.bitCount(number) == 1 && (rest & number) != 0) {
                found.add(words.get(i));
                rest &= ~number;
            }
        }
        return rest == 0 && !found.isEmpty() ? Optional.of(String.join(",", found)) : Optional.empty();
    }

    /// {@return the numbers of a canonical list, as values}
    List<Value> values(String list) {
        return List.of(list.split(",")).stream()
                .map(this::number)
                .flatMap(Optional::stream)
                .map(n -> (Value) new Value.Number(n))
                .toList();
    }
}
