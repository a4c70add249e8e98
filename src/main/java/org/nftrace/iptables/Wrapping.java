package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.nftrace.iptables.Line.Kind;

/// Joins what a narrow window, a mail or a forum broke in two: a row without its last columns would be another rule,
/// and `-A INPUT -p tcp` one that asks for less.
final class Wrapping {
    // Nobody breaks shorter lines; what follows on one is prose.
    private static final int NARROWEST = 60;
    private static final Pattern HEADER =
            Pattern.compile("(?:num\\s+)?(?:pkts\\s+bytes\\s+)?target\\s+prot\\s+(?:opt\\s+)?(?:in\\s+out\\s+)?source");
    private static final Pattern OPTION_COLUMN = Pattern.compile("\\s(?:--|-f|!f)(?:\\s|$)");
    private static final Pattern COUNT = Pattern.compile("[0-9]+[KMGT]?(?:\\s|$)");
    // No output has a line that begins so.
    private static final Pattern OPTION = Pattern.compile(
            "(?:-[cdfgijmops]|--(?!append|insert|policy|new|delete|flush|"
                    + "rename|replace|zero|list|check|table|wait|ipv[46])[a-z-]+)(?:\\s.*|$)",
            Pattern.DOTALL);

    private final List<Line> whole = new ArrayList<>();
    private boolean brokenHeader;

    private Wrapping() {}

    static List<Line> undone(List<Line> lines) {
        var wrapping = new Wrapping();
        lines.forEach(wrapping::take);
        return wrapping.whole;
    }

    /// {@return whether the line has the column 'opt' of a listing}
    static boolean isRow(Line line) {
        return OPTION_COLUMN.matcher(line.text()).find();
    }

    private void take(Line line) {
        Line before = whole.isEmpty() ? null : whole.getLast();
        if (before == null) {
            whole.add(line);
        } else if (isHeader(before, line)) {
            brokenHeader = true;
            join(before, line, Kind.LISTED_HEADER);
        } else if (isRestOfRow(before, line) || isRestOfRule(before, line)) {
            join(before, line, before.kind());
        } else {
            brokenHeader &= !line.is(Kind.LISTED_HEADER);
            whole.add(line);
        }
    }

    private void join(Line before, Line line, Kind kind) {
        whole.set(whole.size() - 1, new Line(before.source(), before.start(), line.end(), kind));
    }

    private static boolean isHeader(Line before, Line line) {
        return before.is(Kind.OTHER)
                && line.is(Kind.OTHER)
                && line.text().equals("destination")
                && HEADER.matcher(before.text()).matches();
    }

    private boolean isRestOfRow(Line before, Line line) {
        return before.is(Kind.OTHER)
                && line.is(Kind.OTHER)
                && (brokenHeader || width(line) >= NARROWEST)
                && isRow(before)
                && isOutdented(line)
                && !isRow(line);
    }

    // Where a window ends, the text goes on at its left edge; a number there is how many packets a row has seen.
    private static boolean isOutdented(Line line) {
        int start = line.start();
        boolean edge = start == 0 || line.source().text().charAt(start - 1) == '\n';
        return edge && !COUNT.matcher(line.text()).lookingAt();
    }

    // How far the line above reaches, blanks and all.
    private static int width(Line line) {
        String text = line.source().text();
        int end = text.lastIndexOf('\n', line.start());
        return end - 1 - text.lastIndexOf('\n', end - 1);
    }

    private static boolean isRestOfRule(Line before, Line line) {
        return before.is(Kind.RULE)
                && line.is(Kind.RULE)
                && !line.appends()
                && OPTION.matcher(line.text()).matches();
    }
}
