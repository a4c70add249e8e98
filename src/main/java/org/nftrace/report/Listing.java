package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Table;
import org.nftrace.report.Visit.Mark;

/// The chains that were met in a hook, as the dump has them, with the margin beside.
final class Listing {
    private static final int LEAST_TEXT = 24;
    private static final int HANG = 4;
    private static final int MOST_LINES_A_RULE = 4;
    // Of a longer run of rules passed over, only the first ones and the last are drawn.
    private static final int LONG_RUN = 12;
    private static final int KEPT_OF_LONG_RUN = 3;

    private final Page page;
    private final Words words;
    private final Verbosity verbosity;
    private final Margin margin;

    Listing(Page page, Words words, Verbosity verbosity, List<Visit> visits) {
        this.page = page;
        this.words = words;
        this.verbosity = verbosity;
        this.margin = new Margin(visits);
    }

    void write(List<Visit> all) {
        List<Visit> visits = verbosity == Verbosity.BRIEF
                ? all.stream().filter(Listing::decides).toList()
                : all;
        if (visits.isEmpty()) {
            return;
        }
        Optional<Table> open = Optional.empty();
        for (Visit visit : visits) {
            if (open.filter(t -> t.equals(visit.table())).isEmpty()) {
                open.ifPresent(this::closeTable);
                openTable(visit.table());
                open = Optional.of(visit.table());
            }
            chain(visit);
        }
        open.ifPresent(this::closeTable);
        page.blank();
    }

    // Where the walk leaves for another chain, arrows stand.
    private static boolean decides(Visit visit) {
        return visit.marks().stream()
                .anyMatch(m -> m.line() > Visit.HOOK
                        && m.text().startsWith("(")
                        && m.text().endsWith(")"));
    }

    private void openTable(Table table) {
        String opening = Lines.opening(table.span());
        if (opening.startsWith("table") || opening.startsWith("*")) {
            int left = opening.endsWith("{") ? 2 * Margin.INDENT : 0;
            page.line(new Line().to(margin.width() - left).add(Style.PLAIN, opening));
        }
    }

    private void closeTable(Table table) {
        if (Lines.opening(table.span()).endsWith("{")) {
            page.line(new Line().to(margin.width() - 2 * Margin.INDENT).add(Style.PLAIN, "}"));
        }
    }

    private void chain(Visit visit) {
        String opening = Lines.opening(visit.chain().span());
        var hook = visit.chain().base().filter(b -> !opening.contains(b.span().text()));
        int left = visit.isNested() ? Margin.INDENT : 0;
        // Where one line opens the chain and says its hook or policy, the marks of both stand beside it.
        var marks = new ArrayList<>(visit.marks(Visit.OPENING));
        marks.addAll(hook.isPresent() ? List.of() : visit.marks(Visit.HOOK));
        row(
                marks,
                left,
                Style.PLAIN,
                isFragment(visit.chain()) ? "(" + visit.chain().name() + ")" : opening);
        hook.ifPresent(b -> row(visit.marks(Visit.HOOK), 0, Style.PLAIN, Lines.withEnd(b.span())));
        rules(visit);
        List<Mark> closing = visit.marks(visit.closing());
        if (visit.isNested()) {
            row(closing, left, Style.PLAIN, "}");
        } else if (!closing.isEmpty()) {
            row(closing, 0, Style.FAINT, words.endOfChain(visit.chain().name()));
        }
    }

    // A pasted fragment may begin with a chain's first rule.
    private static boolean isFragment(Chain chain) {
        return !chain.rules().isEmpty()
                && chain.rules().getFirst().span().line() == chain.span().line()
                && !Lines.opening(chain.span()).endsWith("{");
    }

    private void rules(Visit visit) {
        var shown = shown(visit);
        int last = 0;
        for (int line : shown) {
            leftOut(visit, last + 1, line);
            rule(visit, line);
            last = line;
        }
        leftOut(visit, last + 1, visit.closing());
    }

    private void leftOut(Visit visit, int from, int to) {
        if (from >= to) {
            return;
        }
        boolean passed = visit.passed().keySet().stream().anyMatch(l -> l >= from && l < to);
        int arrow = visit.marks().stream()
                .filter(m -> m.line() >= from && m.line() < to)
                .mapToInt(margin::column)
                .min()
                .orElse(0);
        var line = new Line();
        if (passed) {
            line.to(arrow).add(Style.FAINT, Mark.PASSED);
        }
        page.line(line.to(margin.width()).add(Style.FAINT, passed ? "… " + words.leftOut(to - from) : "…"));
    }

    private List<Integer> shown(Visit visit) {
        var shown = new ArrayList<Integer>();
        var run = new ArrayList<Integer>();
        for (int line = 1; line <= visit.closing(); line++) {
            List<Mark> marks = line == visit.closing() ? List.of() : visit.marks(line);
            if (!marks.isEmpty() && marks.stream().allMatch(Mark::isPassed)) {
                run.add(line);
                continue;
            }
            shown.addAll(kept(run));
            run.clear();
            if (!marks.isEmpty()) {
                shown.add(line);
            }
        }
        return shown;
    }

    private List<Integer> kept(List<Integer> run) {
        return switch (verbosity) {
            case ALL -> run;
            case BRIEF -> List.of();
            case NORMAL -> {
                if (run.size() <= LONG_RUN) {
                    yield run;
                }
                var kept = new ArrayList<>(run.subList(0, KEPT_OF_LONG_RUN));
                kept.add(run.getLast());
                yield kept;
            }
        };
    }

    private void rule(Visit visit, int line) {
        List<Mark> marks = visit.marks(line);
        Style style = marks.stream().allMatch(Mark::isPassed)
                ? Style.FAINT
                : marks.stream().anyMatch(m -> m.text().startsWith("(")) ? Style.HIT : Style.PLAIN;
        row(marks, 0, style, Lines.one(visit.chain().rules().get(line - 1).span()));
        var passed = Optional.ofNullable(visit.passed().get(line));
        if (verbosity == Verbosity.ALL) {
            passed.ifPresent(p -> text(
                    new Line(),
                    margin.width(),
                    Style.FAINT,
                    "✗ " + words.whyNot(new WhyNot(p.place(), p.failed(), p.seen()))));
        }
    }

    private void row(List<Mark> marks, int left, Style style, String text) {
        text(marks(marks), margin.width() - left, style, text);
    }

    private Line marks(List<Mark> marks) {
        var start = new Line();
        var sorted = marks.stream()
                .sorted((a, b) -> margin.column(a) - margin.column(b))
                .toList();
        for (Mark mark : sorted) {
            // Many branches of a fork may come by one line; their sentences tell of all.
            if (start.width() >= margin.width()) {
                return start.add(Style.NUMBER, "…");
            }
            start.to(margin.column(mark)).add(mark.isPassed() ? Style.FAINT : Style.NUMBER, mark.text());
        }
        return start;
    }

    private void text(Line start, int column, Style style, String text) {
        boolean touches = start.width() > 0 && start.width() >= column;
        Line line = start.to(column).add(Style.PLAIN, touches ? " " : "");
        int room = Math.max(LEAST_TEXT, page.width() - column);
        int first = Math.max(LEAST_TEXT, page.width() - line.width());
        List<String> lines = Wrap.lines(text, first, room - HANG);
        page.line(line.add(style, lines.getFirst()));
        boolean cut = lines.size() > MOST_LINES_A_RULE && verbosity != Verbosity.ALL;
        for (String rest : lines.subList(1, cut ? MOST_LINES_A_RULE : lines.size())) {
            page.line(new Line().to(column + HANG).add(style, rest));
        }
        if (cut) {
            page.line(new Line().to(column + HANG).add(Style.FAINT, "…"));
        }
    }
}
