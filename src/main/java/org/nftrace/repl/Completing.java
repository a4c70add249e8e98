package org.nftrace.repl;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Hands the shell's candidates to JLine.
record Completing(Shell shell) implements Completer {
    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        for (Shell.Candidate found : shell.candidates(line.line(), line.cursor())) {
            String note = found.note().isEmpty() ? null : found.note();
            candidates.add(new Candidate(found.value(), found.value(), null, note, null, null, found.whole()));
        }
    }
}
