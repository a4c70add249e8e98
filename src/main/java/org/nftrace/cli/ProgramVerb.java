package org.nftrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.load.Loaded;
import org.nftrace.session.Call;
import org.nftrace.session.Desk;
import org.nftrace.session.Refusal;
import org.nftrace.session.State;
import org.nftrace.session.Verb;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// A command of the program that a session has too, as it is: `lint`, `check`. It works on the rules that are loaded,
/// with what was tried.
record ProgramVerb(Console console, String name, String usage, String summary, Describing spec, Running running)
        implements Verb {

    /// Adds the options of the command.
    interface Describing {
        CommandSpec of(CommandSpec empty);
    }

    /// Runs the command on rules that are loaded already, and says its exit code.
    interface Running {
        int run(ParseResult parsed, Console console, Optional<Loaded> rules) throws Failure;
    }

    static List<Verb> all(Console console) {
        return List.of(
                new ProgramVerb(
                        console,
                        "lint",
                        "lint [OPTION…]",
                        "say what a careful colleague would of the rules",
                        LintCommand::describe,
                        LintCommand::run),
                new ProgramVerb(
                        console,
                        "check",
                        "check FILE [OPTION…]",
                        "hold the rules to what a file expects of them",
                        CheckCommand::describe,
                        CheckCommand::run));
    }

    private CommandSpec described() {
        return spec.of(CommandSpec.create().name(name));
    }

    @Override
    public List<String> details() {
        return described().options().stream()
                .map(option -> "  %-18s %s".formatted(option.longestName(), SessionConsole.description(option)))
                .toList();
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        state.needRules(call.words().getFirst().span());
        var arguments = new ArrayList<>(call.texts());
        if (!arguments.contains("--lang") && state.settings().values().containsKey("lang")) {
            arguments.addAll(List.of("--lang", state.settings().values().get("lang")));
        }
        try {
            var parsed = new CommandLine(described()).parseArgs(arguments.toArray(String[]::new));
            int code = running.run(
                    parsed,
                    SessionConsole.of(console, desk),
                    Optional.of(state.book().loaded()));
            return new Answer(state, code, false);
        } catch (ParameterException e) {
            String message =
                    Usage.message(e).replace("; see nftrace --help", "; 'help " + name + "' lists the options");
            throw new Refusal(SessionConsole.place(call, message), message);
        } catch (Failure e) {
            throw new Refusal(SessionConsole.place(call, e.getMessage()), e.getMessage());
        }
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        String begun = argument < call.arguments().size()
                ? call.arguments().get(argument).text()
                : "";
        return begun.startsWith("-")
                ? described().options().stream()
                        .map(option -> Hint.of(option.longestName(), SessionConsole.description(option)))
                        .toList()
                : files.names(begun);
    }
}
