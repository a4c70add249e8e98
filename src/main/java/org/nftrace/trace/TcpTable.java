package org.nftrace.trace;

/// Which state of TCP follows which, by what a packet is and which end sent it (net/netfilter/nf_conntrack_proto_tcp.c,
/// tcp_conntracks).
final class TcpTable {
    // The rows.
    static final int SYN = 0;
    static final int SYN_ACK = 1;
    private static final int FIN = 2;
    static final int ACK = 3;
    static final int RST = 4;

    // A letter a state, in the order of the enum; a column for each but the two last.
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

    private TcpTable() {}

    /// {@return the state behind a packet of this row}
    static Tcp.State next(Tcp.State state, int row, boolean reply) {
        char letter = (reply ? REPLY : ORIGINAL)[row].charAt(state.ordinal());
        return Tcp.State.values()[LETTERS.indexOf(letter)];
    }

    /// {@return what a packet is by its flags (get_conntrack_index)}
    static int row(long flags) {
        if ((flags & TcpFlags.RST) != 0) {
            return RST;
        }
        if ((flags & TcpFlags.SYN) != 0) {
            return (flags & TcpFlags.ACK) == 0 ? SYN : SYN_ACK;
        }
        return (flags & TcpFlags.FIN) != 0 ? FIN : ACK;
    }
}
