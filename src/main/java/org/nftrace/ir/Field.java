package org.nftrace.ir;

import java.util.OptionalInt;

/// A field of a packet header: `tcp dport` · `--dport` (nft(8), PAYLOAD EXPRESSIONS).
///
/// `TH_…` are the ports of whatever transport protocol the packet has. Offsets and lengths are in bits from the start
/// of the header.
public enum Field {
    ETHER_SADDR(Header.ETHER, "saddr", DataType.ETHER_ADDR, 48, 48),
    ETHER_DADDR(Header.ETHER, "daddr", DataType.ETHER_ADDR, 0, 48),
    ETHER_TYPE(Header.ETHER, "type", DataType.ETHER_TYPE, 96, 16),
    VLAN_PCP(Header.VLAN, "pcp", DataType.INTEGER, 0, 3),
    VLAN_DEI(Header.VLAN, "dei", DataType.INTEGER, 3, 1),
    VLAN_CFI(Header.VLAN, "cfi", DataType.INTEGER, 3, 1),
    VLAN_ID(Header.VLAN, "id", DataType.INTEGER, 4, 12),
    VLAN_TYPE(Header.VLAN, "type", DataType.ETHER_TYPE, 16, 16),
    ARP_HTYPE(Header.ARP, "htype", DataType.INTEGER, 0, 16),
    ARP_PTYPE(Header.ARP, "ptype", DataType.ETHER_TYPE, 16, 16),
    ARP_HLEN(Header.ARP, "hlen", DataType.INTEGER, 32, 8),
    ARP_PLEN(Header.ARP, "plen", DataType.INTEGER, 40, 8),
    ARP_OPERATION(Header.ARP, "operation", DataType.ARP_OP, 48, 16),
    ARP_SADDR_ETHER(Header.ARP, "saddr ether", DataType.ETHER_ADDR, 64, 48),
    ARP_SADDR_IP(Header.ARP, "saddr ip", DataType.IPV4_ADDR, 112, 32),
    ARP_DADDR_ETHER(Header.ARP, "daddr ether", DataType.ETHER_ADDR, 144, 48),
    ARP_DADDR_IP(Header.ARP, "daddr ip", DataType.IPV4_ADDR, 192, 32),
    IP_VERSION(Header.IP, "version", DataType.INTEGER, 0, 4),
    IP_HDRLENGTH(Header.IP, "hdrlength", DataType.INTEGER, 4, 4),
    IP_DSCP(Header.IP, "dscp", DataType.DSCP, 8, 6),
    IP_ECN(Header.IP, "ecn", DataType.ECN, 14, 2),
    IP_LENGTH(Header.IP, "length", DataType.INTEGER, 16, 16),
    IP_ID(Header.IP, "id", DataType.INTEGER, 32, 16),
    IP_FRAG_OFF(Header.IP, "frag-off", DataType.INTEGER, 48, 16),
    IP_TTL(Header.IP, "ttl", DataType.INTEGER, 64, 8),
    IP_PROTOCOL(Header.IP, "protocol", DataType.INET_PROTO, 72, 8),
    IP_CHECKSUM(Header.IP, "checksum", DataType.INTEGER, 80, 16),
    IP_SADDR(Header.IP, "saddr", DataType.IPV4_ADDR, 96, 32),
    IP_DADDR(Header.IP, "daddr", DataType.IPV4_ADDR, 128, 32),
    ICMP_TYPE(Header.ICMP, "type", DataType.ICMP_TYPE, 0, 8),
    ICMP_CODE(Header.ICMP, "code", DataType.ICMP_CODE, 8, 8),
    ICMP_CHECKSUM(Header.ICMP, "checksum", DataType.INTEGER, 16, 16),
    ICMP_ID(Header.ICMP, "id", DataType.INTEGER, 32, 16),
    ICMP_SEQUENCE(Header.ICMP, "sequence", DataType.INTEGER, 48, 16),
    ICMP_GATEWAY(Header.ICMP, "gateway", DataType.INTEGER, 32, 32),
    ICMP_MTU(Header.ICMP, "mtu", DataType.INTEGER, 48, 16),
    IGMP_TYPE(Header.IGMP, "type", DataType.IGMP_TYPE, 0, 8),
    IGMP_MRT(Header.IGMP, "mrt", DataType.INTEGER, 8, 8),
    IGMP_CHECKSUM(Header.IGMP, "checksum", DataType.INTEGER, 16, 16),
    IGMP_GROUP(Header.IGMP, "group", DataType.IPV4_ADDR, 32, 32),
    IP6_VERSION(Header.IP6, "version", DataType.INTEGER, 0, 4),
    IP6_DSCP(Header.IP6, "dscp", DataType.DSCP, 4, 6),
    IP6_ECN(Header.IP6, "ecn", DataType.ECN, 10, 2),
    IP6_FLOWLABEL(Header.IP6, "flowlabel", DataType.INTEGER, 12, 20),
    IP6_LENGTH(Header.IP6, "length", DataType.INTEGER, 32, 16),
    IP6_NEXTHDR(Header.IP6, "nexthdr", DataType.INET_PROTO, 48, 8),
    IP6_HOPLIMIT(Header.IP6, "hoplimit", DataType.INTEGER, 56, 8),
    IP6_SADDR(Header.IP6, "saddr", DataType.IPV6_ADDR, 64, 128),
    IP6_DADDR(Header.IP6, "daddr", DataType.IPV6_ADDR, 192, 128),
    ICMPV6_TYPE(Header.ICMPV6, "type", DataType.ICMPV6_TYPE, 0, 8),
    ICMPV6_CODE(Header.ICMPV6, "code", DataType.ICMPV6_CODE, 8, 8),
    ICMPV6_CHECKSUM(Header.ICMPV6, "checksum", DataType.INTEGER, 16, 16),
    ICMPV6_PARAMETER_PROBLEM(Header.ICMPV6, "parameter-problem", DataType.INTEGER, 32, 32),
    ICMPV6_MTU(Header.ICMPV6, "mtu", DataType.INTEGER, 32, 32),
    ICMPV6_ID(Header.ICMPV6, "id", DataType.INTEGER, 32, 16),
    ICMPV6_SEQUENCE(Header.ICMPV6, "sequence", DataType.INTEGER, 48, 16),
    ICMPV6_MAX_DELAY(Header.ICMPV6, "max-delay", DataType.INTEGER, 32, 16),
    ICMPV6_TADDR(Header.ICMPV6, "taddr", DataType.IPV6_ADDR, 64, 128),
    ICMPV6_DADDR(Header.ICMPV6, "daddr", DataType.IPV6_ADDR, 192, 128),
    TCP_SPORT(Header.TCP, "sport", DataType.INET_SERVICE, 0, 16),
    TCP_DPORT(Header.TCP, "dport", DataType.INET_SERVICE, 16, 16),
    TCP_SEQUENCE(Header.TCP, "sequence", DataType.INTEGER, 32, 32),
    TCP_ACKSEQ(Header.TCP, "ackseq", DataType.INTEGER, 64, 32),
    TCP_DOFF(Header.TCP, "doff", DataType.INTEGER, 96, 4),
    TCP_RESERVED(Header.TCP, "reserved", DataType.INTEGER, 100, 4),
    TCP_FLAGS(Header.TCP, "flags", DataType.TCP_FLAG, 104, 8),
    TCP_WINDOW(Header.TCP, "window", DataType.INTEGER, 112, 16),
    TCP_CHECKSUM(Header.TCP, "checksum", DataType.INTEGER, 128, 16),
    TCP_URGPTR(Header.TCP, "urgptr", DataType.INTEGER, 144, 16),
    UDP_SPORT(Header.UDP, "sport", DataType.INET_SERVICE, 0, 16),
    UDP_DPORT(Header.UDP, "dport", DataType.INET_SERVICE, 16, 16),
    UDP_LENGTH(Header.UDP, "length", DataType.INTEGER, 32, 16),
    UDP_CHECKSUM(Header.UDP, "checksum", DataType.INTEGER, 48, 16),
    UDPLITE_SPORT(Header.UDPLITE, "sport", DataType.INET_SERVICE, 0, 16),
    UDPLITE_DPORT(Header.UDPLITE, "dport", DataType.INET_SERVICE, 16, 16),
    UDPLITE_CSUMCOV(Header.UDPLITE, "csumcov", DataType.INTEGER, 32, 16),
    UDPLITE_CHECKSUM(Header.UDPLITE, "checksum", DataType.INTEGER, 48, 16),
    SCTP_SPORT(Header.SCTP, "sport", DataType.INET_SERVICE, 0, 16),
    SCTP_DPORT(Header.SCTP, "dport", DataType.INET_SERVICE, 16, 16),
    SCTP_VTAG(Header.SCTP, "vtag", DataType.INTEGER, 32, 32),
    SCTP_CHECKSUM(Header.SCTP, "checksum", DataType.INTEGER, 64, 32),
    DCCP_SPORT(Header.DCCP, "sport", DataType.INET_SERVICE, 0, 16),
    DCCP_DPORT(Header.DCCP, "dport", DataType.INET_SERVICE, 16, 16),
    DCCP_TYPE(Header.DCCP, "type", DataType.DCCP_PKTTYPE, 67, 4),
    TH_SPORT(Header.TH, "sport", DataType.INET_SERVICE, 0, 16),
    TH_DPORT(Header.TH, "dport", DataType.INET_SERVICE, 16, 16),
    AH_NEXTHDR(Header.AH, "nexthdr", DataType.INET_PROTO, 0, 8),
    AH_HDRLENGTH(Header.AH, "hdrlength", DataType.INTEGER, 8, 8),
    AH_RESERVED(Header.AH, "reserved", DataType.INTEGER, 16, 16),
    AH_SPI(Header.AH, "spi", DataType.INTEGER, 32, 32),
    AH_SEQUENCE(Header.AH, "sequence", DataType.INTEGER, 64, 32),
    ESP_SPI(Header.ESP, "spi", DataType.INTEGER, 0, 32),
    ESP_SEQUENCE(Header.ESP, "sequence", DataType.INTEGER, 32, 32),
    COMP_NEXTHDR(Header.COMP, "nexthdr", DataType.INET_PROTO, 0, 8),
    COMP_FLAGS(Header.COMP, "flags", DataType.INTEGER, 8, 8),
    COMP_CPI(Header.COMP, "cpi", DataType.INTEGER, 16, 16),
    GRE_FLAGS(Header.GRE, "flags", DataType.INTEGER, 0, 5),
    GRE_VERSION(Header.GRE, "version", DataType.INTEGER, 13, 3),
    GRE_PROTOCOL(Header.GRE, "protocol", DataType.ETHER_TYPE, 16, 16),
    VXLAN_FLAGS(Header.VXLAN, "flags", DataType.INTEGER, 0, 8),
    VXLAN_VNI(Header.VXLAN, "vni", DataType.INTEGER, 32, 24),
    GENEVE_TYPE(Header.GENEVE, "type", DataType.ETHER_TYPE, 16, 16),
    GENEVE_VNI(Header.GENEVE, "vni", DataType.INTEGER, 32, 24);

    /// The headers whose fields rules can name, spelled as nft spells them.
    public enum Header {
        ETHER("ether"),
        VLAN("vlan"),
        ARP("arp"),
        IP("ip"),
        ICMP("icmp"),
        IGMP("igmp"),
        IP6("ip6"),
        ICMPV6("icmpv6"),
        TCP("tcp"),
        UDP("udp"),
        UDPLITE("udplite"),
        SCTP("sctp"),
        DCCP("dccp"),
        TH("th"),
        AH("ah"),
        ESP("esp"),
        COMP("comp"),
        GRE("gre"),
        VXLAN("vxlan"),
        GENEVE("geneve");

        private final String label;

        Header(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /// {@return the protocol that a packet with this header has; none for what is no transport protocol}
        public OptionalInt protocol() {
            return switch (this) {
                case ETHER, VLAN, ARP, IP, IP6, TH, VXLAN, GENEVE -> OptionalInt.empty();
                case ICMP, IGMP, ICMPV6, TCP, UDP, UDPLITE, SCTP, DCCP, AH, ESP, COMP, GRE ->
                    OptionalInt.of(
                            (int) Symbols.number(DataType.INET_PROTO, label).orElseThrow());
            };
        }
    }

    private final Header header;
    private final String label;
    private final DataType type;
    private final int offset;
    private final int length;

    Field(Header header, String label, DataType type, int offset, int length) {
        this.header = header;
        this.label = label;
        this.type = type;
        this.offset = offset;
        this.length = length;
    }

    public Header header() {
        return header;
    }

    /// {@return the field's own word: `dport` of `tcp dport`}
    public String label() {
        return label;
    }

    public DataType type() {
        return type;
    }

    /// {@return where the field begins, in bits from the start of its header}
    public int offset() {
        return offset;
    }

    /// {@return the field's length in bits}
    public int length() {
        return length;
    }

    /// {@return the field as nft spells it: `tcp dport`}
    @Override
    public String toString() {
        return header.label() + " " + label;
    }
}
