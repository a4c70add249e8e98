package org.nftrace.cli.shell;

import java.util.List;
import java.util.stream.Collectors;
import org.nftrace.cli.shell.Program.Command;
import org.nftrace.cli.shell.Program.Operand;
import org.nftrace.cli.shell.Program.Option;

/// A script for bash, see bash(1), "Programmable Completion".
///
/// picocli writes one as well, which offers nothing behind `--format=`, takes a file named `parse` for the command, and
/// defines functions under names that other programs' scripts use.
final class BashCompletion {
    private BashCompletion() {}

    static String of(Program program) {
        var cases = new StringBuilder();
        for (var command : program.commands()) {
            cases.append("    ").append(command.name()).append(")\n");
            cases.append(values(command, operand(command)));
            cases.append("        ;;\n");
        }
        var names = program.commands().stream().map(Command::name).collect(Collectors.joining(" "));
        cases.append("    *)\n");
        cases.append(values(program.alone(), "((COMP_CWORD == 1)) && words='" + names + "'"));
        return SCRIPT.replace("CASES", cases.toString().stripTrailing()).replace("PROGRAM", program.name());
    }

    // bash hands '--format=js' over as three words. What it does for files by itself knows about quotes, '~' and '/'.
    private static final String SCRIPT = """
        # Completes command lines of PROGRAM in bash; printed by 'PROGRAM completion bash'.

        _PROGRAM() {
            local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= words= files=
            if [[ $word == '=' ]]; then
                word=
            elif [[ $before == '=' ]]; then
                before=${COMP_WORDS[COMP_CWORD - 2]}
            fi
            if ((COMP_CWORD > 1)); then
                command=${COMP_WORDS[1]}
            fi
            case $command in
        CASES
                ;;
            esac
            COMPREPLY=()
            if [[ -n $files ]]; then
                compopt -o default
            else
                mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
            fi
        }

        complete -F _PROGRAM PROGRAM
        """;

    private static String values(Command command, String otherwise) {
        var text = new StringBuilder("        case $before in\n");
        for (var option : command.options()) {
            var offer = offer(option.value());
            if (!offer.isEmpty()) {
                text.append("        %s) %s ;;\n".formatted(String.join(" | ", option.names()), offer));
            }
        }
        return text.append("        *)\n            case $word in\n")
                .append("            -*) words='%s' ;;\n".formatted(String.join(" ", names(command))))
                .append("            *) %s ;;\n".formatted(otherwise))
                .append("            esac\n            ;;\n        esac\n")
                .toString();
    }

    private static String operand(Command command) {
        return command.operand().map(Operand::value).map(BashCompletion::offer).orElse("");
    }

    private static List<String> names(Command command) {
        return command.options().stream()
                .map(Option::names)
                .flatMap(List::stream)
                .toList();
    }

    private static String offer(Value value) {
        return switch (value) {
            case Value.None() -> "";
            case Value.Words(var words) -> "words='" + String.join(" ", words) + "'";
            case Value.File() -> "files=1";
            case Value.Text() -> "return";
        };
    }
}
