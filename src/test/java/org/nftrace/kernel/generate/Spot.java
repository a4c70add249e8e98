package org.nftrace.kernel.generate;

import java.util.Set;

/// Where a rule stands, which decides what may be asked and done there.
///
/// @param family of the table: `ip`, `ip6`, `inet`, `bridge`, `netdev`
/// @param type of the base chain: `filter`, `nat`, `route`
/// @param hook empty for a regular chain that any chain may jump to
/// @param priority of the base chain
record Spot(String family, String type, String hook, int priority) {

    private static final Set<String> EARLY = Set.of("prerouting", "output");

    /// {@return the spot of a regular chain that may be used wherever this one may}
    Spot plain() {
        return new Spot(family, "filter", "", 0);
    }

    boolean isIp() {
        return family.equals("ip") || family.equals("ip6") || family.equals("inet");
    }

    /// {@return whether connections can be asked for; bridges need a kernel with NF_CONNTRACK_BRIDGE}
    boolean tracks() {
        return isIp() && !hook.equals("ingress");
    }

    boolean isNat() {
        return type.equals("nat");
    }

    boolean destinationNat() {
        return isNat() && EARLY.contains(hook);
    }

    boolean isRaw() {
        return EARLY.contains(hook) && type.equals("filter") && priority < -200;
    }

    boolean rejects() {
        return isIp() && Set.of("prerouting", "input", "forward", "output").contains(hook) && !isNat();
    }
}
