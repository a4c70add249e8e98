package org.nftrace.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nftrace.cli.Console;
import org.nftrace.cli.Main;
import org.nftrace.iptables.extension.Extension;
import org.nftrace.iptables.extension.Extensions;

/// What the README shows is what happens: each `console` block is run, from the root of the repository.
///
/// In a block, `$ ` leads a command (`\` at its end: it goes on in the next line), the lines below are what it prints.
/// `…` alone on a line stands for any number of lines. `$ echo $?` is understood, and so is `< FILE` at the end.
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Set<String> PROGRAM = Set.of("nftrace", "target/nftrace/bin/nftrace");

    /// Commands that are shown and not run here: they build, install, or need another machine.
    private static final Set<String> SHOWN_ONLY = Set.of("mvn", "git", "ssh", "cp", "ln", "sudo");

    private int exit;

    /// Lines of the README between the fences.
    private record Block(int start, int end) {}

    @TestFactory
    Stream<DynamicTest> readme() throws IOException {
        var blocks = blocks(Files.readString(README).lines().toList());
        return IntStream.range(0, blocks.size())
                .mapToObj(number ->
                        DynamicTest.dynamicTest("line " + blocks.get(number).start(), () -> check(number)));
    }

    @Test
    void the_table_of_extensions_has_all_that_are_read() throws IOException {
        String text = Files.readString(README);
        for (var kind : Map.of("-m", Extension.OfMatch.class, "-j", Extension.OfTarget.class)
                .entrySet()) {
            String row = "| `" + kind.getKey() + "` | " + String.join(" ", Extensions.names(kind.getValue())) + " |";
            assertTrue(text.lines().anyMatch(row::equals), () -> "expected " + row);
        }
    }

    private static List<Block> blocks(List<String> lines) {
        var blocks = new ArrayList<Block>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals("```console")) {
                int start = i + 1;
                i = start + lines.subList(start, lines.size()).indexOf("```");
                blocks.add(new Block(start, i));
            }
        }
        return blocks;
    }

    /// The file is read again each time, because an update moves the blocks that follow.
    private void check(int number) throws IOException {
        var lines = new ArrayList<>(Files.readString(README).lines().toList());
        var place = blocks(lines).get(number);
        var block = lines.subList(place.start(), place.end());
        var shown = text(block);
        var happens = run(block);
        if (matches(shown.lines().toList(), happens.lines().toList())) {
            return;
        }
        if (GoldenTest.UPDATE) {
            block.clear();
            lines.addAll(place.start(), happens.lines().toList());
            Files.writeString(README, text(lines));
        } else {
            GoldenTest.same(README + ":" + place.start(), shown, happens);
        }
    }

    private String run(List<String> block) throws IOException {
        var out = new StringBuilder();
        for (int i = 0; i < block.size(); ) {
            if (!block.get(i).startsWith("$ ")) {
                throw new IllegalArgumentException("a console block begins with a command: " + block.get(i));
            }
            int last = i;
            while (block.get(last).endsWith("\\")) {
                last++;
            }
            int next = last + 1;
            while (next < block.size() && !block.get(next).startsWith("$ ")) {
                next++;
            }
            var command = String.join("\n", block.subList(i, last + 1)).substring(2);
            out.append(text(block.subList(i, last + 1)));
            out.append(output(command, text(block.subList(last + 1, next))));
            i = next;
        }
        return out.toString();
    }

    private String output(String command, String shown) throws IOException {
        var words = new ArrayList<>(ShellWords.split(command));
        if (SHOWN_ONLY.contains(words.getFirst())) {
            return shown;
        }
        if (command.equals("echo $?")) {
            return exit + "\n";
        }
        if (!PROGRAM.contains(words.removeFirst())) {
            throw new IllegalArgumentException("neither nftrace nor a command that is only shown: " + command);
        }
        var in = new byte[0];
        int from = words.indexOf("<");
        if (from >= 0) {
            in = Files.readAllBytes(Path.of(words.get(from + 1)));
            words.subList(from, from + 2).clear();
        }
        var text = new StringWriter();
        var writer = new PrintWriter(text);
        exit = Main.run(words, new Console(new ByteArrayInputStream(in), writer, writer, Path.of(""), Map.of()));
        return text.toString();
    }

    private static String text(List<String> lines) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static boolean matches(List<String> shown, List<String> happens) {
        if (shown.isEmpty()) {
            return happens.isEmpty();
        }
        var rest = shown.subList(1, shown.size());
        if (!shown.getFirst().strip().equals("…")) {
            return !happens.isEmpty()
                    && shown.getFirst().equals(happens.getFirst())
                    && matches(rest, happens.subList(1, happens.size()));
        }
        for (int skipped = 0; skipped <= happens.size(); skipped++) {
            if (matches(rest, happens.subList(skipped, happens.size()))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void an_ellipsis_stands_for_any_number_of_lines() {
        assertEquals(true, matches(List.of("a", "…", "z"), List.of("a", "b", "c", "z")));
        assertEquals(true, matches(List.of("a", "…", "z"), List.of("a", "z")));
        assertEquals(false, matches(List.of("a", "…", "z"), List.of("a", "b")));
    }
}
