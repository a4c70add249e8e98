package org.nftrace.trace;

import java.util.Optional;

/// How far a TCP connection is, as conntrack follows it (net/netfilter/nf_conntrack_proto_tcp.c).
///
/// Windows are not followed: whoever describes a packet seldom knows its sequence numbers, and a segment is taken to be
/// inside of them.
///
/// @param finished one end has sent its FIN
/// @param reset    the last packet was a reset: whether it came from the answering end
public record Tcp(State state, boolean finished, Optional<Boolean> reset) {

    /// Nothing was seen.
    public static final Tcp NONE = new Tcp(State.NONE, false, Optional.empty());

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

    // tcp_conntracks with a letter a state, in the order of the enum; a column for each but the two last.
    private static final String LETTERS = "-SREFCLTX2!.";
    private static final String[] ORIGINAL = {
        "SS.....SS2", // syn
        "!!R!!!!!!R", // syn+ack
        "!!FFLLLTX!", // fin
        "E!EECCTTX!", // ack
        "!XXXXXXXXX", // rst
    };
    private static final String[] REPLY = {
        "!2!!!!!S!2", // syn
        "!R.......R", // syn+ack
        "!!FFLLLTX!", // fin
        "!.RECCTTX.", // ack
        "!XXXXXXXXX", // rst
    };

    /// {@return how far it is after a packet with these flags}
    Tcp after(long flags, boolean reply) {
        State next = next(flags, reply);
        boolean resets = (flags & TcpFlags.RST) != 0;
        return new Tcp(
                next == State.IGNORED ? state : next,
                finished || next == State.FIN_WAIT,
                resets ? Optional.of(reply) : Optional.empty());
    }

    /// {@return whether a packet with these flags cannot belong to the connection as it is}
    boolean refuses(long flags, boolean reply) {
        return next(flags, reply) == State.INVALID;
    }

    /// {@return whether a packet with these flags begins the connection anew, which was closed}
    boolean isReopenedBy(long flags, boolean reply) {
        return isOver() && next(flags, reply) == State.SYN_SENT;
    }

    /// {@return whether a packet with these flags shows that both ends are in earnest: `ct status assured`}
    ///
    /// @param answered an answer was seen before it
    boolean isAssuredBy(long flags, boolean reply, boolean answered) {
        return answered
                && (state == State.SYN_RECV || state == State.ESTABLISHED)
                && next(flags, reply) == State.ESTABLISHED;
    }

    private State next(long flags, boolean reply) {
        char letter = (reply ? REPLY : ORIGINAL)[row(flags)].charAt(state.ordinal());
        State next = State.values()[LETTERS.indexOf(letter)];
        // A SYN does not open what was neither finished nor reset by the same end.
        boolean opens = next == State.SYN_SENT && isOver();
        return opens && !finished && !reset.equals(Optional.of(reply)) ? State.IGNORED : next;
    }

    private boolean isOver() {
        return state == State.TIME_WAIT || state == State.CLOSE;
    }

    private static int row(long flags) {
        if ((flags & TcpFlags.RST) != 0) {
            return 4;
        }
        if ((flags & TcpFlags.SYN) != 0) {
            return (flags & TcpFlags.ACK) == 0 ? 0 : 1;
        }
        return (flags & TcpFlags.FIN) != 0 ? 2 : 3;
    }
}
