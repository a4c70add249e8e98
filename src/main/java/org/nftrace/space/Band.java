package org.nftrace.space;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Rule;
import org.nftrace.trace.Dimension;

/// A [Passage.Group] on its way.
final class Band {
    private final Space space;
    private final Optional<Rule> by;
    private final Passage.Goal goal;
    private final Set<Dimension> written;
    private PacketSet before;
    private PacketSet now;
    private PacketSet stopped;
    private PacketSet open;

    private Band(
            Space space,
            Optional<Rule> by,
            Passage.Goal goal,
            PacketSet before,
            Set<Dimension> written,
            PacketSet now) {
        this.space = space;
        this.by = by;
        this.goal = goal;
        this.before = before;
        this.written = written;
        this.now = now;
        this.stopped = space.none();
        this.open = space.none();
    }

    /// @param changing what may change besides what nat translates
    static Band of(PacketSet packets, Space space, Collection<Dimension> changing) {
        return new Band(space, Optional.empty(), Passage.Goal.AS_IT_WAS, packets, new HashSet<>(changing), packets);
    }

    /// {@return those of this band that a rule translates}
    ///
    /// @param these what they were at the rule
    Band parted(Rule rule, Translation translation, PacketSet these, PacketSet after) {
        var part =
                new Band(space, Optional.of(rule), translation.goal(), origins(these), new HashSet<>(written), after);
        part.writes(translation);
        return part;
    }

    /// Remembers where those came from that are here now, before they are rewritten.
    void narrow() {
        before = origins(now);
    }

    private PacketSet origins(PacketSet these) {
        return group().origins(these);
    }

    /// Remembers what a translation changes, and all that may hang on it.
    void writes(Translation translation) {
        space.dimensions().stream()
                .filter(d -> translation.isWritten(d) || d instanceof Dimension.OfConnection || d.isOpaque())
                .forEach(written::add);
    }

    PacketSet now() {
        return now;
    }

    void now(PacketSet packets) {
        now = packets;
    }

    void add(Ending ending, PacketSet set) {
        switch (ending) {
            case DROPPED, REJECTED -> stopped = stopped.or(origins(set));
            case ELSEWHERE -> open = open.or(origins(set));
            case ACCEPTED, TRANSLATED -> {}
        }
    }

    Passage.Group group() {
        return new Passage.Group(by, goal, before, now, stopped, open, written);
    }
}
