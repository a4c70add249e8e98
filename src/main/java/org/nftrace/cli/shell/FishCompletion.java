package org.nftrace.cli.shell;

import java.util.stream.Collectors;
import org.nftrace.cli.shell.Program.Command;
import org.nftrace.cli.shell.Program.Operand;
import org.nftrace.cli.shell.Program.Option;

/// A script for fish, see complete(1) of fish.
final class FishCompletion {
    private FishCompletion() {}

    static String of(Program program) {
        var text = new StringBuilder(SCRIPT.replace(
                "COMMANDS", program.commands().stream().map(Command::name).collect(Collectors.joining(" "))));
        for (var command : program.commands()) {
            text.append("complete -c PROGRAM -n __PROGRAM_begins -a %s -d %s\n"
                    .formatted(command.name(), quoted(command.summary())));
        }
        text.append(arguments(program.alone(), "''"));
        for (var command : program.commands()) {
            text.append('\n').append(arguments(command, command.name()));
        }
        return text.toString().replace("PROGRAM", program.name());
    }

    // __fish_use_subcommand is no help: to it the file in '--ruleset FILE' is a command.
    private static final String SCRIPT = """
        # Completes command lines of PROGRAM in fish; printed by 'PROGRAM completion fish'.

        function __PROGRAM_begins
            test (count (commandline -opc)) -eq 1
        end

        function __PROGRAM_at
            set -l words (commandline -opc)
            set -l command $words[2]
            contains -- "$command" COMMANDS; or set command ''
            test "$command" = "$argv[1]"
        end

        complete -c PROGRAM -f
        """;

    private static String arguments(Command command, String place) {
        var start = "complete -c PROGRAM -n '__PROGRAM_at " + place.replace("'", "\"") + "'";
        var text = new StringBuilder();
        command.operand()
                .map(Operand::value)
                .map(FishCompletion::offer)
                .ifPresent(offer -> text.append(start).append(offer).append('\n'));
        for (var option : command.options()) {
            text.append(start)
                    .append(names(option))
                    .append(requires(option.value()))
                    .append(offer(option.value()))
                    .append(" -d ")
                    .append(quoted(option.description()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String names(Option option) {
        return option.names().stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
    }

    private static String requires(Value value) {
        return value instanceof Value.None ? "" : " -r";
    }

    private static String offer(Value value) {
        return switch (value) {
            case Value.None() -> "";
            case Value.Words(var words) -> " -f -a " + quoted(String.join(" ", words));
            case Value.File() -> " -F";
            case Value.Text() -> " -f";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
