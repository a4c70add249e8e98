package org.nftrace.ir;

/// What `ct` can be asked of a packet's connection (nft(8), CONNTRACK EXPRESSIONS; nf_tables.h, enum nft_ct_keys).
public enum CtKey {
    STATE("state", DataType.CT_STATE),
    DIRECTION("direction", DataType.CT_DIR),
    STATUS("status", DataType.CT_STATUS),
    MARK("mark", DataType.MARK),
    SECMARK("secmark", DataType.INTEGER),
    EXPIRATION("expiration", DataType.TIME),
    HELPER("helper", DataType.STRING),
    L3PROTO("l3proto", DataType.NFPROTO),
    SADDR("saddr", DataType.IPV4_ADDR),
    DADDR("daddr", DataType.IPV4_ADDR),
    PROTOCOL("protocol", DataType.INET_PROTO),
    PROTO_SRC("proto-src", DataType.INET_SERVICE),
    PROTO_DST("proto-dst", DataType.INET_SERVICE),
    LABEL("label", DataType.CT_LABEL),
    BYTES("bytes", DataType.INTEGER),
    PACKETS("packets", DataType.INTEGER),
    AVGPKT("avgpkt", DataType.INTEGER),
    ZONE("zone", DataType.INTEGER),
    EVENT("event", DataType.CT_EVENT),
    COUNT("count", DataType.INTEGER),
    ID("id", DataType.INTEGER);

    private final String label;
    private final DataType type;

    CtKey(String label, DataType type) {
        this.label = label;
        this.type = type;
    }

    public String label() {
        return label;
    }

    /// {@return the type of the value; for addresses, that of IPv4 unless the selector's family says ip6}
    public DataType type() {
        return type;
    }
}
