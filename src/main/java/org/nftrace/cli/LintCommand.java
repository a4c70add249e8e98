package org.nftrace.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Fingerprint;
import org.nftrace.lint.Level;
import org.nftrace.lint.Linter;
import org.nftrace.lint.checks.Checks;
import org.nftrace.load.Loaded;
import org.nftrace.load.Loader;
import org.nftrace.report.DiagnosticText;
import org.nftrace.report.Explanation;
import org.nftrace.report.FindingsAnnotations;
import org.nftrace.report.FindingsFormat;
import org.nftrace.report.FindingsJson;
import org.nftrace.report.FindingsJunit;
import org.nftrace.report.FindingsQuality;
import org.nftrace.report.FindingsSarif;
import org.nftrace.report.FindingsText;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Spelling;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `nftrace lint FILE…`: what a careful colleague would say of the rules.
final class LintCommand {
    /// `--format`
    enum Format {
        TEXT,
        JSON,
        SARIF,
        JUNIT,
        GITHUB,
        GITLAB
    }

    /// `--fail-on`
    enum FailOn {
        WARNING,
        NOTE,
        ERROR,
        NEVER
    }

    private static final int FOUND = 1;

    /// Jumps to nothing and in a circle, and what a part of a dump lacks.
    private static final Set<String> TOLD_BY_READER = Set.of("NFT015", "NFT016", "NFT042");

    private final ParseResult parsed;
    private final Console console;
    private final Look look;
    private final LintConfig config;
    private final Optional<Loaded> given;

    private LintCommand(ParseResult parsed, Console console, Optional<Loaded> given) throws Failure {
        this.given = given;
        this.parsed = parsed;
        this.console = console;
        this.look = Look.of(parsed, console);
        this.config = LintConfig.find(Options.text(parsed, "--config", ""), console);
    }

    static CommandSpec describe(CommandSpec spec) {
        return spec.addPositional(PositionalParamSpec.builder()
                        .paramLabel("FILE")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("firewall dumps of any kind; several are judged together; '-' is standard input")
                        .build())
                .addOption(Options.choice(
                        "--format", "FORMAT", Format.class, "${COMPLETION-CANDIDATES}; the first when not given"))
                .addOption(Options.choice(
                        "--fail-on",
                        "LEVEL",
                        FailOn.class,
                        "exit 1 from this level on: ${COMPLETION-CANDIDATES}; the first when not given"))
                .addOption(Options.values("--enable", "ID", "run these checks only: NFT001 or its name"))
                .addOption(Options.values("--disable", "ID", "leave this check out"))
                .addOption(Options.value("--config", "FILE", "instead of the nearest .nftrace.yaml"))
                .addOption(Options.value("--baseline", "FILE", "report only what is not in this file"))
                .addOption(Options.flag("--init", "write what is found into the baseline, and report nothing"))
                .addOption(Options.value("--explain", "ID", "say what a check finds, why, and what to do instead"))
                .addOption(Options.flag("--list", "list the checks"))
                .addOption(Look.langOption())
                .addOption(Look.colorOption())
                .addOption(Look.widthOption());
    }

    /// {@return the exit code}
    static int run(ParseResult parsed, Console console) throws Failure {
        return run(parsed, console, Optional.empty());
    }

    /// @param given the rules of a session, in the place of files
    static int run(ParseResult parsed, Console console, Optional<Loaded> given) throws Failure {
        return new LintCommand(parsed, console, given).run();
    }

    private int run() throws Failure {
        if (Options.has(parsed, "--list")) {
            new Explanation(look.language()).list(cards(Checks.ALL), console.out());
            return 0;
        }
        String explained = Options.text(parsed, "--explain", "");
        if (!explained.isEmpty()) {
            new Explanation(look.language()).explain(named(explained).card(), console.out());
            return 0;
        }
        return lint();
    }

    private int lint() throws Failure {
        List<Check> checks = checks();
        var format = Choice.orFirst(parsed, "--format", Format.class);
        FailOn failOn = Options.text(parsed, "--fail-on", "").isEmpty()
                ? config.failOn()
                : Choice.of("--fail-on", Options.text(parsed, "--fail-on", ""), FailOn.class);
        Loaded loaded = given.isPresent() ? given.get() : read();
        List<Finding> found = Linter.run(loaded.ruleset(), checks).stream()
                .map(config::graded)
                .toList();
        if (given.isEmpty()) {
            var unsaid =
                    loaded.diagnostics().stream().filter(d -> !isSaid(d, found)).toList();
            new DiagnosticText(look.columns(true), look.colour(true)).print(unsaid, console.err());
        }
        String baseline = Options.text(parsed, "--baseline", config.baseline());
        if (Options.has(parsed, "--init")) {
            Baseline.write(baseline.isEmpty() ? Baseline.NAME : baseline, found, console);
            return loaded.hasErrors() ? Failure.CODE : 0;
        }
        List<Finding> fresh = baseline.isEmpty() ? found : fresh(found, Baseline.read(baseline, console));
        format(format, checks, failOn).write(fresh, console.out());
        return loaded.hasErrors() ? Failure.CODE : fails(fresh, failOn) ? FOUND : 0;
    }

    private Loaded read() throws Failure {
        List<String> files = parsed.matchedPositionalValue(0, List.of());
        if (files.isEmpty()) {
            throw new Failure("missing FILE; see nftrace lint --help");
        }
        return Loader.load(new Inputs(console).read(files), List.of());
    }

    // What the reader and a check both see is told once, by the check.
    private static boolean isSaid(Diagnostic diagnostic, List<Finding> found) {
        return found.stream()
                .filter(f -> TOLD_BY_READER.contains(f.card().id()))
                .anyMatch(f -> f.span().source().equals(diagnostic.span().source())
                        && f.span().start() <= diagnostic.span().start()
                        && diagnostic.span().start() < f.span().end());
    }

    private static boolean fails(List<Finding> findings, FailOn failOn) {
        return failOn != FailOn.NEVER
                && findings.stream().anyMatch(f -> f.card().level().compareTo(level(failOn)) >= 0);
    }

    private static Level level(FailOn failOn) {
        return switch (failOn) {
            case NOTE -> Level.NOTE;
            case WARNING -> Level.WARNING;
            case ERROR, NEVER -> Level.ERROR;
        };
    }

    private static List<Finding> fresh(List<Finding> found, List<String> known) {
        var left = new HashMap<String, Integer>();
        known.forEach(k -> left.merge(k, 1, Integer::sum));
        var fresh = new ArrayList<Finding>();
        for (Finding finding : found) {
            if (left.merge(Fingerprint.of(finding), -1, Integer::sum) < 0) {
                fresh.add(finding);
            }
        }
        return fresh;
    }

    private FindingsFormat format(Format format, List<Check> checks, FailOn failOn) {
        return switch (format) {
            case TEXT -> new FindingsText(look.language(), look.columns(false), look.colour(false));
            case JSON -> new FindingsJson(look.language());
            case SARIF -> new FindingsSarif(look.language(), cards(checks), Main.VERSION);
            case JUNIT -> new FindingsJunit(look.language(), level(failOn));
            case GITHUB -> new FindingsAnnotations(look.language());
            case GITLAB -> new FindingsQuality(look.language());
        };
    }

    private static List<Card> cards(List<Check> checks) {
        return checks.stream().map(Check::card).toList();
    }

    private List<Check> checks() throws Failure {
        List<String> enabled = Options.all(parsed, "--enable").isEmpty() ? config.enabled() : words("--enable");
        var off = new ArrayList<>(config.disabled());
        off.addAll(words("--disable"));
        Set<String> disabled = ids(off);
        Set<String> only = ids(enabled);
        return Checks.ALL.stream()
                .filter(c -> only.isEmpty() || only.contains(c.card().id()))
                .filter(c -> !disabled.contains(c.card().id()))
                .toList();
    }

    private List<String> words(String option) {
        return Options.all(parsed, option).stream()
                .flatMap(w -> List.of(w.split(",")).stream())
                .toList();
    }

    private static Set<String> ids(List<String> words) throws Failure {
        var ids = new HashSet<String>();
        for (String word : words) {
            ids.add(named(word).card().id());
        }
        return ids;
    }

    static Check named(String word) throws Failure {
        for (Check check : Checks.ALL) {
            if (check.card().id().equalsIgnoreCase(word) || check.card().name().equals(word)) {
                return check;
            }
        }
        var names = Checks.ALL.stream().map(c -> c.card().name()).toList();
        throw new Failure("'" + word + "' is no check" + Spelling.hint(word, names) + "; see nftrace lint --list");
    }
}
