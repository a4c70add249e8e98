package org.nftrace.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.nftrace.load.Loaded;
import org.nftrace.load.Loader;
import org.nftrace.report.CheckResult;
import org.nftrace.report.CheckResult.Status;
import org.nftrace.report.CheckWords;
import org.nftrace.report.ChecksJunit;
import org.nftrace.report.ChecksText;
import org.nftrace.report.DiagnosticText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `nftrace check EXPECTATIONS.yaml`: holds a ruleset to what is expected of it.
final class CheckCommand {
    /// `--format`
    enum Format {
        TEXT,
        JUNIT
    }

    private static final int FAILED = 1;
    private static final int UNDECIDED = 3;

    private CheckCommand() {}

    static CommandSpec describe(CommandSpec spec) {
        return spec.addPositional(PositionalParamSpec.builder()
                        .paramLabel("FILE")
                        .arity("0..1")
                        .type(String.class)
                        .description("expectations in YAML; the files that it names are relative to it")
                        .build())
                .addOption(Options.choice(
                        "--format", "FORMAT", Format.class, "${COMPLETION-CANDIDATES}; the first when not given"))
                .addOption(Options.value("--init", "RULESET-FILE", "print expectations that hold for this dump today"))
                .addOption(Look.langOption())
                .addOption(Look.colorOption())
                .addOption(Look.widthOption());
    }

    /// {@return the exit code}
    static int run(ParseResult parsed, Console console) throws Failure {
        return run(parsed, console, Optional.empty());
    }

    /// @param given the rules of a session, in the place of those that the expectations name
    static int run(ParseResult parsed, Console console, Optional<Loaded> given) throws Failure {
        var look = Look.of(parsed, console);
        var diagnostics = new DiagnosticText(look.columns(true), look.colour(true));
        String dump = Options.text(parsed, "--init", "");
        if (!dump.isEmpty()) {
            Loaded loaded = Loader.load(new Inputs(console).read(List.of(dump)), List.of());
            diagnostics.print(loaded.diagnostics(), console.err());
            FirstExpectations.write(dump, loaded, console.out());
            return loaded.hasErrors() ? Failure.CODE : 0;
        }
        String file = parsed.matchedPositionalValue(0, "");
        if (file.isEmpty()) {
            throw new Failure("missing FILE; see nftrace check --help");
        }
        var inputs = new Inputs(console);
        Expectations expectations = Expectations.read(inputs.read(file));
        Loaded loaded = given.isPresent() ? given.get() : read(file, expectations, inputs);
        if (given.isEmpty()) {
            diagnostics.print(loaded.diagnostics(), console.err());
        }
        var verifier = new Verifier(loaded, new CheckWords(look.language()));
        List<CheckResult> results =
                expectations.checks().stream().map(verifier::verify).toList();
        switch (Choice.orFirst(parsed, "--format", Format.class)) {
            case TEXT ->
                new ChecksText(
                                look.language(),
                                look.columns(false),
                                look.colour(false),
                                !expectations.hosts().isEmpty())
                        .write(results, console.out());
            case JUNIT -> new ChecksJunit(file).write(results, console.out());
        }
        return loaded.hasErrors() ? Failure.CODE : code(results);
    }

    private static Loaded read(String file, Expectations expectations, Inputs inputs) throws Failure {
        return Loader.load(
                inputs.read(beside(file, expectations.rulesets())),
                inputs.readFolders(beside(file, expectations.hosts())));
    }

    private static int code(List<CheckResult> results) {
        return results.stream().anyMatch(r -> r.status() == Status.FAILED)
                ? FAILED
                : results.stream().anyMatch(r -> r.status() == Status.UNDECIDED) ? UNDECIDED : 0;
    }

    private static List<String> beside(String file, List<String> names) {
        return names.stream().map(name -> beside(file, name)).toList();
    }

    private static String beside(String file, String name) {
        Path folder = Path.of(file).getParent();
        return folder == null ? name : folder.resolve(name).toString();
    }
}
