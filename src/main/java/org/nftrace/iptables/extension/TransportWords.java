package org.nftrace.iptables.extension;

import java.util.List;
import java.util.Map;

/// The words of `-m tcp`, `-m sctp` and `-m dccp` and the numbers that a listing may show for them.
public final class TransportWords {
    /// `--tcp-flags SYN,ACK SYN`: bits of the header (RFC 9293, 3.1).
    public static final Words FLAGS = Words.of(List.of(
            Map.entry("FIN", 1),
            Map.entry("SYN", 2),
            Map.entry("RST", 4),
            Map.entry("PSH", 8),
            Map.entry("ACK", 16),
            Map.entry("URG", 32)));

    /// `--dccp-types REQUEST`, in the order of their numbers (RFC 4340, 5.1); 10 to 15 are not assigned and all called
    /// `INVALID`.
    public static final Words PACKETS = Words.from(
            0,
            "REQUEST",
            "RESPONSE",
            "DATA",
            "ACK",
            "DATAACK",
            "CLOSEREQ",
            "CLOSE",
            "RESET",
            "SYNC",
            "SYNCACK",
            "INVALID");

    /// `--chunk-types any INIT`: IANA's chunk types of SCTP, as far as iptables names them (libxt_sctp.c).
    public static final Words CHUNKS = Words.of(List.of(
            Map.entry("DATA", 0),
            Map.entry("INIT", 1),
            Map.entry("INIT_ACK", 2),
            Map.entry("SACK", 3),
            Map.entry("HEARTBEAT", 4),
            Map.entry("HEARTBEAT_ACK", 5),
            Map.entry("ABORT", 6),
            Map.entry("SHUTDOWN", 7),
            Map.entry("SHUTDOWN_ACK", 8),
            Map.entry("ERROR", 9),
            Map.entry("COOKIE_ECHO", 10),
            Map.entry("COOKIE_ACK", 11),
            Map.entry("ECN_ECNE", 12),
            Map.entry("ECN_CWR", 13),
            Map.entry("SHUTDOWN_COMPLETE", 14),
            Map.entry("I_DATA", 0x40),
            Map.entry("RE_CONFIG", 0x82),
            Map.entry("PAD", 0x84),
            Map.entry("ASCONF", 0xc1),
            Map.entry("ASCONF_ACK", 0x80),
            Map.entry("FORWARD_TSN", 0xc0),
            Map.entry("I_FORWARD_TSN", 0xc2)));

    private TransportWords() {}
}
