package org.nftrace.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nftrace.cli.shell.Shell;
import org.nftrace.load.Loader;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The program: `nftrace [COMMAND] [OPTION …]`.
///
/// Commands are described by `CommandSpec`, not by annotations: an annotation costs a proxy class made at every start,
/// which no cache of loaded classes keeps, and doubles the time until the first line of output.
public final class Main {
    static final String VERSION = "0.1.0";
    private static final int HELP_WIDTH = 100;
    private static final int STACK = 12;
    private static final Map<String, String> TRACED =
            Map.of("0", "done", "1", "not as expected", "2", "usage or unreadable input", "3", "undecided");
    private static final Set<String> HELP = Set.of("-h", "--help");
    private static final SequencedMap<String, Supplier<CommandSpec>> COMMANDS = commands();

    private Main() {}

    public static void main(String[] args) {
        // Another core has nothing to do while this one finds out what was asked.
        var grammar = new Thread(Loader::prepare);
        grammar.setDaemon(true);
        grammar.start();
        int code = run(List.of(args), Console.ofProcess());
        // System.exit() looks for a logger before it ends: a fifth of a short run. Nothing is left to be done here.
        Runtime.getRuntime().halt(code);
    }

    /// {@return the exit code of one call of the program}
    public static int run(List<String> args, Console console) {
        boolean asks = args.stream().anyMatch(HELP::contains);
        int code = asks ? run(args, nftrace(), console) : run(args, nftrace(args::contains), console);
        console.out().flush();
        console.err().flush();
        return code;
    }

    private static int run(List<String> args, CommandSpec spec, Console console) {
        return new CommandLine(spec)
                .setOut(console.out())
                .setErr(console.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(HELP_WIDTH)
                .setUnmatchedOptionsArePositionalParams(false)
                .setParameterExceptionHandler((e, _) -> fail(Usage.message(e), console))
                .setExecutionExceptionHandler((e, _, _) -> broken(e, console))
                .setExecutionStrategy(parsed -> execute(parsed, console))
                .execute(args.toArray(String[]::new));
    }

    private static int execute(ParseResult parsed, Console console) {
        var help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        try {
            return run(parsed, console);
        } catch (Failure e) {
            return fail(e.getMessage(), console);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
            return broken(e, console);
        }
    }

    // A mistake of ours: the stack is what a report of it needs.
    private static int broken(Throwable mistake, Console console) {
        var stack = new StringWriter();
        mistake.printStackTrace(new PrintWriter(stack));
        int code = fail("internal error, please report it with the input: " + mistake, console);
        stack.toString()
                .lines()
                .skip(1)
                .limit(STACK)
                .forEach(line -> console.err().println(Usage.safe(line)));
        return code;
    }

    private static int run(ParseResult parsed, Console console) throws Failure {
        if (!parsed.hasSubcommand()) {
            return TraceCommand.run(parsed, console);
        }
        ParseResult command = parsed.subcommand();
        return switch (command.commandSpec().name()) {
            case "trace" -> TraceCommand.run(command, console);
            case "parse" -> ParseCommand.run(command, console);
            case "check" -> CheckCommand.run(command, console);
            case "lint" -> LintCommand.run(command, console);
            case "snapshot" -> SnapshotCommand.run(command, console);
            case "completion" -> CompletionCommand.run(command, console);
            case "repl" -> ReplCommand.run(command, console);
            default -> throw new AssertionError(command.commandSpec().name());
        };
    }

    private static int fail(String message, Console console) {
        console.err().println("nftrace: " + Usage.safe(message));
        return Failure.CODE;
    }

    /// {@return the model of all commands: what the help, the completion of shells and the manual know}
    static CommandSpec nftrace() {
        return nftrace(_ -> true);
    }

    // A command that is not called need not be described: eight of them take longer than a packet.
    private static CommandSpec nftrace(Predicate<String> isCalled) {
        var spec = TraceCommand.describe(CommandSpec.create().name("nftrace").version("nftrace " + VERSION));
        spec.addOption(Options.help())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("show the version")
                        .build());
        spec.usageMessage()
                .description("Shows the path of a packet through firewall rules, as the Linux kernel would walk it.")
                .customSynopsis(
                        "nftrace [trace] --ruleset FILE… [--host FILE|DIR …] --packet PACKET [OPTION …]",
                        "       nftrace COMMAND [OPTION …]");
        Options.usage(spec, TRACED, "nftrace --ruleset dump.nft --packet 'udp:192.0.2.1->198.51.100.1:53 in=eth0'");
        COMMANDS.forEach((name, command) -> {
            if (isCalled.test(name)) {
                spec.addSubcommand(name, command.get());
            }
        });
        return spec;
    }

    private static SequencedMap<String, Supplier<CommandSpec>> commands() {
        var commands = new LinkedHashMap<String, Supplier<CommandSpec>>();
        commands.put("trace", Main::trace);
        commands.put("parse", Main::parse);
        commands.put("lint", Main::lint);
        commands.put("check", Main::check);
        commands.put("snapshot", Main::snapshot);
        commands.put("completion", Main::completion);
        commands.put("repl", Main::repl);
        return commands;
    }

    /// {@return the names of all commands}
    static Set<String> names() {
        return COMMANDS.keySet();
    }

    private static CommandSpec trace() {
        var spec = TraceCommand.describe(CommandSpec.create().name("trace")).addOption(Options.help());
        spec.usageMessage()
                .description(Stream.concat(
                                Stream.of("Shows the path of a packet through the rules; 'trace' may be left out."),
                                Packets.syntax().stream())
                        .toArray(String[]::new))
                .customSynopsis(
                        "nftrace trace --ruleset FILE… [--host FILE|DIR …] --packet PACKET [OPTION …]",
                        "       nftrace trace --ruleset FILE… [--host FILE|DIR …] --packets FILE [OPTION …]",
                        "       nftrace trace --ruleset FILE… [--host FILE|DIR …] --pcap FILE [OPTION …]");
        Options.usage(
                spec, TRACED, "nftrace trace --ruleset dump.nft --host ip-addr.txt --packets packets.txt --brief");
        return spec;
    }

    private static CommandSpec parse() {
        var spec = ParseCommand.describe(CommandSpec.create().name("parse")).addOption(Options.help());
        spec.usageMessage().description("Says what was read of dumps.");
        Options.usage(
                spec,
                Map.of("0", "everything was read", "2", "usage, or something that could not be read or printed"),
                "nftrace parse --print nft iptables-save.txt");
        return spec;
    }

    private static CommandSpec lint() {
        var spec = LintCommand.describe(CommandSpec.create().name("lint")).addOption(Options.help());
        spec.usageMessage().description("Says what is wrong with rules, and proves it with a packet.");
        Options.usage(
                spec,
                Map.of("0", "nothing found from --fail-on up", "1", "a finding", "2", "usage or unreadable input"),
                "nftrace lint dump.nft",
                "nftrace lint --format sarif dump.nft > lint.sarif");
        return spec;
    }

    private static CommandSpec check() {
        var spec = CheckCommand.describe(CommandSpec.create().name("check")).addOption(Options.help());
        spec.usageMessage().description("Holds rules to what is expected of them, packet by packet or for whole sets.");
        Options.usage(
                spec,
                Map.of("0", "all is as expected", "1", "not so", "2", "usage or unreadable input", "3", "undecided"),
                "nftrace check firewall/expectations.yaml",
                "nftrace check --init dump.nft > expectations.yaml");
        return spec;
    }

    private static CommandSpec snapshot() {
        var spec =
                SnapshotCommand.describe(CommandSpec.create().name("snapshot")).addOption(Options.help());
        spec.usageMessage()
                .description("Prints a script whose output on a host is one file for --ruleset, all that is wanted.");
        Options.usage(
                spec,
                Map.of("0", "done", "2", "usage"),
                "nftrace snapshot > snap.sh; ssh HOST sudo sh < snap.sh > host.snap",
                "nftrace snapshot --redact host.snap > to-show.snap");
        return spec;
    }

    private static CommandSpec completion() {
        var spec = CommandSpec.create()
                .name("completion")
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel("SHELL")
                        .arity("1")
                        .type(String.class)
                        .completionCandidates(() -> Choice.words(Shell.class).iterator())
                        .description("${COMPLETION-CANDIDATES}")
                        .build())
                .addOption(Options.help());
        spec.usageMessage().description("Prints a script that completes command lines of nftrace in a shell.");
        Options.usage(spec, Map.of("0", "done", "2", "usage"), "nftrace completion zsh > ~/.zsh/completions/_nftrace");
        return spec;
    }

    private static CommandSpec repl() {
        var spec = ReplCommand.describe(CommandSpec.create().name("repl")).addOption(Options.help());
        spec.usageMessage()
                .description("Asks again and again: the same rules, other packets, rules changed on a copy.");
        Options.usage(
                spec,
                Map.of("0", "done", "2", "a line that cannot be followed"),
                "nftrace repl --ruleset dump.nft",
                "nftrace repl < script");
        return spec;
    }
}
