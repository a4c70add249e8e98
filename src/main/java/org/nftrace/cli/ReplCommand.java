package org.nftrace.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nftrace.repl.Script;
import org.nftrace.repl.Shell;
import org.nftrace.repl.TerminalLoop;
import org.nftrace.session.Session;
import org.nftrace.session.State;
import org.nftrace.session.Verb;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `nftrace repl`: load, ask, change, ask again. From a pipe it runs the lines as a script.
final class ReplCommand {
    private static final int COLUMNS = 120;

    private ReplCommand() {}

    static CommandSpec describe(CommandSpec spec) {
        return spec.addOption(Options.values("--ruleset", "FILE", "a firewall dump to begin with"))
                .addOption(Options.values("--host", "FILE|DIR", "what tells of the host"))
                .addOption(Options.value("--packet", "PACKET", "the packet to begin with"))
                .addOption(Look.langOption());
    }

    /// {@return the exit code}
    static int run(ParseResult parsed, Console console) throws Failure {
        var session = new Session(State.FIRST, new SessionFiles(console), verbs(console));
        for (String line : beginning(parsed, console)) {
            var turn = session.run(new Shell.Asked(line, List.of(), COLUMNS, false), console.out());
            if (turn.code() != 0) {
                return turn.code();
            }
            turn.keep().run();
        }
        console.out().flush();
        if (console.screen().inIsTerminal()) {
            return TerminalLoop.run(session, history(console));
        }
        var in = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
        return Script.run(session, in, console.out());
    }

    private static List<Verb> verbs(Console console) {
        var verbs = new ArrayList<Verb>();
        for (TraceVerb.Kind kind : TraceVerb.Kind.values()) {
            verbs.add(new TraceVerb(kind, console));
        }
        verbs.addAll(ProgramVerb.all(console));
        return verbs;
    }

    // The options say what lines would.
    private static List<String> beginning(ParseResult parsed, Console console) throws Failure {
        var lines = new ArrayList<String>();
        lines.add("set lang " + Look.of(parsed, console).language().label());
        named("load", Options.all(parsed, "--ruleset")).ifPresent(lines::add);
        named("host", Options.all(parsed, "--host")).ifPresent(lines::add);
        String packet = Options.text(parsed, "--packet", "");
        if (!packet.isEmpty()) {
            lines.add("packet " + packet);
        }
        return lines;
    }

    private static Optional<String> named(String verb, List<String> files) {
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(verb + files.stream().map(f -> " '" + f + "'").collect(Collectors.joining()));
    }

    /// {@return the file of lines, in the user's data folder (XDG Base Directory Specification)}
    private static Optional<Path> history(Console console) {
        String data = console.environment().getOrDefault("XDG_DATA_HOME", "");
        String home = console.environment().getOrDefault("HOME", "");
        if (data.isEmpty() && home.isEmpty()) {
            return Optional.empty();
        }
        Path folder = (data.isEmpty() ? Path.of(home, ".local", "share") : Path.of(data)).resolve("nftrace");
        try {
            return Optional.of(Files.createDirectories(folder).resolve("history"));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
