package org.nftrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nftrace.packet.PacketSpec;
import org.nftrace.trace.Conversation;
import org.nftrace.trace.Trace;
import org.nftrace.trace.Tracer;

/// Packets in their order: which of them belong to one conversation, and where an answer is asked for.
final class Talk {
    private final Tracer tracer;
    private final boolean stateful;
    private final boolean withReplies;
    private Conversation conversation;

    Talk(Tracer tracer, boolean stateful, boolean withReplies) {
        this.tracer = tracer;
        this.stateful = stateful;
        this.withReplies = withReplies;
        this.conversation = tracer.conversation();
    }

    /// {@return the way of the packet and, where it was asked for, of its answer}
    List<Trace> trace(PacketSpec spec) {
        boolean goesOn = spec.reply() || spec.continues();
        // Unless connections are carried over, a packet that begins one knows nothing of those before.
        if (!stateful && !goesOn) {
            conversation = tracer.conversation();
        }
        var traces = new ArrayList<Trace>();
        traces.add(conversation.trace(spec));
        if (withReplies && !spec.reply() && conversation.isAnswerable()) {
            traces.add(conversation.trace(reply(spec)));
        }
        return traces;
    }

    // As a '<-' line behind the packet's would be read.
    private static PacketSpec reply(PacketSpec spec) {
        return new PacketSpec(spec.span(), spec.packet(), spec.local(), Set.of(), true, false);
    }
}
