package org.nftrace.cli;

import java.util.List;
import org.nftrace.load.Loaded;
import org.nftrace.load.Loader;
import org.nftrace.report.DiagnosticText;
import org.nftrace.report.Inventory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `nftrace parse FILE…`: what was read, and the ruleset printed back.
final class ParseCommand {
    private ParseCommand() {}

    static CommandSpec describe(CommandSpec spec) {
        return spec.addPositional(PositionalParamSpec.builder()
                        .paramLabel("FILE")
                        .arity("1..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("firewall dumps of any kind; '-' is standard input")
                        .build())
                .addOption(Options.value("--lang", "LANGUAGE", "en or ja; the locale's when not given"))
                .addOption(Options.value("--color", "WHEN", "auto (default), always or never"))
                .addOption(Options.number("--width", "COLUMNS", "lay out for so many columns"));
    }

    /// {@return the exit code}
    static int run(ParseResult parsed, Console console) throws Failure {
        var look = Look.of(parsed, console);
        List<String> files = parsed.matchedPositionalValue(0, List.of());
        Loaded loaded = Loader.load(new Inputs(console).read(files), List.of());
        new DiagnosticText(look.columns(true), look.colour(true)).print(loaded.diagnostics(), console.err());
        new Inventory(look.language()).write(loaded.ruleset(), console.out());
        return loaded.hasErrors() ? Failure.CODE : 0;
    }
}
