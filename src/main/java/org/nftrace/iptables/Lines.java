package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.nftrace.iptables.Line.Kind;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Cuts a text into lines and tells what each is.
final class Lines {
    private static final Pattern LISTED_CHAIN = Pattern.compile("Chain \\S+ \\(.*");
    private static final Pattern HEADER = Pattern.compile(
            "(num\\s+)?(pkts\\s+bytes\\s+)?target\\s+prot\\s+(opt\\s+)?(in\\s+out\\s+)?source\\s+destination.*");
    private static final Pattern TABLE = Pattern.compile("\\*[A-Za-z][\\w-]*");
    private static final Pattern CHAIN = Pattern.compile(":\\S+\\s+\\S+(\\s+\\[\\d+:\\d+])?");
    private static final Pattern RULE =
            Pattern.compile("(\\[\\d+:\\d+]\\s*)?(-|--|[\\u2013\\u2014])[A-Za-z][\\w-]*(?=\\s|$)");

    private Lines() {}

    static List<Line> of(Span span) {
        var lines = new ArrayList<Line>();
        Source source = span.source();
        String text = source.text();
        int at = span.start();
        while (at < span.end()) {
            int stop = end(text, at, span.end());
            lines.add(line(source, at, stop));
            at = stop + 1;
        }
        return lines;
    }

    // Where the line ends; one that is continued takes the next along.
    private static int end(String text, int from, int limit) {
        int stop = lineEnd(text, from, limit);
        int last = stop > from && text.charAt(stop - 1) == '\r' ? stop - 2 : stop - 1;
        while (stop < limit && last >= from && text.charAt(last) == '\\') {
            int next = stop + 1;
            stop = lineEnd(text, next, limit);
            last = stop > next && text.charAt(stop - 1) == '\r' ? stop - 2 : stop - 1;
            if (last < next) {
                break;
            }
        }
        return stop;
    }

    private static int lineEnd(String text, int from, int limit) {
        int stop = text.indexOf('\n', from);
        return stop < 0 || stop > limit ? limit : stop;
    }

    private static Line line(Source source, int from, int stop) {
        String text = source.text();
        int start = from;
        while (start < stop && isBlank(text.charAt(start))) {
            start++;
        }
        int end = stop;
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return new Line(source, start, end, kind(text, start, end));
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\u00a0' || c == '\ufeff' || c == '\f';
    }

    private static Kind kind(String text, int start, int end) {
        if (start == end) {
            return Kind.BLANK;
        }
        return text.startsWith(Line.APPEND, start) && end - start > Line.APPEND.length()
                ? Kind.RULE
                : kind(text.substring(start, end));
    }

    private static Kind kind(String text) {
        return switch (text.charAt(0)) {
            case '#' -> Invocation.isListing(text) ? Kind.COMMAND : Kind.REMARK;
            case '*' -> TABLE.matcher(text).matches() ? Kind.TABLE : Kind.OTHER;
            case ':' -> CHAIN.matcher(text).matches() ? Kind.CHAIN : Kind.OTHER;
            case '-', '[', '\u2013', '\u2014' -> RULE.matcher(text).lookingAt() ? Kind.RULE : other(text);
            case 'C' ->
                text.equals("COMMIT")
                        ? Kind.COMMIT
                        : LISTED_CHAIN.matcher(text).matches() ? Kind.LISTED_CHAIN : other(text);
            case 'n', 'p', 't' -> HEADER.matcher(text).matches() ? Kind.LISTED_HEADER : other(text);
            default -> other(text);
        };
    }

    private static Kind other(String text) {
        return Invocation.of(text).isPresent() ? Kind.COMMAND : Kind.OTHER;
    }
}
