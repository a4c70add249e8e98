package org.nftrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nftrace.cli.shell.Share;
import org.nftrace.cli.shell.Shell;
import org.nftrace.packet.Fact;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What shells and man(1) are given says all that the model of the commands does.
class ShareTest {
    private static final Share SHARE = Share.of(Main.nftrace(), LocalDate.of(2026, 1, 1));

    /// Asks bash what it would offer behind the words; `files` stands for the names of files, which it finds by itself.
    private static final String ASK = """
        source "$1"
        compopt() { COMPREPLY=('files'); }
        COMP_WORDS=("${@:2}") COMP_CWORD=$(($# - 2))
        _nftrace
        echo "${COMPREPLY[*]}"
        """;

    @TempDir
    private Path folder;

    static Stream<CommandSpec> commands() {
        var root = Main.nftrace();
        return Stream.concat(
                Stream.of(root), root.subcommands().values().stream().map(CommandLine::getCommandSpec));
    }

    private static Set<String> options(CommandSpec command) {
        var names = new TreeSet<String>();
        command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::names)
                .forEach(option -> names.addAll(List.of(option)));
        return names;
    }

    private static String page(CommandSpec command) {
        return SHARE.files().get("man/man1/" + command.qualifiedName("-") + ".1");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text.strip();
    }

    private Path script(Shell shell) throws IOException {
        return Files.writeString(folder.resolve("script"), shell.script(Main.nftrace()));
    }

    private Set<String> offered(String... words) throws IOException, InterruptedException {
        var command = Stream.concat(
                Stream.of("bash", "-c", ASK, "ask", script(Shell.BASH).toString(), "nftrace"), Arrays.stream(words));
        var answer = run(command.toArray(String[]::new));
        return answer.isEmpty() ? Set.of() : new TreeSet<>(List.of(answer.split(" ")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void bash_offers_every_option_of_a_command(CommandSpec command) throws Exception {
        var names = options(command);
        assertEquals(names, command.parent() == null ? offered("-") : offered(command.name(), "-"));
    }

    @ParameterizedTest(name = "nftrace {0} → {1}")
    @CsvSource(textBlock = """
        tra                          | trace
        --format ''                  | article json jsonl monitor steps summary
        --format js                  | json jsonl
        --format =                   | article json jsonl monitor steps summary
        --format = j                 | json jsonl
        --brief --format = st        | steps
        --ruleset ''                 | files
        --ruleset = dum              | files
        --ruleset parse --bri        | --brief
        --ruleset parse pa           | ''
        --packet ''                  | ''
        --host parse --lang j        | ja
        parse --print n              | nft
        parse dum                    | files
        parse a b                    | files
        parse --width 8              | ''
        completion ''                | bash fish zsh
        snapshot ''                  | ''
        """, delimiter = '|', quoteCharacter = '"')
    void bash_offers_what_may_follow(String typed, String offer) throws Exception {
        var words =
                Arrays.stream(typed.split(" +")).map(w -> w.replace("''", "")).toArray(String[]::new);
        assertEquals(offer.replace("''", ""), String.join(" ", offered(words)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void zsh_and_fish_know_every_option_of_a_command(CommandSpec command) {
        var zsh = Shell.ZSH.script(Main.nftrace());
        var place = command.parent() == null ? "  (*)\n" : "  (" + command.name() + ")\n";
        var part = zsh.substring(zsh.indexOf(place), zsh.indexOf("    ;;\n", zsh.indexOf(place)));
        var at = command.parent() == null ? "__nftrace_at \"\"'" : "__nftrace_at " + command.name() + "'";
        var fish = Shell.FISH
                .script(Main.nftrace())
                .lines()
                .filter(line -> line.contains(at))
                .toList();
        for (var name : options(command)) {
            assertTrue(part.matches("(?s).*[')*]\\Q" + name + "\\E=?\\[.*"), name + " in " + part);
            var dashed = name.startsWith("--") ? " -l " + name.substring(2) + " " : " -s " + name.substring(1) + " ";
            assertTrue(fish.stream().anyMatch(line -> line.contains(dashed)), name + " in " + fish);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_shell_that_is_there_accepts_its_script(Shell shell) throws Exception {
        var name = Choice.words(Shell.class).get(shell.ordinal());
        assumeTrue(Stream.of("/bin/", "/usr/bin/").anyMatch(bin -> Files.isExecutable(Path.of(bin + name))), name);
        assertEquals("", run(name, "-n", script(shell).toString()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_page_tells_every_option_and_exit_code(CommandSpec command) {
        var page = page(command);
        for (var name : options(command)) {
            assertTrue(page.contains("\\fB" + name.replace("-", "\\-") + "\\fR"), name + " in " + page);
        }
        for (var code : command.usageMessage().exitCodeList().keySet()) {
            assertTrue(page.contains(".TP\n\\fB" + code + "\\fR\n"), code + " in " + page);
        }
    }

    /// groff would take any other line that begins with a dot or a quote for a request.
    @ParameterizedTest
    @MethodSource("commands")
    void a_page_is_made_of_known_requests_and_of_text(CommandSpec command) {
        var known = Set.of(".TH", ".nh", ".ad", ".SH", ".TP", ".PP", ".br", ".nf", ".fi");
        for (var line : page(command).lines().toList()) {
            assertTrue(known.contains(line.split(" ")[0]) || !line.startsWith(".") && !line.startsWith("'"), line);
            assertTrue(!line.isBlank(), "blank line in " + page(command));
        }
    }

    @Test
    void the_page_of_trace_names_every_key_of_a_packet() {
        var page = page(Main.nftrace().subcommands().get("trace").getCommandSpec());
        var inTheAddresses = EnumSet.of(Fact.SOURCE, Fact.DESTINATION, Fact.PROTOCOL, Fact.SPORT, Fact.DPORT);
        for (var fact : EnumSet.complementOf(inTheAddresses)) {
            assertTrue(
                    page.matches("(?s).*[ :] ?\\Q" + fact.keyword().replace("-", "\\-") + "\\E[,\\\\].*"),
                    fact.keyword());
        }
    }

    /// The generators know one level of commands and one operand each.
    @ParameterizedTest
    @MethodSource("commands")
    void commands_are_as_flat_as_the_generators_take_them(CommandSpec command) {
        assertTrue(command.parent() == null || command.subcommands().isEmpty());
        assertTrue(
                command.positionalParameters().stream().filter(p -> !p.hidden()).count() <= 1);
    }

    @Test
    void what_is_written_lies_where_shells_and_man_look_for_it() throws Exception {
        SHARE.write(folder);
        for (var file : List.of(
                "man/man1/nftrace.1",
                "man/man1/nftrace-trace.1",
                "bash-completion/completions/nftrace",
                "zsh/site-functions/_nftrace",
                "fish/vendor_completions.d/nftrace.fish")) {
            assertEquals(SHARE.files().get(file), Files.readString(folder.resolve(file)));
        }
    }
}
