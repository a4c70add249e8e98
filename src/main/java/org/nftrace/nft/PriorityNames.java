package org.nftrace.nft;

import java.util.List;
import java.util.Set;

/// How nft prints a priority that it has only the number of: `filter`, `dstnat + 10`, `-90` (nft(8), CHAINS, standard
/// priority names).
final class PriorityNames {
    private static final int REACH = 10;
    private static final Set<String> IP_FAMILIES = Set.of("ip", "ip6", "inet");
    private static final Set<String> FILTER_FAMILIES = Set.of("ip", "ip6", "inet", "arp", "netdev");

    /// @param hook the only hook where the name is used; empty for all
    private record Name(String text, int value, Set<String> families, String hook) {
        boolean fits(String family, String atHook) {
            return families.contains(family) && (hook.isEmpty() || hook.equals(atHook));
        }
    }

    private static final List<Name> USUAL = List.of(
            new Name("raw", -300, IP_FAMILIES, ""),
            new Name("mangle", -150, IP_FAMILIES, ""),
            new Name("dstnat", -100, IP_FAMILIES, "prerouting"),
            new Name("filter", 0, FILTER_FAMILIES, ""),
            new Name("security", 50, IP_FAMILIES, ""),
            new Name("srcnat", 100, IP_FAMILIES, "postrouting"));
    private static final Set<String> BRIDGE_FAMILY = Set.of("bridge");
    private static final List<Name> BRIDGE = List.of(
            new Name("dstnat", -300, BRIDGE_FAMILY, "prerouting"),
            new Name("filter", -200, BRIDGE_FAMILY, ""),
            new Name("out", 100, BRIDGE_FAMILY, "output"),
            new Name("srcnat", 300, BRIDGE_FAMILY, "postrouting"));

    private PriorityNames() {}

    static String print(String family, String hook, int value) {
        for (Name name : family.equals("bridge") ? BRIDGE : USUAL) {
            int offset = value - name.value();
            if (Math.abs(offset) <= REACH && name.fits(family, hook)) {
                return name.text() + (offset == 0 ? "" : offset > 0 ? " + " + offset : " - " + -offset);
            }
        }
        return Integer.toString(value);
    }
}
