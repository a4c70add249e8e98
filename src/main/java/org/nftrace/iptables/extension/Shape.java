package org.nftrace.iptables.extension;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What follows an option.
///
/// @param words     how many words it takes
/// @param negatable whether `!` may stand before it
/// @param expected   for messages: `a port or a range like 1024:65535`
/// @param vocabulary the words that stand for numbers, where there are such
public record Shape(
        int words, boolean negatable, Quoting quoting, String expected, Canon canon, Optional<Words> vocabulary) {

    Shape(int words, boolean negatable, Quoting quoting, String expected, Canon canon) {
        this(words, negatable, quoting, expected, canon, Optional.empty());
    }

    /// How `iptables-save` prints the words.
    public enum Quoting {
        BARE,
        /// in double quotes when there is anything but letters, digits, `-` and `_`
        AS_NEEDED,
        ALWAYS
    }

    /// Checks the words and spells them as `iptables-save` does.
    @FunctionalInterface
    public interface Canon {
        Outcome of(List<String> words, Context context);
    }

    /// `--notrack`
    public static final Shape FLAG = new Shape(0, false, Quoting.BARE, "nothing", (_, _) -> Outcome.good());

    /// `--name ssh`: any one word.
    public static final Shape WORD = one("a name", Outcome::good);

    /// `--log-prefix "dropped: "`: any text.
    public static final Shape TEXT = one("a text", Outcome::good).quoted(Quoting.AS_NEEDED);

    static Shape one(String expected, Function<String, Outcome> canon) {
        return new Shape(1, false, Quoting.BARE, expected, (words, _) -> canon.apply(words.getFirst()));
    }

    static Shape oneOf(String expected, Function<String, Optional<String>> canon) {
        return one(expected, word -> canon.apply(word).map(Outcome::good).orElseGet(Outcome::bad));
    }

    /// `--dir in`: one of these words.
    static Shape choice(String... words) {
        var allowed = List.of(words);
        return oneOf(String.join(" or ", words), word -> Optional.of(word).filter(allowed::contains));
    }

    Shape orNot() {
        return new Shape(words, true, quoting, expected, canon, vocabulary);
    }

    /// This shape, whose values are said with these words.
    Shape with(Words names) {
        return new Shape(words, negatable, quoting, expected, canon, Optional.of(names));
    }

    Shape quoted(Quoting way) {
        return new Shape(words, negatable, way, expected, canon, vocabulary);
    }

    /// {@return the words in their canonical spelling; what was blacked out before the dump was shown is kept}
    public Outcome read(List<String> given, Context context) {
        var outcome = canon.of(given, context);
        boolean refused = outcome instanceof Outcome.Bad;
        return refused && given.stream().anyMatch(Redaction::isLikely)
                ? new Outcome.Opaque(given, "its value was blacked out")
                : outcome;
    }
}
