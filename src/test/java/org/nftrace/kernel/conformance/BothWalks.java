package org.nftrace.kernel.conformance;

import java.util.List;
import java.util.stream.Stream;
import org.nftrace.host.Host;
import org.nftrace.ir.Ruleset;
import org.nftrace.packet.PacketSpec;
import org.nftrace.trace.Conversation;
import org.nftrace.trace.Indexing;
import org.nftrace.trace.Trace;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// A conversation that is traced rule by rule, and again by indexes and by what packets before went through: what the
/// kernel is compared with is what all say.
final class BothWalks {
    private final Conversation walked;
    private final List<Conversation> indexed;

    BothWalks(Ruleset ruleset, Host host, TraceOptions options) {
        this.walked = Tracer.of(ruleset, host, options, Indexing.NEVER).conversation();
        this.indexed = Stream.of(Indexing.ALWAYS, Indexing.REMEMBERED)
                .map(indexing -> Tracer.of(ruleset, host, options, indexing).conversation())
                .toList();
    }

    Trace trace(PacketSpec spec) {
        Trace plain = walked.trace(spec);
        for (Conversation other : indexed) {
            Trace trace = other.trace(spec);
            if (!trace.equals(plain)) {
                throw new AssertionError(
                        "an index changed the trace of " + spec.packet() + "\n" + plain + "\n" + trace);
            }
        }
        return plain;
    }
}
