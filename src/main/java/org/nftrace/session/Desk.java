package org.nftrace.session;

import java.io.PrintWriter;
import java.util.List;
import org.nftrace.report.DiagnosticText;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;

/// What a verb works with.
///
/// @param more the lines that came after the call, when it wanted some
public record Desk(Files files, PrintWriter out, List<String> more, int columns, boolean colour) {
    public Desk {
        more = List.copyOf(more);
    }

    public void say(String line) {
        out.println(line);
    }

    public void print(List<Diagnostic> diagnostics) {
        new DiagnosticText(columns, colour).print(diagnostics, out);
    }

    /// The files of the user.
    public interface Files {
        /// {@return the file; of a folder, all files in it that are not hidden}
        List<Source> read(Call.Word name) throws Refusal;

        /// @param over whether a file of that name may be replaced
        void write(Call.Word name, String text, boolean over) throws Refusal;

        /// {@return names of files and folders that begin so}
        List<Verb.Hint> names(String begun);
    }
}
