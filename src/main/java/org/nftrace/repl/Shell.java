package org.nftrace.repl;

import java.io.PrintWriter;
import java.util.List;

/// What the loop serves: something that is asked line by line.
public interface Shell {

    /// {@return what stands before the cursor}
    String prompt();

    /// {@return what stands at the right end of the prompt's line, where there is room for it}
    String aside();

    /// {@return whether the lines that follow, up to a lone `.`, belong to this one}
    boolean wantsLines(String line);

    /// Answers a line. Nothing of it is kept until the loop says so: a command that was interrupted leaves no trace.
    Turn run(Asked asked, PrintWriter out);

    /// {@return what the word at the cursor may become}
    List<Candidate> candidates(String line, int cursor);

    /// {@return the parts of the line that have a colour, from left to right}
    List<Piece> pieces(String line);

    /// A line, and how its answer is to be laid out.
    ///
    /// @param more   the lines that came after it, when it wanted some
    /// @param colour whether it may be coloured
    record Asked(String line, List<String> more, int columns, boolean colour) {
        public Asked {
            more = List.copyOf(more);
        }
    }

    /// What came of a line.
    ///
    /// @param code as the program would exit with
    /// @param ends whether the session is over
    /// @param keep makes its effects last
    record Turn(int code, boolean ends, Runnable keep) {}

    /// What a word may become.
    ///
    /// @param note   said beside it; may be empty
    /// @param whole  whether a blank follows
    record Candidate(String value, String note, boolean whole) {}

    /// A part of a line, from the offset `start` to before `end`.
    record Piece(int start, int end, Kind kind) {}

    /// What a part of a line is.
    enum Kind {
        COMMAND,
        OPTION,
        NUMBER,
        STRING,
        ARROW,
        VERDICT,
        MISTAKE
    }
}
