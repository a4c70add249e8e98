package org.nftrace.repl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// The loop before a terminal.
public final class TerminalLoop {
    private static final int USUAL_COLUMNS = 80;
    private static final int MOST_HISTORY = 10_000;
    // Analyses recurse as deep as rules are nested.
    private static final long STACK = 64L * 1024 * 1024;

    private final Shell shell;
    private final Terminal terminal;
    private final LineReader reader;

    /// @param history where lines are kept from session to session
    public TerminalLoop(Shell shell, Terminal terminal, Optional<Path> history) {
        this.shell = shell;
        this.terminal = terminal;
        var parser = new DefaultParser()
                .quoteChars(new char[0])
                .escapeChars(new char[0])
                .lineCommentDelims(new String[0])
                .blockCommentDelims(null);
        var builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("nftrace")
                .parser(parser)
                .completer(new Completing(shell))
                .highlighter(new Highlighting(shell))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.AUTO_FRESH_LINE, true)
                .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .variable(LineReader.HISTORY_FILE_SIZE, MOST_HISTORY);
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        this.reader = builder.build();
    }

    /// Serves the terminal of this very process.
    ///
    /// @return the exit code
    public static int run(Shell shell, Optional<Path> history) {
        try (var terminal = TerminalBuilder.builder().system(true).build()) {
            return new TerminalLoop(shell, terminal, history).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return the exit code: 0, as whoever typed has seen what went wrong}
    public int run() throws IOException {
        boolean ended = false;
        while (!ended) {
            try {
                String line = reader.readLine(shell.prompt(), aside(), (Character) null, null);
                ended = answer(line, shell.wantsLines(line) ? more() : List.of());
            } catch (UserInterruptException _) {
                // The line is dropped, the session goes on.
            } catch (EndOfFileException _) {
                ended = true;
            }
        }
        terminal.flush();
        return 0;
    }

    // As long as it leaves a part of the line to what is typed; JLine hides it where that reaches it.
    private String aside() {
        String aside = shell.aside();
        boolean fits = !isDumb() && aside.length() + shell.prompt().length() < columns() * 3 / 4;
        return fits ? aside : null;
    }

    // What is pasted is no line to come back to.
    private List<String> more() {
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        try {
            return paste();
        } finally {
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
        }
    }

    private List<String> paste() {
        var more = new ArrayList<String>();
        while (true) {
            // A paste may arrive as one text with its line ends.
            for (String line : reader.readLine("> ").split("\r\n|\r|\n", -1)) {
                if (line.equals(".")) {
                    return more;
                }
                more.add(line);
            }
        }
    }

    // The command works on its own thread, so that Ctrl-C finds somebody who listens.
    private boolean answer(String line, List<String> more) throws IOException {
        var text = new StringWriter();
        var asked = new Shell.Asked(line, more, columns(), !isDumb());
        var future = new CompletableFuture<Shell.Turn>();
        Runnable work = () -> {
            try (var out = new PrintWriter(text)) {
                future.complete(shell.run(asked, out));
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                future.completeExceptionally(e);
            }
        };
        var worker = new Thread(null, work, "command", STACK);
        worker.setDaemon(true);
        var before = terminal.handle(Terminal.Signal.INT, _ -> {
            future.cancel(false);
            worker.interrupt();
        });
        try {
            worker.start();
            var turn = future.get();
            turn.keep().run();
            show(text.toString());
            return turn.ends();
        } catch (CancellationException _) {
            terminal.writer().println("interrupted");
            return false;
        } catch (ExecutionException e) {
            terminal.writer().println("nftrace: internal error, please report it with the line: " + e.getCause());
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
            terminal.flush();
        }
    }

    private void show(String text) throws IOException {
        boolean fits = text.lines().count() < terminal.getHeight();
        if (fits || isDumb()) {
            terminal.writer().print(text);
            terminal.writer().flush();
            return;
        }
        var less = new Less(terminal, Path.of(""));
        less.quitAtFirstEof = false;
        try {
            less.run(new Page(text));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private int columns() {
        return terminal.getWidth() > 0 ? terminal.getWidth() : USUAL_COLUMNS;
    }

    private boolean isDumb() {
        return Arrays.asList(Terminal.TYPE_DUMB, Terminal.TYPE_DUMB_COLOR).contains(terminal.getType());
    }

    /// An answer too long for the screen.
    private record Page(String text) implements Source {
        @Override
        public String getName() {
            return "q ends";
        }

        @Override
        public java.io.InputStream read() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Long lines() {
            return text.lines().count();
        }
    }
}
