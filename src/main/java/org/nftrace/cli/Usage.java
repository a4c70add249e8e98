package org.nftrace.cli;

import java.util.List;
import org.nftrace.report.Escape;
import org.nftrace.text.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is said about a command line that cannot be followed.
final class Usage {
    private Usage() {}

    /// {@return text that the user or the shell wrote, without anything that steers a terminal}
    static String safe(String text) {
        return Escape.line(text);
    }

    static void need(ParseResult parsed, String option) throws Failure {
        if (!parsed.hasMatchedOption(option)) {
            throw new Failure("missing " + option + "; see nftrace --help");
        }
    }

    /// Words behind the options are settings of an unquoted packet, and nothing else.
    static void checkWords(List<String> words) throws Failure {
        for (String word : words) {
            if (word.indexOf('=') < 1) {
                throw new Failure("'" + word + "' is no command and no option" + Spelling.hint(word, Main.names())
                        + "; see nftrace --help");
            }
        }
    }

    /// {@return one line on what is wrong, with a suggestion where a word is near}
    static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            return "unknown option '" + word + "'" + Spelling.hint(word, options(e.getCommandLine()))
                    + "; see nftrace --help";
        }
        String message = e.getMessage();
        return Character.toLowerCase(message.charAt(0)) + message.substring(1) + "; see nftrace --help";
    }

    private static List<String> options(CommandLine command) {
        return List.copyOf(command.getCommandSpec().optionsMap().keySet());
    }
}
