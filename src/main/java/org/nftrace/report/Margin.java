package org.nftrace.report;

import java.util.IdentityHashMap;
import java.util.List;
import org.nftrace.report.Visit.Mark;
import org.nftrace.report.Visit.Run;

/// How wide the margin of a hook's listing is, and where in it each mark stands.
///
/// It is as wide as its marks need. Stairs that would lead too far into the page are moved left, run by run, just as
/// far as it takes.
final class Margin {
    /// One step of indentation: a table's chains and a chain's rules stand this far right of what encloses them.
    static final int INDENT = 2;

    private static final int LEAST = 2 * INDENT;
    private static final int MOST = 23;

    private final int width;
    private final IdentityHashMap<Run, Integer> shifts = new IdentityHashMap<>();

    Margin(List<Visit> visits) {
        int needed = 0;
        for (Visit visit : visits) {
            for (Mark mark : visit.marks()) {
                needed = Math.max(needed, reach(visit, mark) + 1);
            }
        }
        width = Math.clamp(needed, LEAST, MOST);
        if (needed > MOST) {
            for (Visit visit : visits) {
                visit.marks().forEach(m -> shifts.merge(m.run(), Math.max(0, reach(visit, m) - MOST), Math::max));
            }
        }
    }

    // The line that opens a chain stands further left than the rules inside, so its marks have less room.
    private static int reach(Visit visit, Mark mark) {
        return mark.end() + (mark.line() == Visit.OPENING && visit.isNested() ? INDENT : 0);
    }

    /// {@return the column at which rules begin}
    int width() {
        return width;
    }

    int column(Mark mark) {
        return Math.max(0, mark.column() - shifts.getOrDefault(mark.run(), 0));
    }
}
