package org.nftrace.trace;

import java.util.OptionalInt;

/// Which numbers the ends of a TCP connection may use next, as conntrack reckons
/// (net/netfilter/nf_conntrack_proto_tcp.c, tcp_in_window; "Real Stateful TCP Packet Filtering in IP Filter", van
/// Rooij).
///
/// Options are not followed: neither windows that are scaled nor selective acknowledgements.
///
/// @param caller the end that sent the first packet
record TcpWindows(End caller, End called) {

    /// One end.
    ///
    /// @param end       behind the last byte that it sent
    /// @param mostEnd   up to where the other end lets it send
    /// @param mostWindow the largest window that it offered; 0: nothing was seen of it
    /// @param mostAcknowledged what it acknowledged of the other's
    /// @param liberal   nothing is held against it: the connection was picked up in its middle
    record End(int end, int mostEnd, int mostWindow, OptionalInt mostAcknowledged, boolean liberal) {
        static final End UNSEEN = new End(0, 0, 0, OptionalInt.empty(), false);

        static End opening(Segment segment, boolean liberal) {
            return new End(segment.end(), segment.end(), Math.max(1, segment.window()), OptionalInt.empty(), liberal);
        }
    }

    /// What a segment is held for, and what is known after it.
    record Held(Verdict verdict, TcpWindows after) {}

    /// The kernel's enum nf_ct_tcp_action.
    enum Verdict {
        ACCEPTED,
        /// it belongs to the connection and changes nothing
        IGNORED,
        INVALID
    }

    private static final int LEAST_ACK_WINDOW = 66_000;

    /// {@return what the first segment of a connection shows (tcp_new)}
    static TcpWindows begunBy(Segment segment) {
        if (segment.isSyn()) {
            return new TcpWindows(End.opening(segment, false), End.UNSEEN);
        }
        int window = Math.max(1, segment.window());
        return new TcpWindows(
                new End(segment.end(), segment.end() + window, window, OptionalInt.empty(), true),
                new End(0, 0, 0, OptionalInt.empty(), true));
    }

    End end(boolean ofCalled) {
        return ofCalled ? called : caller;
    }

    TcpWindows with(boolean ofCalled, End changed) {
        return ofCalled ? new TcpWindows(caller, changed) : new TcpWindows(changed, called);
    }

    /// {@return what a segment is held for}
    ///
    /// @param state of the connection before it
    Held hold(Segment segment, Tcp.State state) {
        End sender = end(segment.reply());
        End receiver = end(!segment.reply());
        boolean opening = state == Tcp.State.SYN_SENT || state == Tcp.State.SYN_RECV;
        int acknowledged = segment.acknowledged();
        if (sender.mostWindow() == 0) {
            if (segment.isSyn()) {
                sender = End.opening(segment, sender.liberal());
                if (!segment.isAck()) {
                    return held(Verdict.ACCEPTED, segment, sender, receiver);
                }
            } else {
                int window = Math.max(1, segment.window());
                sender = new End(
                        segment.end(), segment.end() + window, window, sender.mostAcknowledged(), sender.liberal());
                if (receiver.mostWindow() == 0) {
                    receiver = new End(acknowledged, acknowledged, 0, receiver.mostAcknowledged(), receiver.liberal());
                } else if (acknowledged == receiver.end() + 1) {
                    receiver = withEnd(receiver, receiver.end() + 1);
                }
            }
        } else if (segment.isSyn() && after(segment.end(), sender.end()) && opening) {
            sender = End.opening(segment, sender.liberal());
            if (segment.reply() && !segment.isAck()) {
                return held(Verdict.ACCEPTED, segment, sender, receiver);
            }
        }
        if (!segment.isAck() || segment.isReset() && acknowledged == 0) {
            acknowledged = receiver.end();
        }
        boolean answersSyn = segment.isReset() && segment.sequence() == 0 && state == Tcp.State.SYN_SENT;
        int sequence = answersSyn ? sender.end() : segment.sequence();
        int end = answersSyn ? sender.end() : segment.end();
        return judge(segment, sequence, end, acknowledged, sender, receiver);
    }

    private Held judge(Segment segment, int sequence, int end, int acknowledged, End sender, End receiver) {
        int ackWindow = Math.max(sender.mostWindow(), LEAST_ACK_WINDOW);
        boolean recent = after(acknowledged, receiver.end() - ackWindow - 1);
        boolean seen = before(acknowledged, receiver.end() + 1);
        boolean inWindow = after(end, sender.end() - receiver.mostWindow() - 1);
        if (!before(sequence, sender.mostEnd() + 1)) {
            int beyond = end - sender.mostEnd() + 1;
            boolean justMore = receiver.mostWindow() != 0
                    && inWindow
                    && recent
                    && Integer.compareUnsigned(beyond, receiver.mostWindow()) <= 0
                    && seen;
            return justMore
                    ? unless(sender, Verdict.IGNORED, segment, withEnd(sender, end), receiver)
                    : unless(sender, Verdict.INVALID, segment, sender, receiver);
        }
        if (!seen) {
            return unless(sender, Verdict.INVALID, segment, sender, receiver);
        }
        if (receiver.mostWindow() != 0 && !inWindow || !recent) {
            return unless(sender, Verdict.IGNORED, segment, sender, receiver);
        }
        return accept(segment, end, acknowledged, sender, receiver);
    }

    private Held accept(Segment segment, int end, int acknowledged, End sender, End receiver) {
        OptionalInt most = sender.mostAcknowledged();
        if (segment.isAck() && (most.isEmpty() || after(acknowledged, most.getAsInt()))) {
            most = OptionalInt.of(acknowledged);
        }
        int window = Math.max(sender.mostWindow(), segment.window());
        int last = after(end, sender.end()) ? end : sender.end();
        End then = new End(last, sender.mostEnd(), window, most, sender.liberal());
        int offered = receiver.mostWindow() != 0 && after(end, sender.mostEnd())
                ? receiver.mostWindow() + end - sender.mostEnd()
                : receiver.mostWindow();
        int limit = acknowledged + segment.window();
        int mostEnd =
                after(limit, receiver.mostEnd() - 1) ? limit + (segment.window() == 0 ? 1 : 0) : receiver.mostEnd();
        End other = new End(receiver.end(), mostEnd, offered, receiver.mostAcknowledged(), receiver.liberal());
        return held(Verdict.ACCEPTED, segment, then, other);
    }

    // nf_tcp_log_invalid(): nothing is held against who is treated liberally, and nothing is learnt of it.
    private Held unless(End judged, Verdict verdict, Segment segment, End sender, End receiver) {
        return held(judged.liberal() ? Verdict.ACCEPTED : verdict, segment, sender, receiver);
    }

    private Held held(Verdict verdict, Segment segment, End sender, End receiver) {
        return new Held(verdict, with(segment.reply(), sender).with(!segment.reply(), receiver));
    }

    private static End withEnd(End end, int last) {
        return new End(last, end.mostEnd(), end.mostWindow(), end.mostAcknowledged(), end.liberal());
    }

    static boolean before(int one, int other) {
        return one - other < 0;
    }

    static boolean after(int one, int other) {
        return one - other > 0;
    }
}
