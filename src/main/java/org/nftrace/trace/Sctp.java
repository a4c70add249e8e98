package org.nftrace.trace;

/// How far an SCTP association is, as conntrack follows it (net/netfilter/nf_conntrack_proto_sctp.c).
///
/// Verification tags are not followed: whoever describes a packet seldom knows them, and they are taken to be right.
public record Sctp(State state) implements Connection.Progress {

    /// Nothing was seen.
    public static final Sctp NONE = new Sctp(State.NONE);

    /// The kernel's states, in its order, and what a packet is that cannot be there.
    public enum State {
        NONE,
        CLOSED,
        COOKIE_WAIT,
        COOKIE_ECHOED,
        ESTABLISHED,
        SHUTDOWN_SENT,
        SHUTDOWN_RECD,
        SHUTDOWN_ACK_SENT,
        HEARTBEAT_SENT,
        INVALID
    }

    // sctp_conntracks with a letter a state, in the order of the enum; a row for each chunk type of ROWS.
    private static final String LETTERS = "-LWESTRAH!";
    private static final long[] ROWS = {1, 2, 6, 7, 8, 9, 10, 11, 14, 4, 5};
    private static final String[] ORIGINAL = {
        "LLWESLLAW", // init
        "LLWESTRAL", // init ack
        "LLLLLLLLL", // abort
        "LLWETTRAL", // shutdown
        "ALWESAAAA", // shutdown ack
        "LLWESTRAL", // error
        "LLEESTRAL", // cookie echo
        "LLWSSTRAL", // cookie ack
        "LLWESTRLL", // shutdown complete
        "HLWESTRAH", // heartbeat
        "LLWESTRAH", // heartbeat ack
    };
    private static final String[] REPLY = {
        "!LWESTRA!", // init
        "!WWESTRA!", // init ack
        "!LLLLLLL!", // abort
        "!LWERTRA!", // shutdown
        "!LWESAAA!", // shutdown ack
        "!LWLSTRA!", // error
        "!LEESTRA!", // cookie echo
        "!LWSSTRA!", // cookie ack
        "!LWESTRL!", // shutdown complete
        "!LWESTRAH", // heartbeat
        "!LWESTRAS", // heartbeat ack
    };

    private static final long ABORT = 6;
    private static final long COOKIE_ACK = 11;
    private static final long SHUTDOWN_COMPLETE = 14;

    /// {@return whether a packet with this chunk can be the first of an association}
    static boolean begins(long chunk) {
        boolean leftOver = chunk == ABORT || chunk == COOKIE_ACK || chunk == SHUTDOWN_COMPLETE;
        return !leftOver && row(chunk) >= 0;
    }

    /// {@return how far it is after a packet with this chunk}
    Sctp after(long chunk, boolean reply) {
        return new Sctp(next(chunk, reply));
    }

    /// {@return whether a packet with this chunk cannot belong to the association as it is}
    boolean refuses(long chunk, boolean reply) {
        return next(chunk, reply) == State.INVALID;
    }

    /// {@return whether a packet with this chunk shows that both ends are in earnest: `ct status assured`}
    boolean isAssuredBy(long chunk, boolean reply) {
        return reply && state == State.COOKIE_ECHOED && next(chunk, true) == State.ESTABLISHED;
    }

    private State next(long chunk, boolean reply) {
        int row = row(chunk);
        if (row < 0) {
            return state;
        }
        char letter = (reply ? REPLY : ORIGINAL)[row].charAt(state.ordinal());
        return State.values()[LETTERS.indexOf(letter)];
    }

    private static int row(long chunk) {
        for (int i = 0; i < ROWS.length; i++) {
            if (ROWS[i] == chunk) {
                return i;
            }
        }
        return -1;
    }
}
