package org.nftrace.kernel;

/// One step of a packet's way, in the words that any two tracers share.
///
/// @param handle the rule's handle in the dump, 0 for a policy
/// @param verdict as `nft monitor trace` spells it
public record PathLine(String family, String table, String chain, Event.Kind kind, long handle, String verdict) {

    @Override
    public String toString() {
        var where = family + " " + table + " " + chain + " ";
        return switch (kind) {
            case RULE -> where + "rule " + handle + " " + verdict;
            case END -> where + "end " + verdict;
            case POLICY -> where + "policy " + verdict;
        };
    }
}
