package org.nftrace.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nftrace.text.Spelling;
import picocli.CommandLine.ParseResult;

/// Options whose value is one of a few words: the constants of an enum, in lower case.
///
/// This is where the words come from, for the error message as for the option's description ([Options#choice]), and
/// from there for the help, the completion of shells and the manual.
final class Choice {
    private Choice() {}

    /// {@return the constant that the user named or else the first}
    static <E extends Enum<E>> E orFirst(ParseResult parsed, String option, Class<E> type) throws Failure {
        return of(option, Options.text(parsed, option, words(type).getFirst()), type);
    }

    /// {@return the constant whose name is `word` in lower case}
    static <E extends Enum<E>> E of(String option, String word, Class<E> type) throws Failure {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(word)) {
                return constant;
            }
        }
        List<String> words = words(type);
        throw new Failure("'" + word + "' is no value of " + option + Spelling.hint(word, words) + "; expected "
                + String.join(", ", words));
    }

    static <E extends Enum<E>> List<String> words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Choice::word).toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
