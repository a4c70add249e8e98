package org.nftrace.iptables;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nftrace.ir.Chain.ChainType;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Table.Origin;

/// A chain that the kernel enters by itself: `FORWARD` of filter is hooked in at forward, priority 0
/// (include/uapi/linux/netfilter_ipv4.h).
///
/// @param priority lower runs earlier
public record BuiltIn(Hook hook, ChainType type, int priority) {
    private static final Map<String, List<String>> CHAINS = Map.of(
            "filter", List.of("INPUT", "FORWARD", "OUTPUT"),
            "nat", List.of("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
            "mangle", List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
            "raw", List.of("PREROUTING", "OUTPUT"),
            "security", List.of("INPUT", "FORWARD", "OUTPUT"));
    private static final Map<String, Integer> PRIORITIES =
            Map.of("raw", -300, "mangle", -150, "filter", 0, "security", 50);
    // iptables-nft registers table security here (iptables/nft.c), not where the kernel's own has its place.
    private static final int SECURITY_OF_NFT = 150;
    private static final int BEFORE_ROUTING = -100;
    private static final int AFTER_ROUTING = 100;

    /// {@return the hook of a table's chain, or empty when it is a chain of the user's}
    public static Optional<BuiltIn> of(String table, String chain) {
        return CHAINS.getOrDefault(table, List.of()).contains(chain)
                ? Optional.of(builtIn(table, Hook.valueOf(chain)))
                : Optional.empty();
    }

    /// {@return its place in a table that is held by this iptables; of the two, nf_tables' is the usual one}
    public int priority(String table, Origin origin) {
        return table.equals("security") && origin != Origin.LEGACY ? SECURITY_OF_NFT : priority;
    }

    static boolean isTable(String name) {
        return CHAINS.containsKey(name);
    }

    /// {@return whether some table has a chain of this name}
    public static boolean isName(String chain) {
        return CHAINS.get("mangle").contains(chain);
    }

    /// {@return the chains of a table in the order in which iptables prints them}
    public static List<String> chains(String table) {
        return CHAINS.getOrDefault(table, List.of());
    }

    // A mark that is changed in mangle OUTPUT routes the packet again; nat sees the first packet of a connection only.
    private static BuiltIn builtIn(String table, Hook hook) {
        if (table.equals("nat")) {
            boolean source = hook == Hook.INPUT || hook == Hook.POSTROUTING;
            return new BuiltIn(hook, ChainType.NAT, source ? AFTER_ROUTING : BEFORE_ROUTING);
        }
        boolean reroutes = table.equals("mangle") && hook == Hook.OUTPUT;
        return new BuiltIn(hook, reroutes ? ChainType.ROUTE : ChainType.FILTER, PRIORITIES.get(table));
    }
}
