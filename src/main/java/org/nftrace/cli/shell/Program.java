package org.nftrace.cli.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The commands of the program as their help describes them, less what is hidden.
///
/// @param alone    what it does when no command is named
/// @param commands what it does by name, in the order of the help
record Program(String name, String version, Command alone, List<Command> commands) {

    /// One command.
    ///
    /// @param title       `nftrace parse`
    /// @param description paragraphs, the first of which stands for all where there is room for one
    /// @param synopsis    how it is called, where the model says so in words of its own
    /// @param exitCodes   their meaning, by number
    /// @param examples    command lines
    record Command(
            String name,
            String title,
            List<String> description,
            List<String> synopsis,
            List<Option> options,
            Optional<Operand> operand,
            Map<String, String> exitCodes,
            List<String> examples) {

        /// {@return what a list of commands says of it}
        String summary() {
            return description.getFirst();
        }
    }

    /// @param names      `-h`, `--help`
    /// @param repeatable may be given more than once
    record Option(List<String> names, String label, Value value, boolean repeatable, String description) {
        /// It asks for something else than the command's work: nothing goes with it.
        boolean standsAlone() {
            return names.contains("--help") || names.contains("--version");
        }
    }

    /// What is given without a name, such as `FILE…`.
    record Operand(String label, Value value, boolean repeatable, String description) {}

    static Program of(CommandSpec root) {
        var commands = root.subcommands().values().stream()
                .map(line -> line.getCommandSpec())
                .filter(spec -> !spec.usageMessage().hidden())
                .map(spec -> command(spec, root.name() + " " + spec.name()))
                .toList();
        return new Program(root.name(), String.join(" ", root.version()), command(root, root.name()), commands);
    }

    /// {@return the program alone and then each command}
    List<Command> all() {
        return Stream.concat(Stream.of(alone), commands.stream()).toList();
    }

    private static Command command(CommandSpec spec, String title) {
        var usage = spec.usageMessage();
        return new Command(
                spec.name(),
                title,
                lines(usage.description()),
                lines(usage.customSynopsis()),
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .map(Program::option)
                        .toList(),
                spec.positionalParameters().stream()
                        .filter(operand -> !operand.hidden())
                        .map(Program::operand)
                        .findFirst(),
                new TreeMap<>(usage.exitCodeList()),
                lines(usage.footer()));
    }

    private static Option option(OptionSpec spec) {
        return new Option(
                List.of(spec.names()), spec.paramLabel(), Value.of(spec), isRepeatable(spec), text(spec.description()));
    }

    private static Operand operand(ArgSpec spec) {
        return new Operand(spec.paramLabel(), Value.of(spec), isRepeatable(spec), text(spec.description()));
    }

    private static boolean isRepeatable(ArgSpec spec) {
        return List.class.isAssignableFrom(spec.type());
    }

    // Descriptions are format strings without arguments: '%%', '%n'.
    private static String text(String... lines) {
        return Arrays.stream(lines).map(line -> line.formatted().strip()).collect(Collectors.joining(" "));
    }

    private static List<String> lines(String... lines) {
        return Arrays.stream(lines)
                .map(line -> line.formatted().strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
