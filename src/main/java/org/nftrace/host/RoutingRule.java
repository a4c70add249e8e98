package org.nftrace.host;

import java.util.List;

/// `32765: not from 10.0.0.0/8 fwmark 0x1/0xff iif eth0 lookup main` (ip-rule(8)).
///
/// @param not       takes what the selectors together do not match
/// @param selectors all of which must match; none is `from all`
public record RoutingRule(int priority, Version version, boolean not, List<RuleSelector> selectors, RuleAction action) {
    public RoutingRule {
        selectors = List.copyOf(selectors);
    }

    /// {@return the rules that the kernel makes by itself}
    public static List<RoutingRule> kernelOwn(Version version) {
        var first = lookup(0, version, Route.LOCAL_TABLE);
        var second = lookup(32766, version, Route.MAIN_TABLE);
        return switch (version) {
            case V4 -> List.of(first, second, lookup(32767, version, Route.DEFAULT_TABLE));
            case V6 -> List.of(first, second);
        };
    }

    private static RoutingRule lookup(int priority, Version version, String table) {
        return new RoutingRule(priority, version, false, List.of(), RuleAction.Lookup.in(table));
    }
}
