package org.nftrace.kernel.conformance;

import org.nftrace.host.Host;
import org.nftrace.ir.Ruleset;
import org.nftrace.packet.PacketSpec;
import org.nftrace.trace.Conversation;
import org.nftrace.trace.Indexing;
import org.nftrace.trace.Trace;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// A conversation that is traced twice, by indexes and rule by rule: what the kernel is compared with is what both say.
final class BothWalks {
    private final Conversation indexed;
    private final Conversation walked;

    BothWalks(Ruleset ruleset, Host host, TraceOptions options) {
        this.indexed = Tracer.of(ruleset, host, options, Indexing.ALWAYS).conversation();
        this.walked = Tracer.of(ruleset, host, options, Indexing.NEVER).conversation();
    }

    Trace trace(PacketSpec spec) {
        Trace trace = indexed.trace(spec);
        Trace plain = walked.trace(spec);
        if (!trace.equals(plain)) {
            throw new AssertionError("an index changed the trace of " + spec.packet() + "\n" + plain + "\n" + trace);
        }
        return trace;
    }
}
