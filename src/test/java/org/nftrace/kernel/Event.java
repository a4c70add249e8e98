package org.nftrace.kernel;

import java.util.Optional;

/// One message of the kernel's trace: a rule matched, a policy was reached, or a chain ended.
///
/// @param hookFamily the family whose hook the packet is in: an `inet` chain is met by `ip` and `ip6`
/// @param handle the rule's, or 0 where no rule is concerned
/// @param verdict as `nft monitor trace` spells it: `continue`, `accept`, `drop`, `jump X`, `goto X`, `return`, `queue`
/// @param id the kernel's own name for the packet, which changes on its way
/// @param mark `meta mark` after the rule, 0 for none
/// @param seen the packet: in the first message of each base chain only
/// @param tracked its connection: there too
public record Event(
        String family,
        String hookFamily,
        String table,
        String chain,
        Kind kind,
        long handle,
        String verdict,
        int id,
        int mark,
        Optional<Seen> seen,
        Optional<Tracked> tracked) {

    public enum Kind {
        RULE,
        POLICY,
        /// The walk came to the end of a chain; nft 1.0.6 prints nothing.
        END
    }

    /// @param headers empty for what is not IP
    public record Seen(Optional<String> in, Optional<String> out, Optional<Headers> headers) {}

    /// What connection tracking holds of the packet, from Linux 6.16 on.
    ///
    /// @param state `new`, `established`, `related`, `invalid`, `untracked`
    /// @param status the bits of `enum ip_conntrack_status`
    public record Tracked(String state, Optional<Direction> direction, int status) {}

    public enum Direction {
        ORIGINAL,
        REPLY
    }

    public PathLine line() {
        return new PathLine(family, table, chain, kind, handle, verdict);
    }
}
