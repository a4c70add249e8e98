package org.nftrace.cli;

import java.util.List;
import org.nftrace.iptables.IptablesPrinter;
import org.nftrace.ir.Table;
import org.nftrace.load.Loaded;
import org.nftrace.load.Loader;
import org.nftrace.nft.JsonPrinter;
import org.nftrace.nft.NftPrinter;
import org.nftrace.report.DiagnosticText;
import org.nftrace.report.Inventory;
import org.nftrace.text.Diagnostic;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `nftrace parse FILE…`: what was read, and the ruleset printed back.
final class ParseCommand {
    /// `--print`
    enum Language {
        NFT,
        IPTABLES,
        JSON
    }

    private ParseCommand() {}

    static CommandSpec describe(CommandSpec spec) {
        return spec.addPositional(PositionalParamSpec.builder()
                        .paramLabel("FILE")
                        .arity("1..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("firewall dumps of any kind; '-' is standard input")
                        .build())
                .addOption(Options.choice(
                        "--print", "LANGUAGE", Language.class, "print the rules back: ${COMPLETION-CANDIDATES}"))
                .addOption(Look.langOption())
                .addOption(Look.colorOption())
                .addOption(Look.widthOption());
    }

    /// {@return the exit code}
    static int run(ParseResult parsed, Console console) throws Failure {
        var look = Look.of(parsed, console);
        List<String> files = parsed.matchedPositionalValue(0, List.of());
        Loaded loaded = Loader.load(new Inputs(console).read(files), List.of());
        var messages = new DiagnosticText(look.columns(true), look.colour(true));
        messages.print(loaded.diagnostics(), console.err());
        boolean printed = true;
        String wanted = Options.text(parsed, "--print", "");
        if (wanted.isEmpty()) {
            new Inventory(look.language()).write(loaded.ruleset(), console.out());
        } else {
            var language = Choice.of("--print", wanted, Language.class);
            printed = print(loaded.ruleset().tables(), language, messages, console);
        }
        return loaded.hasErrors() || !printed ? Failure.CODE : 0;
    }

    private static boolean print(List<Table> tables, Language language, DiagnosticText messages, Console console) {
        return switch (language) {
            case NFT -> print(NftPrinter.print(tables), NftPrinter.unsayable(tables), messages, console);
            case JSON -> print(JsonPrinter.print(tables), NftPrinter.unsayable(tables), messages, console);
            case IPTABLES -> {
                var printed = IptablesPrinter.print(tables, IptablesPrinter.Wording.DUMP);
                yield print(printed.text(), printed.diagnostics(), messages, console);
            }
        };
    }

    private static boolean print(String text, List<Diagnostic> unsaid, DiagnosticText messages, Console console) {
        console.out().print(text);
        messages.print(unsaid, console.err());
        return unsaid.stream().noneMatch(Diagnostic::isError);
    }
}
