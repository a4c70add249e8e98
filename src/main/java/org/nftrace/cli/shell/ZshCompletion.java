package org.nftrace.cli.shell;

import java.util.List;
import java.util.stream.Collectors;
import org.nftrace.cli.shell.Program.Command;
import org.nftrace.cli.shell.Program.Operand;
import org.nftrace.cli.shell.Program.Option;

/// A script for zsh, see zshcompsys(1), `_arguments` and `_describe`.
///
/// It may lie in a folder of `$fpath`, where the first call runs the file, and it may be sourced.
final class ZshCompletion {
    private ZshCompletion() {}

    static String of(Program program) {
        var commands = program.commands().stream()
                .map(command -> "    " + quoted(command.name() + ":" + command.summary()))
                .collect(Collectors.joining("\n"));
        var cases = program.commands().stream()
                .map(command -> "  (%s)\n    shift words\n    (( CURRENT-- ))\n%s\n    ;;"
                        .formatted(command.name(), arguments(command)))
                .collect(Collectors.joining("\n"));
        return SCRIPT.replace("COMMANDS", commands)
                .replace("CASES", cases)
                .replace("ALONE", arguments(program.alone()))
                .replace("PROGRAM", program.name());
    }

    private static final String SCRIPT = """
        #compdef PROGRAM
        # Completes command lines of PROGRAM in zsh; printed by 'PROGRAM completion zsh'.

        _PROGRAM() {
          local -a commands
          commands=(
        COMMANDS
          )
          if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
            _describe -t commands command commands
            return
          fi
          case $words[2] in
        CASES
          (*)
        ALONE
            ;;
          esac
        }

        if [[ $funcstack[1] == _PROGRAM ]]; then
          _PROGRAM "$@"
        else
          compdef _PROGRAM PROGRAM
        fi
        """;

    private static String arguments(Command command) {
        var text = new StringBuilder("    _arguments -s -S");
        for (var option : command.options()) {
            for (var name : option.names()) {
                text.append(" \\\n      ").append(quoted(argument(option, name)));
            }
        }
        command.operand().ifPresent(operand -> text.append(" \\\n      ").append(quoted(argument(operand))));
        return text.toString();
    }

    // '*' before the name: may be given again; '=' behind it: the value is the next word or follows a '='.
    private static String argument(Option option, String name) {
        var others = option.standsAlone() ? "(- *)" : option.repeatable() ? "*" : others(option);
        var equals = option.value() instanceof Value.None || !name.startsWith("--") ? "" : "=";
        return others + name + equals + "[" + escaped(option.description()) + "]"
                + action(option.label(), option.value());
    }

    private static String others(Option option) {
        return option.names().size() == 1 ? "" : "(" + String.join(" ", option.names()) + ")";
    }

    private static String argument(Operand operand) {
        return (operand.repeatable() ? "*" : "1") + action(operand.label(), operand.value());
    }

    private static String action(String label, Value value) {
        return switch (value) {
            case Value.None() -> "";
            case Value.Words(var words) -> ":" + escaped(label) + ":(" + String.join(" ", words) + ")";
            case Value.File() -> ":" + escaped(label) + ":_files";
            case Value.Text() -> ":" + escaped(label) + ": ";
        };
    }

    private static String escaped(String text) {
        var escaped = text;
        for (var special : List.of("\\", "[", "]", ":")) {
            escaped = escaped.replace(special, "\\" + special);
        }
        return escaped;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
