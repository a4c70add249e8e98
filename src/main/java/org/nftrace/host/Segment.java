package org.nftrace.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nftrace.text.Span;

/// Neighbouring lines of one kind: an input may hold the outputs of several commands, one after the other.
///
/// @param command the command line that was pasted with its output: `root@host:~# ip -6 rule`
/// @param kind    absent where nothing was recognized
record Segment(Optional<String> command, Optional<Kind> kind, Span body) {
    // root@host:~# sudo ip addr, $ ip addr, + ip addr (sh -x), and a prompt at which nothing was typed
    private static final Pattern PROMPT = Pattern.compile("(?:[^\\s#$]{0,80}(?: [^\\s#$]{1,80})?[#$]|\\+) *(?:sudo )?"
            + "((?:ip|docker|conntrack|sysctl|bridge|cat) .*)|\\S{1,80}@\\S{1,80}[#$]");

    static List<Segment> of(Span part) {
        var segments = new ArrayList<Segment>();
        Optional<String> command = Optional.empty();
        Optional<Kind> current = Optional.empty();
        int start = part.start();
        int end = part.start();
        for (Span line : new Lines(part)) {
            String text = line.text().strip();
            Matcher prompt = PROMPT.matcher(text);
            Optional<Kind> kind = Kind.of(line);
            boolean titled = prompt.matches();
            boolean changes = kind.isPresent() && current.isPresent() && !kind.equals(current);
            if (titled || changes && current.get() != Kind.JSON || changes && isOutside(line)) {
                add(segments, new Segment(command, current, part.source().span(start, end)));
                start = titled ? line.end() : line.start();
                command = titled ? Optional.ofNullable(prompt.group(1)).map(String::strip) : Optional.empty();
                current = Optional.empty();
            }
            current = current.isPresent() ? current : kind;
            end = line.end();
        }
        add(segments, new Segment(command, current, part.source().span(Math.min(start, end), end)));
        return segments;
    }

    // Inside JSON, lines are indented or begin with a bracket.
    private static boolean isOutside(Span line) {
        return Character.isLetterOrDigit(line.text().charAt(0));
    }

    private static void add(List<Segment> segments, Segment segment) {
        if (segment.kind.isPresent()
                || segment.command.isPresent()
                || !segment.body.text().isBlank()) {
            segments.add(segment);
        }
    }
}
