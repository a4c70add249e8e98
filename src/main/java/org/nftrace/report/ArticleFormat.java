package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Clue;
import org.nftrace.trace.Trace;

/// `--format article`, the default: the rules as the dump has them with the packet's way through them in the margin,
/// hook by hook.
public final class ArticleFormat implements TraceFormat {
    private static final int MOST_CLUES = 4;

    private final Words words;
    private final Verbosity verbosity;
    private final int columns;
    private final boolean colour;
    private final boolean hostTold;
    private final Function<Assumption, List<Clue>> clues;
    private boolean first = true;

    /// @param hostTold whether anything was told of the host: assumptions are worded by it
    public ArticleFormat(Language language, Verbosity verbosity, int columns, boolean colour, boolean hostTold) {
        this(language, verbosity, columns, colour, hostTold, _ -> List.of());
    }

    /// @param clues the rules that an assumption rests on, which are told with all else
    public ArticleFormat(
            Language language,
            Verbosity verbosity,
            int columns,
            boolean colour,
            boolean hostTold,
            Function<Assumption, List<Clue>> clues) {
        this.clues = clues;
        this.hostTold = hostTold;
        this.words = language.words();
        this.verbosity = verbosity;
        this.columns = columns;
        this.colour = colour;
    }

    @Override
    public void write(Trace trace, PrintWriter out) {
        var page = new Page(out, columns, colour);
        if (!first) {
            page.blank();
            page.blank();
        }
        first = false;
        page.heading(PacketText.whole(trace.packet().packet()));
        var assumptions = Assumptions.of(trace.steps());
        new Article(words, verbosity, assumptions).write(Numbering.of(trace.steps()), page);
        var endings = Ending.of(trace.steps());
        new EndingsText(words).write(endings, page);
        if (Fate.isOpen(trace.steps()) && endings.size() > 1) {
            page.blank();
            page.prose("", Style.OPEN, words.undecided(Fate.of(trace.steps())));
        }
        var silent = Counters.against(trace.steps());
        if (!silent.isEmpty()) {
            page.blank();
            page.prose("", Style.PLAIN, words.countedNothing(silent));
        }
        assumed(assumptions, page);
    }

    private void assumed(Assumptions assumptions, Page page) {
        if (assumptions.all().isEmpty()) {
            return;
        }
        page.blank();
        page.heading(words.assumed());
        for (Assumption assumption : assumptions.all()) {
            page.prose(assumptions.label(assumption) + " ", Style.PLAIN, words.assumption(assumption, hostTold));
            if (verbosity == Verbosity.ALL) {
                restsOn(clues.apply(assumption), page);
            }
        }
    }

    private void restsOn(List<Clue> rules, Page page) {
        for (Clue clue : rules.subList(0, Math.min(MOST_CLUES, rules.size()))) {
            page.prose("   - ", Style.FAINT, words.clue(clue));
        }
        if (rules.size() > MOST_CLUES) {
            page.prose("   - ", Style.FAINT, words.more(rules.size() - MOST_CLUES));
        }
    }
}
