package org.nftrace.report;

import org.nftrace.trace.Outcome;

/// How outcomes look.
final class Outcomes {
    private Outcomes() {}

    static Style style(Outcome outcome) {
        return switch (Fate.of(outcome)) {
            case ACCEPT -> Style.GOOD;
            case DROP, REJECT -> Style.BAD;
            case UNKNOWN -> Style.OPEN;
        };
    }
}
