package org.nftrace.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nftrace.text.Spelling;

/// Options whose value is one of a few words.
final class Choice {
    private Choice() {}

    /// {@return the constant whose name is `word` in lower case}
    static <E extends Enum<E>> E of(String option, String word, Class<E> type) throws Failure {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(word)) {
                return constant;
            }
        }
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Choice::word).toList();
        throw new Failure("'" + word + "' is no value of " + option + Spelling.hint(word, words) + "; expected "
                + words.stream().collect(Collectors.joining(", ")));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
