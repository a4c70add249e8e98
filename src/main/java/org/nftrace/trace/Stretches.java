package org.nftrace.trace;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/// The stretches that packets were seen to go from one rule of a chain on, found by what tells those packets apart.
///
/// They are the ends of a tree: at each [Crossing] stands what a rule looks at first of what was not looked at before,
/// and the way on depends on what it sees. So a stretch is found by the very questions that rules ask on it, each asked
/// once.
final class Stretches {
    // Packets that differ in more walk from rule to rule.
    private static final int MOST = 64;
    private static final Way UNSEEN = new Unseen();

    private volatile Way first = UNSEEN;
    private volatile int size;

    sealed interface Way permits Crossing, Stretch, Unseen {}

    private record Unseen() implements Way {}

    private record Crossing(Glance glance, Way no, Way unknown, Way yes) implements Way {
        Way after(Answer answer) {
            return switch (answer) {
                case NO -> no;
                case UNKNOWN -> unknown;
                case YES -> yes;
            };
        }

        Crossing with(Answer answer, Way way) {
            return switch (answer) {
                case NO -> new Crossing(glance, way, unknown, yes);
                case UNKNOWN -> new Crossing(glance, no, way, yes);
                case YES -> new Crossing(glance, no, unknown, way);
            };
        }
    }

    /// {@return what a packet that looks so goes through; nothing where none like it was seen}
    Optional<Stretch> find(View view) {
        Way way = first;
        while (way instanceof Crossing crossing) {
            way = crossing.after(crossing.glance().at(view));
        }
        return way instanceof Stretch found ? Optional.of(found) : Optional.empty();
    }

    boolean isFull() {
        return size >= MOST;
    }

    /// Enters what a packet goes through of which this was seen, in that order.
    synchronized void add(Map<Glance, Answer> seen, Stretch stretch) {
        first = with(first, seen.entrySet().iterator(), stretch);
        size++;
    }

    private static Way with(Way before, Iterator<Map.Entry<Glance, Answer>> left, Stretch end) {
        if (!left.hasNext()) {
            return end;
        }
        var seen = left.next();
        Crossing here =
                before instanceof Crossing crossing ? crossing : new Crossing(seen.getKey(), UNSEEN, UNSEEN, UNSEEN);
        return here.with(seen.getValue(), with(here.after(seen.getValue()), left, end));
    }
}
