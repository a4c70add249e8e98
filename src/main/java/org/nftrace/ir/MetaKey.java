package org.nftrace.ir;

/// What `meta` can be asked (nft(8), META EXPRESSIONS; nf_tables.h, enum nft_meta_keys).
///
/// The unqualified ones are printed without the word `meta`: `iifname "eth0"`.
public enum MetaKey {
    LENGTH("length", DataType.INTEGER, false),
    PROTOCOL("protocol", DataType.ETHER_TYPE, false),
    NFPROTO("nfproto", DataType.NFPROTO, false),
    L4PROTO("l4proto", DataType.INET_PROTO, false),
    PRIORITY("priority", DataType.CLASSID, false),
    RANDOM("random", DataType.INTEGER, false),
    SECMARK("secmark", DataType.INTEGER, false),
    MARK("mark", DataType.MARK, false),
    IIF("iif", DataType.IFINDEX, true),
    IIFNAME("iifname", DataType.IFNAME, true),
    IIFTYPE("iiftype", DataType.IFACE_TYPE, false),
    IIFGROUP("iifgroup", DataType.DEVGROUP, true),
    IIFKIND("iifkind", DataType.IFNAME, false),
    OIF("oif", DataType.IFINDEX, true),
    OIFNAME("oifname", DataType.IFNAME, true),
    OIFTYPE("oiftype", DataType.IFACE_TYPE, false),
    OIFGROUP("oifgroup", DataType.DEVGROUP, true),
    OIFKIND("oifkind", DataType.IFNAME, false),
    IBRNAME("ibrname", DataType.IFNAME, false),
    OBRNAME("obrname", DataType.IFNAME, false),
    IBRPVID("ibrpvid", DataType.INTEGER, false),
    IBRVPROTO("ibrvproto", DataType.ETHER_TYPE, false),
    IBRHWADDR("ibrhwaddr", DataType.ETHER_ADDR, false),
    SDIF("sdif", DataType.IFINDEX, false),
    SDIFNAME("sdifname", DataType.IFNAME, false),
    SKUID("skuid", DataType.UID, false),
    SKGID("skgid", DataType.GID, false),
    NFTRACE("nftrace", DataType.INTEGER, false),
    RTCLASSID("rtclassid", DataType.REALM, false),
    PKTTYPE("pkttype", DataType.PKT_TYPE, false),
    CPU("cpu", DataType.INTEGER, false),
    CGROUP("cgroup", DataType.INTEGER, false),
    IPSEC("ipsec", DataType.BOOLEAN, false),
    TIME("time", DataType.DATE, false),
    DAY("day", DataType.DAY, false),
    HOUR("hour", DataType.HOUR, false),
    BROUTE("broute", DataType.INTEGER, false);

    private final String label;
    private final DataType type;
    private final boolean unqualified;

    MetaKey(String label, DataType type, boolean unqualified) {
        this.label = label;
        this.type = type;
        this.unqualified = unqualified;
    }

    public String label() {
        return label;
    }

    public DataType type() {
        return type;
    }

    public boolean unqualified() {
        return unqualified;
    }
}
