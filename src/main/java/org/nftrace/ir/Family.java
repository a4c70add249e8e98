package org.nftrace.ir;

import java.util.Locale;

/// What packets a table sees: `table inet filter` · `iptables` is `ip`, `ip6tables` is `ip6` (nft(8), ADDRESS
/// FAMILIES).
public enum Family {
    IP,
    IP6,
    INET,
    ARP,
    BRIDGE,
    NETDEV;

    /// {@return the family as nft spells it}
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
