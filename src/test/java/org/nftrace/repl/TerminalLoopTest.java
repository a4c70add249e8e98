package org.nftrace.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nftrace.repl.Shell.Asked;
import org.nftrace.repl.Shell.Candidate;
import org.nftrace.repl.Shell.Kind;
import org.nftrace.repl.Shell.Piece;
import org.nftrace.repl.Shell.Turn;

/// The loop before a terminal that the test types into.
class TerminalLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Answers each line with itself, remembers what it was told to keep, and never ends 'wait' by itself.
    private static final class Parrot implements Shell {
        private final List<String> kept = new ArrayList<>();
        private final CountDownLatch waiting = new CountDownLatch(1);

        @Override
        public String prompt() {
            return "parrot> ";
        }

        @Override
        public String aside() {
            return "aside";
        }

        @Override
        public boolean wantsLines(String line) {
            return line.equals("paste");
        }

        @Override
        public Turn run(Asked asked, PrintWriter out) {
            if (asked.line().equals("wait")) {
                waiting.countDown();
                try {
                    Thread.sleep(PATIENCE);
                } catch (InterruptedException _) {
                    out.println("stopped");
                }
            }
            if (asked.line().equals("long")) {
                for (int i = 1; i <= 100; i++) {
                    out.println("line " + i);
                }
            }
            out.println("said " + asked.line() + asked.more());
            return new Turn(0, asked.line().equals("quit"), () -> kept.add(asked.line() + asked.more()));
        }

        @Override
        public List<Candidate> candidates(String line, int cursor) {
            return List.of(new Candidate("trace", "the way", true), new Candidate("tree", "a plant", true));
        }

        @Override
        public List<Piece> pieces(String line) {
            return line.startsWith("bad") ? List.of(new Piece(0, 3, Kind.MISTAKE)) : List.of();
        }
    }

    private final Parrot parrot = new Parrot();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private Terminal terminal(String type, String typed) throws IOException {
        var terminal = new LineDisciplineTerminal("test", type, screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 24));
        terminal.processInputBytes(typed.getBytes(StandardCharsets.UTF_8));
        return terminal;
    }

    private String run(String type, String typed) throws IOException {
        return run(terminal(type, typed), Optional.empty());
    }

    private String run(Terminal terminal, Optional<Path> history) {
        Assertions.assertTimeoutPreemptively(
                PATIENCE, () -> assertEquals(0, new TerminalLoop(parrot, terminal, history).run()));
        return screen.toString(StandardCharsets.UTF_8);
    }

    @Test
    void lines_are_answered_until_one_ends_the_session() throws IOException {
        String shown = run("dumb", "one\ntwo\nquit\n");
        assertEquals(List.of("one[]", "two[]", "quit[]"), parrot.kept);
        assertTrue(shown.contains("said two[]"), shown);
    }

    @Test
    void the_end_of_the_input_ends_the_session() throws IOException {
        run("dumb", "one\n\u0004");
        assertEquals(List.of("one[]"), parrot.kept);
    }

    @Test
    void a_paste_goes_on_to_a_lone_dot_and_is_not_remembered(@TempDir Path folder) throws IOException {
        Path history = folder.resolve("history");
        run(terminal("dumb", "paste\ntable ip x {\n}\n.\nquit\n"), Optional.of(history));
        assertEquals(List.of("paste[table ip x {, }]", "quit[]"), parrot.kept);
        String remembered = Files.readString(history);
        assertTrue(remembered.contains("quit"), remembered);
        assertFalse(remembered.contains("table"), remembered);
    }

    @Test
    void lines_come_back_in_the_next_session(@TempDir Path folder) throws IOException {
        Path history = folder.resolve("history");
        run(terminal("ansi", "one\rquit\r"), Optional.of(history));
        // twice up: past 'quit' to 'one'
        run(terminal("ansi", "\u0010\u0010\rquit\r"), Optional.of(history));
        assertEquals(List.of("one[]", "quit[]", "one[]", "quit[]"), parrot.kept);
    }

    @Test
    void a_tab_completes_what_can_be_only_one_and_lists_the_rest_with_notes() throws IOException {
        String shown = run("ansi", "tra\t\rtr\t\t\u0015quit\r");
        assertEquals("trace []", parrot.kept.getFirst());
        assertTrue(shown.contains("the way") && shown.contains("a plant"), shown);
    }

    @Test
    void an_interrupt_stops_a_command_keeps_nothing_of_it_and_goes_on() throws IOException {
        var terminal = terminal("ansi", "wait\r");
        Thread.ofVirtual().start(() -> {
            try {
                parrot.waiting.await();
                terminal.raise(Terminal.Signal.INT);
                ((LineDisciplineTerminal) terminal).processInputBytes("quit\r".getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException | IOException e) {
                throw new AssertionError(e);
            }
        });
        String shown = run(terminal, Optional.empty());
        assertEquals(List.of("quit[]"), parrot.kept);
        assertTrue(shown.contains("interrupted"), shown);
    }

    @Test
    void an_answer_longer_than_the_screen_is_paged() throws IOException {
        String shown = run("ansi", "long\rqquit\r");
        assertTrue(shown.contains("line 1") && !shown.contains("line 99"), shown);
        assertEquals(List.of("long[]", "quit[]"), parrot.kept);
    }

    @Test
    void a_dumb_terminal_gets_all_of_it_and_no_colour() throws IOException {
        String shown = run("dumb", "long\nbad\nquit\n");
        assertTrue(shown.contains("line 99"), shown);
        assertFalse(shown.contains("\u001b[31m"), shown);
    }

    @Test
    void a_mistake_is_red_while_it_is_typed() throws IOException {
        String shown = run("ansi", "bad\rquit\r");
        assertTrue(shown.contains("\u001b[31m"), shown);
    }
}
