package org.nftrace.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Lines from a file or a pipe: no prompt, no history, and the end at the first line that cannot be followed.
public final class Script {
    /// Wrong usage, or an input that cannot be read.
    private static final int ERROR = 2;

    private static final int COLUMNS = 120;

    private Script() {}

    /// {@return the code of the line that could not be followed, else of the first that did not end with 0, else 0}
    public static int run(Shell shell, BufferedReader in, PrintWriter out) {
        try {
            int first = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                List<String> more = shell.wantsLines(line) ? more(in) : List.of();
                var turn = shell.run(new Shell.Asked(line, more, COLUMNS, false), out);
                turn.keep().run();
                if (turn.code() == ERROR) {
                    return ERROR;
                }
                first = first == 0 ? turn.code() : first;
                if (turn.ends()) {
                    return first;
                }
            }
            return first;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> more(BufferedReader in) throws IOException {
        var more = new ArrayList<String>();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            more.add(line);
        }
        return more;
    }
}
