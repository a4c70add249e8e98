package org.nftrace.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// The one file that `nftrace snapshot` gathers: the outputs of many commands, each behind a line that names it.
///
///     ### nftrace: snapshot 1
///     ### nftrace: ip addr
///     1: lo: <LOOPBACK,UP,LOWER_UP> …
///     ### nftrace-exit: 0
///     ### nftrace: end
///
/// @param isWhole whether the closing line is there
public record Snapshot(List<Section> sections, boolean isWhole) {
    private static final String MARK = "### nftrace: ";
    private static final String EXIT = "### nftrace-exit: ";
    private static final String FIRST = "snapshot 1";
    private static final String LAST = "end";

    /// The output of one command.
    ///
    /// @param command as it was run: `ip -6 rule`
    /// @param title   where its name stands
    /// @param failed  whether it ended with a status other than 0: its output tells nothing of what is not in it
    public record Section(String command, Span title, Span body, boolean failed) {}

    public Snapshot {
        sections = List.copyOf(sections);
    }

    public static boolean isOne(Source source) {
        String text = source.text();
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        return text.startsWith(MARK + FIRST, start);
    }

    public static Snapshot read(Source source) {
        var sections = new ArrayList<Section>();
        Optional<Span> title = Optional.empty();
        boolean whole = false;
        for (Span line : new Lines(source.whole())) {
            String text = line.text().strip();
            if (text.startsWith(MARK)) {
                title.ifPresent(t -> sections.add(section(t, line.start(), true)));
                whole = text.equals(MARK + LAST);
                title = whole || text.equals(MARK + FIRST) ? Optional.empty() : Optional.of(line);
            } else if (text.startsWith(EXIT)) {
                boolean failed = !text.equals(EXIT + "0");
                title.ifPresent(t -> sections.add(section(t, line.start(), failed)));
                title = Optional.empty();
            }
        }
        title.ifPresent(t -> sections.add(section(t, source.text().length(), true)));
        return new Snapshot(sections, whole);
    }

    private static Section section(Span title, int end, boolean failed) {
        String command = title.text().strip().substring(MARK.length());
        int start = Math.min(title.end() + 1, end);
        return new Section(command, title, title.source().span(start, end), failed);
    }
}
