package org.nftrace.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Optional;
import org.nftrace.text.Source;

/// A text of any length, read in parts that end where a line does.
///
/// Of a line that is longer than anything that is read line by line, only the beginning is kept: enough to tell that it
/// is too long.
final class LongText {
    private static final int PART = 1 << 16;
    private static final int LONGEST_LINE = 1 << 13;

    private final String name;
    private final Reader reader;
    private final char[] buffer = new char[PART];
    private final StringBuilder ahead = new StringBuilder();
    private int line = 1;

    LongText(Inputs.Opened file) throws Failure {
        this.name = file.name();
        try {
            InputStream in = new BufferedInputStream(file.in());
            in.mark(2);
            byte[] beginning = in.readNBytes(2);
            in.reset();
            this.reader = new InputStreamReader(in, Inputs.charset(beginning));
        } catch (IOException e) {
            throw Inputs.unreadable(name, e);
        }
    }

    /// {@return the next lines; nothing at the end}
    Optional<Source> next() throws Failure {
        try {
            return readOn();
        } catch (IOException e) {
            throw Inputs.unreadable(name, e);
        }
    }

    private Optional<Source> readOn() throws IOException, Failure {
        int end = 0;
        while (end == 0) {
            int count = reader.read(buffer);
            if (count < 0) {
                end = ahead.length();
                break;
            }
            ahead.append(buffer, 0, count);
            end = ahead.lastIndexOf("\n") + 1;
            if (end == 0 && ahead.length() > LONGEST_LINE) {
                ahead.setLength(LONGEST_LINE);
            }
        }
        if (end == 0) {
            return Optional.empty();
        }
        var part = Inputs.text(name, ahead.substring(0, end), line);
        ahead.delete(0, end);
        line += part.lineCount() - 1;
        return Optional.of(part);
    }

    void close() throws Failure {
        try {
            reader.close();
        } catch (IOException e) {
            throw Inputs.unreadable(name, e);
        }
    }
}
