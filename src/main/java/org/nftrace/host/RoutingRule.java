package org.nftrace.host;

import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.net.Prefix;

/// `32766: from all fwmark 0x1/0xff iif eth0 lookup main` (ip-rule(8)).
///
/// @param table  what to look up; absent when the action is another
/// @param action `lookup`, `blackhole`, `unreachable`, `prohibit`, `goto`, `nop`
/// @param unread selectors that are not modelled: whether the rule takes a packet is then unknown
public record RoutingRule(
        int priority,
        boolean v4,
        boolean not,
        Optional<Prefix> from,
        Optional<Prefix> to,
        OptionalLong mark,
        long markMask,
        Optional<String> in,
        Optional<String> out,
        Optional<String> table,
        String action,
        Optional<String> unread) {}
