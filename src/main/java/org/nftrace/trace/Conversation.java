package org.nftrace.trace;

import org.nftrace.packet.PacketSpec;

/// Packets one after the other: what conntrack learns from one is there for the next.
public final class Conversation {
    private final Tracer tracer;
    private final Connections connections = new Connections();

    Conversation(Tracer tracer) {
        this.tracer = tracer;
    }

    /// {@return the way of the next packet}
    public Trace trace(PacketSpec spec) {
        return tracer.trace(spec, connections);
    }
}
