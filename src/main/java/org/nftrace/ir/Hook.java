package org.nftrace.ir;

import java.util.Locale;

/// A place where the kernel asks the base chains: `hook forward` · the chain `FORWARD` (nft(8), HOOKS;
/// include/uapi/linux/netfilter.h).
public enum Hook {
    INGRESS,
    PREROUTING,
    INPUT,
    FORWARD,
    OUTPUT,
    POSTROUTING,
    EGRESS;

    /// {@return the hook as nft spells it}
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
