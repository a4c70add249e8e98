package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import org.nftrace.packet.PacketSpec;

/// What keeps a packet from a rule, and the packet nearest to it that nothing keeps from it.
///
/// @param ways    one for each way that the packet may take
/// @param instead a packet that comes to the rule and matches, whichever way it takes; found by trying, and traced
public record Why(Target target, PacketSpec packet, List<Way> ways, Optional<PacketSpec> instead) {

    /// @param given    under which answers it is so
    /// @param obstacle absent when nothing keeps it: the rule matches, the chain is entered
    public record Way(Condition given, Optional<Obstacle> obstacle) {}

    public Why {
        ways = List.copyOf(ways);
    }

    /// {@return why the packet does, or does not, come to the rule}
    public static Why of(Tracer tracer, PacketSpec packet, Target target) {
        var obstacles = new Obstacles(target);
        var ways = Strand.of(tracer.trace(packet).steps()).stream()
                .map(s -> new Way(s.given(), obstacles.in(s.steps())))
                .toList();
        boolean reached = ways.stream().allMatch(w -> w.obstacle().isEmpty());
        return new Why(target, packet, ways, reached ? Optional.empty() : new Reach(tracer, target).nearest(packet));
    }
}
