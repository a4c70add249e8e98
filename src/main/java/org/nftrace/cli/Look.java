package org.nftrace.cli;

import java.util.Map;
import java.util.OptionalInt;
import org.nftrace.report.Language;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// How output is to look: its language, its width, and whether it is in colour.
record Look(Language language, OptionalInt width, When colour, Console console) {
    private static final int LEAST_WIDTH = 40;
    private static final int WIDTH_OF_A_PIPE = 120;

    enum When {
        AUTO,
        ALWAYS,
        NEVER
    }

    static OptionSpec langOption() {
        return Options.choice(
                "--lang", "LANGUAGE", Language.class, "${COMPLETION-CANDIDATES}; the locale's when not given");
    }

    static OptionSpec colorOption() {
        return Options.choice("--color", "WHEN", When.class, "${COMPLETION-CANDIDATES}; the first when not given");
    }

    static OptionSpec widthOption() {
        return Options.number("--width", "COLUMNS", "lay out for so many columns");
    }

    static Look of(ParseResult parsed, Console console) throws Failure {
        String lang = parsed.matchedOptionValue("--lang", "");
        Language language =
                lang.isEmpty() ? Language.of(console.environment()) : Choice.of("--lang", lang, Language.class);
        Integer width = parsed.matchedOptionValue("--width", null);
        if (width != null && width < LEAST_WIDTH) {
            throw new Failure("--width " + width + " is too narrow; at least " + LEAST_WIDTH + " columns are needed");
        }
        When colour = Choice.orFirst(parsed, "--color", When.class);
        return new Look(language, width == null ? OptionalInt.empty() : OptionalInt.of(width), colour, console);
    }

    /// {@return the columns of what goes to standard output or, as diagnostics do, to standard error}
    int columns(boolean toError) {
        if (width.isPresent()) {
            return width.getAsInt();
        }
        boolean terminal =
                toError ? console.screen().errIsTerminal() : console.screen().outIsTerminal();
        OptionalInt asked = variable();
        if (asked.isEmpty() && terminal) {
            asked = console.screen().columns().get();
        }
        return Math.max(LEAST_WIDTH, asked.orElse(WIDTH_OF_A_PIPE));
    }

    boolean colour(boolean toError) {
        return switch (colour) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                (toError ? console.screen().errIsTerminal() : console.screen().outIsTerminal())
                        && welcomesColour(console.environment());
        };
    }

    // https://no-color.org
    private static boolean welcomesColour(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    private OptionalInt variable() {
        String columns = console.environment().getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{0,4}") ? OptionalInt.of(Integer.parseInt(columns)) : OptionalInt.empty();
    }
}
