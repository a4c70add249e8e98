package org.nftrace.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// How options are described and read.
///
/// The description is all that help, the completion of shells and the manual know. A value whose label has `FILE` or
/// `DIR` in it is completed as the name of a file; the words of a [#choice] are completed as they are.
final class Options {
    private Options() {}

    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).description(description).build();
    }

    static OptionSpec value(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    static OptionSpec number(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(Integer.class)
                .description(description)
                .build();
    }

    static OptionSpec values(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(description)
                .build();
    }

    /// An option whose value is one of the words of [Choice]; `${COMPLETION-CANDIDATES}` in `description` stands for
    /// them.
    static <E extends Enum<E>> OptionSpec choice(String name, String label, Class<E> words, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .completionCandidates(() -> Choice.words(words).iterator())
                .description(description)
                .build();
    }

    /// Says how the command is called, and what its exit codes mean.
    static void usage(CommandSpec spec, Map<String, String> exitCodes, String... examples) {
        spec.usageMessage()
                .sortOptions(false)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(new TreeMap<>(exitCodes));
        if (examples.length > 0) {
            spec.usageMessage().footerHeading("%nExamples:%n").footer(indented(examples));
        }
    }

    private static String[] indented(String... lines) {
        return Arrays.stream(lines).map(line -> "  " + line).toArray(String[]::new);
    }

    static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this help")
                .build();
    }

    static boolean has(ParseResult parsed, String name) {
        return parsed.matchedOptionValue(name, false);
    }

    static String text(ParseResult parsed, String name, String otherwise) {
        return parsed.matchedOptionValue(name, otherwise);
    }

    static List<String> all(ParseResult parsed, String name) {
        return parsed.matchedOptionValue(name, List.of());
    }
}
