package org.nftrace.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.nftrace.packet.PacketSpec;
import org.nftrace.trace.Trace;
import org.nftrace.trace.Tracer;

/// Traces packets and tells of them in their order, a few at a time, so that it does not matter how many there are.
///
/// Where each conversation is on its own, every core traces some; where connections are carried over, one packet comes
/// after the other.
final class Parade {
    private static final int PART = 256;

    private final Tracer tracer;
    private final boolean stateful;
    private final boolean withReplies;
    private final int cores;

    Parade(Tracer tracer, boolean stateful, boolean withReplies) {
        this.tracer = tracer;
        this.stateful = stateful;
        this.withReplies = withReplies;
        this.cores = Runtime.getRuntime().availableProcessors();
    }

    void run(Iterator<PacketSpec> packets, Consumer<Trace> told) {
        if (stateful) {
            var talk = new Talk(tracer, true, withReplies);
            packets.forEachRemaining(packet -> talk.trace(packet).forEach(told));
            return;
        }
        var parts = new Parts(packets);
        List<PacketSpec> first = parts.next();
        if (parts.isOver() || cores == 1) {
            for (var part = first; !part.isEmpty(); part = parts.next()) {
                trace(part).forEach(told);
            }
        } else {
            share(first, parts, told);
        }
    }

    private void share(List<PacketSpec> first, Parts parts, Consumer<Trace> told) {
        ExecutorService pool =
                Executors.newFixedThreadPool(cores, Thread.ofPlatform().daemon().factory());
        try {
            var waiting = new ArrayDeque<Future<List<Trace>>>();
            for (var part = first; !part.isEmpty(); part = parts.next()) {
                List<PacketSpec> these = part;
                waiting.add(pool.submit(() -> trace(these)));
                if (waiting.size() > 2 * cores) {
                    result(waiting.remove()).forEach(told);
                }
            }
            waiting.forEach(part -> result(part).forEach(told));
        } finally {
            pool.shutdownNow();
        }
    }

    private List<Trace> trace(List<PacketSpec> part) {
        var talk = new Talk(tracer, false, withReplies);
        var traces = new ArrayList<Trace>();
        part.forEach(packet -> traces.addAll(talk.trace(packet)));
        return traces;
    }

    private static List<Trace> result(Future<List<Trace>> part) {
        try {
            return part.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error mistake) {
                throw mistake;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /// Packets in bunches that end where a conversation does.
    private static final class Parts {
        private final Iterator<PacketSpec> packets;
        private Optional<PacketSpec> ahead;

        Parts(Iterator<PacketSpec> packets) {
            this.packets = packets;
            this.ahead = take();
        }

        private Optional<PacketSpec> take() {
            return packets.hasNext() ? Optional.of(packets.next()) : Optional.empty();
        }

        boolean isOver() {
            return ahead.isEmpty();
        }

        /// {@return the next ones; none at the end}
        List<PacketSpec> next() {
            var part = new ArrayList<PacketSpec>();
            while (ahead.isPresent() && (part.size() < PART || goesOn(ahead.get()))) {
                part.add(ahead.get());
                ahead = take();
            }
            return part;
        }

        private static boolean goesOn(PacketSpec packet) {
            return packet.reply() || packet.continues();
        }
    }
}
