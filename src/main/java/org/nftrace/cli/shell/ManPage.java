package org.nftrace.cli.shell;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.cli.shell.Program.Command;
import org.nftrace.cli.shell.Program.Option;

/// A page of the manual, see man(7): one command.
final class ManPage {
    private static final List<String> RELATED = List.of("nft(8)", "iptables(8)");

    // What is typed as it stands, and what stands for something else.
    private static final Pattern WORD = Pattern.compile("(?<typed>-*[a-z][a-z-]*)|(?<meant>[A-Z]{2,})");

    private ManPage() {}

    /// {@return the name of its file, such as `nftrace-parse.1`}
    static String file(Command command) {
        return name(command) + ".1";
    }

    static String of(Program program, Command command, LocalDate date) {
        var operand = command.operand().stream().map(o -> entry(Roff.italic(o.label()), o.description()));
        var options = command.options().stream().map(o -> entry(head(o), o.description()));
        var codes = command.exitCodes().entrySet().stream().map(c -> entry(Roff.bold(c.getKey()), c.getValue()));
        // Without hyphens of groff's own: an option that was broken could not be copied.
        var page = new StringBuilder(".TH %s 1 %s \"%s\" \"User Commands\"\n.nh\n.ad l\n"
                .formatted(Roff.text(name(command).toUpperCase(Locale.ROOT)), date, Roff.text(program.version())));
        section(page, "NAME", "", Stream.of(Roff.text(name(command)) + " \\- " + Roff.text(purpose(command))));
        section(page, "SYNOPSIS", ".br\n", synopsis(command).map(ManPage::styled));
        section(page, "DESCRIPTION", ".PP\n", command.description().stream().map(Roff::text));
        section(page, "COMMANDS", "", commands(program, command));
        section(page, "OPTIONS", "", Stream.concat(operand, options));
        section(page, "EXIT STATUS", "", codes);
        section(page, "EXAMPLES", ".PP\n", command.examples().stream().map(ManPage::example));
        section(page, "SEE ALSO", "", Stream.of(seeAlso(program, command)));
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String between, Stream<String> parts) {
        var text = parts.collect(Collectors.joining("\n" + between));
        if (!text.isEmpty()) {
            page.append(".SH ").append(title).append('\n').append(text).append('\n');
        }
    }

    private static String name(Command command) {
        return command.title().replace(' ', '-');
    }

    // 'name - what it does' is what apropos(1) shows, by custom neither with a capital nor with a full stop.
    private static String purpose(Command command) {
        var summary = command.summary().replaceFirst("\\.$", "");
        return Character.toLowerCase(summary.charAt(0)) + summary.substring(1);
    }

    private static Stream<String> synopsis(Command command) {
        var operand = command.operand().map(o -> " " + o.label() + (o.repeatable() ? "…" : ""));
        return command.synopsis().isEmpty()
                ? Stream.of(command.title() + " [OPTION …]" + operand.orElse(""))
                : command.synopsis().stream();
    }

    private static String styled(String synopsis) {
        var line = new StringBuilder();
        int end = 0;
        for (var word = WORD.matcher(synopsis); word.find(); end = word.end()) {
            line.append(Roff.text(synopsis.substring(end, word.start())));
            line.append(word.group("typed") == null ? Roff.italic(word.group()) : Roff.bold(word.group()));
        }
        return line.append(Roff.text(synopsis.substring(end))).toString();
    }

    private static Stream<String> commands(Program program, Command command) {
        return command.equals(program.alone())
                ? program.commands().stream().map(c -> entry(Roff.bold(c.name()), c.summary()))
                : Stream.of();
    }

    private static String head(Option option) {
        var names = option.names().stream().map(Roff::bold).collect(Collectors.joining(", "));
        return option.value() instanceof Value.None ? names : names + "=" + Roff.italic(option.label());
    }

    private static String entry(String head, String text) {
        return ".TP\n" + head + "\n" + Roff.text(text);
    }

    // As wide as it is: a command line that was broken could not be copied.
    private static String example(String line) {
        return ".nf\n" + Roff.text(line) + "\n.fi";
    }

    private static String seeAlso(Program program, Command command) {
        var own = program.all().stream().filter(c -> !c.equals(command)).map(c -> name(c) + "(1)");
        return Stream.concat(own, RELATED.stream())
                .map(page -> Roff.bold(page.replaceFirst("\\(.*", "")) + page.replaceFirst("[^(]*", ""))
                .collect(Collectors.joining(",\n"));
    }
}
