package org.nftrace.packet;

/// One thing that can be known of a packet: a header field or what the host keeps beside the packet.
///
/// Numbers are unsigned and right-aligned. Interfaces and other names are text.
public enum Fact {
    /// the EtherType: 0x0800, 0x86dd, 0x0806
    ETHER_TYPE("ethertype", Kind.NUMBER),
    SOURCE_MAC("src-mac", Kind.NUMBER),
    DESTINATION_MAC("dst-mac", Kind.NUMBER),
    VLAN("vlan", Kind.NUMBER),
    SOURCE("src", Kind.ADDRESS),
    DESTINATION("dst", Kind.ADDRESS),
    PROTOCOL("proto", Kind.NUMBER),
    SPORT("sport", Kind.NUMBER),
    DPORT("dport", Kind.NUMBER),
    TCP_FLAGS("flags", Kind.NUMBER),
    /// of ICMP and ICMPv6
    ICMP_TYPE("type", Kind.NUMBER),
    ICMP_CODE("code", Kind.NUMBER),
    ICMP_ID("id", Kind.NUMBER),
    TCP_SEQUENCE("seq", Kind.NUMBER),
    TCP_ACKNOWLEDGED("ack", Kind.NUMBER),
    /// the window as it stands in the header, not scaled
    TCP_WINDOW("win", Kind.NUMBER),
    /// the type of an SCTP packet's first chunk: 1 INIT, 0 DATA (RFC 9260, 3.2)
    SCTP_CHUNK("chunk", Kind.NUMBER),
    /// of the packet that an ICMP error is about, as whoever complains received it
    ABOUT_SOURCE("about-src", Kind.ADDRESS),
    ABOUT_DESTINATION("about-dst", Kind.ADDRESS),
    ABOUT_PROTOCOL("about-proto", Kind.NUMBER),
    ABOUT_SPORT("about-sport", Kind.NUMBER),
    ABOUT_DPORT("about-dport", Kind.NUMBER),
    ABOUT_TYPE("about-type", Kind.NUMBER),
    ABOUT_CODE("about-code", Kind.NUMBER),
    ABOUT_ID("about-id", Kind.NUMBER),
    /// TTL or hop limit
    TTL("ttl", Kind.NUMBER),
    /// the whole TOS byte or traffic class: DSCP and ECN
    TOS("tos", Kind.NUMBER),
    /// length of the IP packet in bytes, header included: `meta length`
    LENGTH("len", Kind.NUMBER),
    IP_ID("ipid", Kind.NUMBER),
    FLOW_LABEL("flowlabel", Kind.NUMBER),
    /// offset of a fragment in units of 8 bytes; 0 in the first and in whole packets
    FRAGMENT_OFFSET("frag", Kind.NUMBER),
    MORE_FRAGMENTS("more", Kind.NUMBER),
    MARK("mark", Kind.NUMBER),
    PRIORITY("priority", Kind.NUMBER),
    /// unicast 0, broadcast 1, multicast 2, otherhost 3
    PACKET_TYPE("pkttype", Kind.NUMBER),
    IN("in", Kind.TEXT),
    OUT("out", Kind.TEXT),
    /// the bridge port by which a frame came
    PORT_IN("physin", Kind.TEXT),
    PORT_OUT("physout", Kind.TEXT),
    UID("uid", Kind.NUMBER),
    GID("gid", Kind.NUMBER);

    /// What a fact's value is.
    public enum Kind {
        NUMBER,
        ADDRESS,
        TEXT
    }

    private final String keyword;
    private final Kind kind;

    Fact(String keyword, Kind kind) {
        this.keyword = keyword;
        this.kind = kind;
    }

    /// {@return the word that names it in a packet description: `ttl=1`}
    public String keyword() {
        return keyword;
    }

    public Kind kind() {
        return kind;
    }
}
