package org.nftrace.ir;

/// The type of a value: which words name it, how it is printed, how wide it is (nft(8), DATA TYPES; `nft describe`).
///
/// The words of the named types and of the bits stand in [Symbols].
public enum DataType {
    INTEGER("integer", 0, Form.DECIMAL),
    BOOLEAN("boolean", 8, Form.NAMED),
    STRING("string", 0, Form.TEXT),
    IPV4_ADDR("ipv4_addr", 32, Form.ADDRESS),
    IPV6_ADDR("ipv6_addr", 128, Form.ADDRESS),
    ETHER_ADDR("ether_addr", 48, Form.ADDRESS),
    ETHER_TYPE("ether_type", 16, Form.NAMED),
    ARP_OP("arp_op", 16, Form.NAMED),
    INET_PROTO("inet_proto", 8, Form.NAMED),
    INET_SERVICE("inet_service", 16, Form.DECIMAL),
    ICMP_TYPE("icmp_type", 8, Form.NAMED),
    ICMP_CODE("icmp_code", 8, Form.NAMED),
    ICMPV6_TYPE("icmpv6_type", 8, Form.NAMED),
    ICMPV6_CODE("icmpv6_code", 8, Form.NAMED),
    ICMPX_CODE("icmpx_code", 8, Form.NAMED),
    IGMP_TYPE("igmp_type", 8, Form.NAMED),
    TCP_FLAG("tcp_flag", 8, Form.BITS),
    DCCP_PKTTYPE("dccp_pkttype", 4, Form.NAMED),
    MH_TYPE("mh_type", 8, Form.NAMED),
    MPTCP_SUBTYPE("mptcpopt_subtype", 4, Form.NAMED),
    DSCP("dscp", 6, Form.NAMED),
    ECN("ecn", 2, Form.NAMED),
    MARK("mark", 32, Form.HEX),
    REALM("realm", 32, Form.NAMED),
    CLASSID("classid", 32, Form.NAMED),
    IFINDEX("iface_index", 32, Form.TEXT),
    IFNAME("ifname", 128, Form.TEXT),
    IFACE_TYPE("iface_type", 16, Form.NAMED),
    UID("uid", 32, Form.DECIMAL),
    GID("gid", 32, Form.DECIMAL),
    PKT_TYPE("pkt_type", 8, Form.NAMED),
    DEVGROUP("devgroup", 32, Form.NAMED),
    NFPROTO("nf_proto", 8, Form.NAMED),
    CT_STATE("ct_state", 32, Form.BITS),
    CT_STATUS("ct_status", 32, Form.BITS),
    CT_DIR("ct_dir", 8, Form.NAMED),
    CT_LABEL("ct_label", 128, Form.BITS),
    CT_EVENT("ct_event", 32, Form.BITS),
    FIB_ADDRTYPE("fib_addrtype", 32, Form.NAMED),
    /// a duration, in milliseconds
    TIME("time", 64, Form.TIME),
    /// a moment, in seconds since 1970 by the clock of the host that printed the dump
    DATE("date", 64, Form.TIME),
    DAY("day", 8, Form.NAMED),
    /// a time of day, in seconds since midnight by the clock of the host that printed the dump
    HOUR("hour", 32, Form.TIME),
    CGROUPSV2("cgroupsv2", 64, Form.TEXT),
    VERDICT("verdict", 32, Form.NAMED);

    /// How a value of a type is spelled.
    public enum Form {
        DECIMAL,
        HEX,
        ADDRESS,
        TEXT,
        /// a word for each known value, a number for the rest
        NAMED,
        /// a word for each bit
        BITS,
        TIME
    }

    private final String label;
    private final int width;
    private final Form form;

    DataType(String label, int width, Form form) {
        this.label = label;
        this.width = width;
        this.form = form;
    }

    /// {@return nft's name of the type, as in `type ipv4_addr`}
    public String label() {
        return label;
    }

    /// {@return the width in bits, 0 when it depends on what it is the type of}
    public int width() {
        return width;
    }

    public Form form() {
        return form;
    }

    /// {@return whether a bare value of this type means "one of these bits": `ct state new,established`}
    public boolean isBitField() {
        return form == Form.BITS;
    }
}
