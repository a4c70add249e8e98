package org.nftrace.host;

import java.util.OptionalInt;

/// What a routing rule does with the packets it takes (ip-rule(8)).
public sealed interface RuleAction {

    /// `lookup main`: asks a table; where that has no route, the next rule follows.
    ///
    /// @param suppress `suppress_prefixlength 0`: routes whose prefix is no longer than this count as none
    record Lookup(String table, OptionalInt suppress) implements RuleAction {
        static Lookup in(String table) {
            return new Lookup(table, OptionalInt.empty());
        }
    }

    /// `blackhole`, `unreachable`, `prohibit`
    record Refuse(Route.Type type) implements RuleAction {}

    /// `goto 32766`
    record Goto(int priority) implements RuleAction {}

    /// `nop`
    record Nop() implements RuleAction {}

    /// An action that is not modelled.
    record Unread(String text) implements RuleAction {}
}
