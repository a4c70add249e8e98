package org.nftrace.trace;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A walk that tries out what follows from glances alone: what it looked at on its way, and where it halted.
final class Trial {
    private static final int LONG = 256;

    private final Map<Glance, Answer> seen = new LinkedHashMap<>();
    private final Deque<ReadyVerdict> jumps = new ArrayDeque<>();
    private Optional<Stop> stop = Optional.empty();

    /// The rule of which more is to be said or done than glances tell, from a statement of it on.
    private record Stop(ReadyRule rule, int statement) {}

    /// Notes what was seen at a glance.
    void note(Glance glance, Answer answer) {
        if (!glance.equals(Glance.NEVER_SURE)) {
            seen.putIfAbsent(glance, answer);
        }
    }

    /// {@return what was looked at, in that order, and what was seen; each once}
    Map<Glance, Answer> seen() {
        return Collections.unmodifiableMap(seen);
    }

    /// {@return whether more has been found out than is worth remembering}
    boolean isLong(int steps) {
        return steps > LONG || seen.size() > LONG;
    }

    void halt(ReadyRule rule, int statement) {
        stop = Optional.of(new Stop(rule, statement));
    }

    /// Where it halted was behind a jump, or goto; told from the last of them to the first.
    void haltedBehind(ReadyVerdict jump) {
        jumps.addFirst(jump);
    }

    Optional<Stretch.Halt> halt() {
        return stop.map(at -> new Stretch.Halt(List.copyOf(jumps), at.rule(), at.statement()));
    }
}
