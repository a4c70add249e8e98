package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.packet.Fact;
import org.nftrace.packet.PacketSpec;

/// Packets one after the other: what conntrack learns from one is there for the next.
public final class Conversation {
    private final Tracer tracer;
    private final Connections connections;
    private Optional<Reply> answerable = Optional.empty();
    private Optional<PacketSpec> first = Optional.empty();

    /// @param connections what conntrack knows before the first packet
    Conversation(Tracer tracer, Connections connections) {
        this.tracer = tracer;
        this.connections = connections;
    }

    /// {@return the way of the next packet; of an answer ([PacketSpec#reply]), as the packet before it leaves it; of
    /// one that goes on ([PacketSpec#continues]), as the first packet was}
    public Trace trace(PacketSpec spec) {
        if (!spec.reply()) {
            boolean onward = spec.continues() && first.isPresent();
            PacketSpec meant = onward ? Reply.further(first.get(), spec) : spec;
            first = onward ? first : Optional.of(spec);
            var path = tracer.walk(meant, connections);
            answerable = Reply.to(meant, path);
            return tracer.answer(meant, path);
        }
        if (answerable.isEmpty()) {
            var path = new Path(Moment.of(spec.packet()), 1);
            path.end(new Outcome.Undecided(new Question.ValueOf(Fact.SOURCE)));
            return new Trace(spec, path.steps());
        }
        PacketSpec answer = answerable.get().as(spec);
        return tracer.answer(answer, tracer.walk(answer, connections));
    }

    /// {@return whether the last packet arrived somewhere, so that there can be an answer to it}
    public boolean isAnswerable() {
        return answerable.isEmpty() || answerable.get().end().isPresent();
    }
}
