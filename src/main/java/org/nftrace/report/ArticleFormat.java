package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Trace;

/// `--format article`, the default: the rules as the dump has them with the packet's way through them in the margin,
/// hook by hook.
public final class ArticleFormat implements TraceFormat {
    private final Words words;
    private final Verbosity verbosity;
    private final int columns;
    private final boolean colour;
    private final boolean hostTold;
    private boolean first = true;

    /// @param hostTold whether anything was told of the host: assumptions are worded by it
    public ArticleFormat(Language language, Verbosity verbosity, int columns, boolean colour, boolean hostTold) {
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
        story(Numbering.of(trace.steps()), assumptions, new Branches.Letters(), page);
        if (Fate.outcomes(trace.steps()).map(Fate::of).distinct().count() > 1) {
            page.blank();
            page.prose("", Style.OPEN, words.undecided());
        }
        assumed(assumptions, page);
    }

    private void story(List<Item> items, Assumptions assumptions, Branches.Letters letters, Page page) {
        List<Section> sections = Section.of(items);
        for (int i = 0; i < sections.size(); i++) {
            var branches = new Branches(letters);
            section(sections.get(i), assumptions, branches, page);
            for (var branch : branches.all()) {
                page.blank();
                var inside = page.branch();
                inside.heading("[" + branch.letter() + "] " + branch.condition());
                branch.packet().ifPresent(p -> inside.prose("", Style.HIT, words.packetNow(PacketText.whole(p))));
                story(branch.items(), assumptions, letters, inside);
            }
            if (!branches.all().isEmpty() && i < sections.size() - 1) {
                page.blank();
                page.heading(words.otherwise());
            }
        }
    }

    private void section(Section section, Assumptions assumptions, Branches branches, Page page) {
        section.hook()
                .filter(_ -> verbosity == Verbosity.ALL || !section.isQuiet())
                .ifPresent(h -> {
                    page.blank();
                    page.heading(words.hook(h.layer(), h.hook()));
                    page.blank();
                });
        var visits = Drawing.of(section.items());
        new Listing(page, words, verbosity, visits).write(visits);
        new Telling(section, words, assumptions, branches, verbosity).tell(section.items(), page);
    }

    private void assumed(Assumptions assumptions, Page page) {
        if (assumptions.all().isEmpty()) {
            return;
        }
        page.blank();
        page.heading(words.assumed());
        for (Assumption assumption : assumptions.all()) {
            page.prose(assumptions.label(assumption) + " ", Style.PLAIN, words.assumption(assumption, hostTold));
        }
    }
}
