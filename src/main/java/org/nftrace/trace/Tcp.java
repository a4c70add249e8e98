package org.nftrace.trace;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// How far a TCP connection is, as conntrack follows it (net/netfilter/nf_conntrack_proto_tcp.c).
///
/// Windows are followed only while all its packets tell their numbers; else a segment is taken to be inside of them.
///
/// @param finished one end has sent its FIN
/// @param last     the last packet that was taken or passed over; absent: it is not known
/// @param windows  absent: they are not known
/// @param doubted  an ACK that comes next may only say that the SYN before it was not expected (RFC 5961)
/// @param met      both ends opened it at the same time
public record Tcp(
        State state, boolean finished, Optional<Last> last, Optional<TcpWindows> windows, boolean doubted, boolean met)
        implements Connection.Progress {

    /// Nothing was seen.
    public static final Tcp NONE = new Tcp(State.NONE, false, Optional.empty(), Optional.empty(), false, false);

    /// The kernel's states, in its order. The two last are what a packet is that cannot be there, and what one is that
    /// changes nothing.
    public enum State {
        NONE,
        SYN_SENT,
        SYN_RECV,
        ESTABLISHED,
        FIN_WAIT,
        CLOSE_WAIT,
        LAST_ACK,
        TIME_WAIT,
        CLOSE,
        /// both ends sent a SYN
        SYN_SENT2,
        INVALID,
        IGNORED
    }

    /// The last packet.
    ///
    /// @param row          of the table ([TcpTable])
    /// @param end          where the last ended that the kernel has written down: an ACK, or one that was ignored
    /// @param acknowledged of an ACK that answered a SYN which was let through
    record Last(int row, boolean reply, OptionalInt end, int window, OptionalInt acknowledged) {
        static Last of(Segment segment) {
            var end = segment.isNumbered() ? OptionalInt.of(segment.end()) : OptionalInt.empty();
            return new Last(TcpTable.row(segment.flags()), segment.reply(), end, segment.window(), OptionalInt.empty());
        }

        private Last ending(OptionalInt other) {
            return new Last(row, reply, other, window, acknowledged);
        }

        private Last acknowledging(int number) {
            return new Last(row, reply, end, window, OptionalInt.of(number));
        }
    }

    /// What becomes of a packet.
    enum Verdict {
        TAKEN,
        /// it belongs to the connection and changes nothing of its state
        IGNORED,
        INVALID,
        /// the old connection is forgotten, a new one begins
        REOPENS,
        /// it may be ignored or reopen the connection, by what its last packet was
        MAY_REOPEN
    }

    /// @param after how far the connection is then
    record Taken(Verdict verdict, Tcp after) {}

    /// {@return the connection that a packet begins, which [TcpFlags#begin] lets}
    static Tcp begunBy(Segment segment) {
        Tcp begun = new Tcp(
                State.NONE,
                false,
                Optional.empty(),
                segment.isNumbered() ? Optional.of(TcpWindows.begunBy(segment)) : Optional.empty(),
                false,
                false);
        return begun.take(segment, Set.of()).after();
    }

    /// {@return a connection of which only its state is known}
    static Tcp listed(State state) {
        boolean finished = state.compareTo(State.FIN_WAIT) >= 0 && state.compareTo(State.TIME_WAIT) <= 0;
        return new Tcp(state, finished, Optional.empty(), Optional.empty(), false, false);
    }

    /// {@return the connection, closed by somebody else than its ends}
    Tcp closed() {
        return with(State.CLOSE);
    }

    /// {@return what becomes of a packet (nf_conntrack_tcp_packet)}
    ///
    /// @param status of the connection before it
    Taken take(Segment segment, Set<Connection.Status> status) {
        State next = TcpTable.next(state, TcpTable.row(segment.flags()), segment.reply());
        return switch (next) {
            case INVALID -> new Taken(Verdict.INVALID, this);
            case IGNORED -> ignore(segment);
            case SYN_SENT -> isOver() ? reopen(segment) : takeInWindow(segment, next);
            case TIME_WAIT ->
                isDoubtful(segment) ? new Taken(Verdict.IGNORED, believing()) : takeInWindow(segment, next);
            case SYN_SENT2 -> meeting().takeInWindow(segment, next);
            case SYN_RECV -> {
                boolean both = met && segment.reply() && TcpTable.row(segment.flags()) == TcpTable.ACK;
                yield takeInWindow(segment, both ? State.ESTABLISHED : next);
            }
            case CLOSE -> segment.isReset() ? reset(segment, status) : takeInWindow(segment, next);
            case NONE, ESTABLISHED, FIN_WAIT, CLOSE_WAIT, LAST_ACK -> takeInWindow(segment, next);
        };
    }

    private Taken reopen(Segment segment) {
        boolean byReset = last.filter(l -> l.row() == TcpTable.RST && l.reply() == segment.reply())
                .isPresent();
        if (finished || byReset) {
            return new Taken(Verdict.REOPENS, this);
        }
        return last.isEmpty() ? new Taken(Verdict.MAY_REOPEN, this) : ignore(segment);
    }

    private Taken ignore(Segment segment) {
        int row = TcpTable.row(segment.flags());
        boolean insync = row == TcpTable.SYN_ACK
                && last.filter(l -> l.row() == TcpTable.SYN
                                && l.reply() != segment.reply()
                                && (!segment.isNumbered() || l.end().equals(OptionalInt.of(segment.acknowledged()))))
                        .isPresent();
        if (insync) {
            return resynchronized(segment);
        }
        Last now = Last.of(segment);
        if (state == State.SYN_SENT && row == TcpTable.ACK && segment.reply() && segment.isNumbered()) {
            now = now.acknowledging(segment.acknowledged());
        }
        boolean doubt = row == TcpTable.SYN && !segment.reply() ? state == State.LAST_ACK : doubted;
        return new Taken(Verdict.IGNORED, new Tcp(state, finished, Optional.of(now), windows, doubt, met));
    }

    // The ends agree on a SYN that was passed over: they are right.
    private Taken resynchronized(Segment segment) {
        Last syn = last.orElseThrow();
        Optional<TcpWindows> fresh = windows.isPresent() && syn.end().isPresent()
                ? Optional.of(windows.get()
                        .with(
                                syn.reply(),
                                new TcpWindows.End(
                                        syn.end().getAsInt(),
                                        syn.end().getAsInt(),
                                        Math.max(1, syn.window()),
                                        OptionalInt.empty(),
                                        false))
                        .with(segment.reply(), TcpWindows.End.UNSEEN))
                : Optional.empty();
        return new Tcp(State.SYN_SENT, finished, last, fresh, false, met).takeInWindow(segment, State.SYN_RECV);
    }

    private boolean isDoubtful(Segment segment) {
        return doubted
                && state == State.LAST_ACK
                && TcpTable.row(segment.flags()) == TcpTable.ACK
                && last.filter(l -> l.row() == TcpTable.SYN && l.reply() != segment.reply())
                        .isPresent();
    }

    /// {@return whether a segment ends a connection that was to end anyhow: its numbers are not looked at then} (seen
    /// on Linux 6.18)
    boolean isEndedBy(Segment segment) {
        boolean ending = state.compareTo(State.FIN_WAIT) >= 0 && state.compareTo(State.CLOSE) <= 0;
        return ending && segment.isReset();
    }

    private Taken reset(Segment segment, Set<Connection.Status> status) {
        if (isEndedBy(segment)) {
            return taken(segment, State.CLOSE, windows);
        }
        if (windows.isEmpty() || !segment.isNumbered()) {
            return takeInWindow(segment, State.CLOSE);
        }
        OptionalInt expected = windows.get().end(!segment.reply()).mostAcknowledged();
        boolean established = state == State.ESTABLISHED;
        if (expected.isPresent() && (segment.sequence() != 0 || established)) {
            if (TcpWindows.before(segment.sequence(), expected.getAsInt())) {
                return new Taken(Verdict.INVALID, this);
            }
            boolean exact = segment.sequence() == expected.getAsInt();
            boolean inTrain = last.filter(l -> l.row() == TcpTable.ACK
                            && l.reply() == segment.reply()
                            && l.end().equals(OptionalInt.of(segment.sequence())))
                    .isPresent();
            if (established && !exact && !inTrain) {
                return answersWhatWasLet(segment, status)
                        ? taken(segment, state, windows)
                        : takeInWindow(segment, state);
            }
            return takeInWindow(segment, State.CLOSE);
        }
        if (expected.isEmpty() && answersWhatWasLet(segment, status)) {
            return taken(segment, State.CLOSE, windows);
        }
        boolean answersAck = state == State.SYN_SENT
                && last.filter(l -> l.row() == TcpTable.ACK
                                && l.reply()
                                && l.acknowledged().equals(OptionalInt.of(segment.sequence())))
                        .isPresent();
        return answersAck ? taken(segment, State.CLOSE, windows) : takeInWindow(segment, State.CLOSE);
    }

    // "RST sent to invalid SYN or ACK we had let through": its numbers are not looked at, but for what it acknowledges.
    private boolean answersWhatWasLet(Segment segment, Set<Connection.Status> status) {
        int row = status.contains(Connection.Status.SEEN_REPLY) ? TcpTable.SYN : -1;
        int other = status.contains(Connection.Status.ASSURED) ? -1 : TcpTable.ACK;
        return last.filter(l -> l.row() == row || l.row() == other)
                .filter(l -> l.end().equals(OptionalInt.of(segment.acknowledged())))
                .isPresent();
    }

    private Taken takeInWindow(Segment segment, State next) {
        if (windows.isEmpty() || !segment.isNumbered()) {
            return taken(segment, next, Optional.empty());
        }
        TcpWindows.Held held = windows.get().hold(segment, state);
        Optional<TcpWindows> then = Optional.of(held.after());
        return switch (held.verdict()) {
            case ACCEPTED -> taken(segment, next, then);
            case IGNORED -> new Taken(Verdict.IGNORED, new Tcp(state, finished, last, then, doubted, met));
            case INVALID -> new Taken(Verdict.INVALID, this);
        };
    }

    private Taken taken(Segment segment, State next, Optional<TcpWindows> then) {
        boolean closes = finished || next == State.FIN_WAIT && state != State.FIN_WAIT;
        Last now = Last.of(segment);
        // Of what is taken, the kernel writes down where an ACK ends, and no other.
        OptionalInt written = last.map(Last::end).orElse(then.isPresent() ? OptionalInt.of(0) : OptionalInt.empty());
        Last remembered = now.row() == TcpTable.ACK ? now : now.ending(written);
        return new Taken(Verdict.TAKEN, new Tcp(next, closes, Optional.of(remembered), then, doubted, met));
    }

    /// {@return whether the packet that led here shows that both ends are in earnest: `ct status assured`}
    ///
    /// @param before   how far the connection was before it
    /// @param answered an answer was seen before it
    boolean isAssured(Tcp before, boolean answered) {
        return answered
                && (before.state == State.SYN_RECV || before.state == State.ESTABLISHED)
                && state == State.ESTABLISHED;
    }

    private Tcp with(State other) {
        return new Tcp(other, finished, last, windows, doubted, met);
    }

    private Tcp meeting() {
        return new Tcp(state, finished, last, windows, doubted, true);
    }

    private Tcp believing() {
        return new Tcp(state, finished, last, windows, false, met);
    }

    private boolean isOver() {
        return state == State.TIME_WAIT || state == State.CLOSE;
    }
}
