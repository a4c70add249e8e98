package org.nftrace.kernel.generate;

/// A chain before it has rules.
///
/// @param spot the base chain's, or that of the base chains that may jump there
/// @param head `type … hook … priority …; policy …;`, empty for a regular chain
record ChainPlan(String name, Spot spot, String head) {

    boolean isBase() {
        return !head.isEmpty();
    }

    /// What nft refuses, left out from the start: a chain with NAT or reject used where that cannot be.
    boolean mayJumpTo(ChainPlan other) {
        return !other.isBase()
                && (other.spot().hook().isEmpty()
                        || other.spot().type().equals(spot.type())
                                && other.spot().hook().equals(spot.hook()));
    }
}
