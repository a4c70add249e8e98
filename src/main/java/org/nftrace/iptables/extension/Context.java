package org.nftrace.iptables.extension;

import java.util.OptionalInt;
import org.nftrace.ir.Family;
import org.nftrace.text.Span;

/// Where an option stands, as far as its meaning depends on it.
///
/// @param family   [Family#IP] or [Family#IP6]
/// @param protocol the number after `-p`, where the rule has one that is not negated
/// @param span     the option itself
public record Context(Family family, String table, String chain, OptionalInt protocol, Span span) {

    public Context at(Span place) {
        return new Context(family, table, chain, protocol, place);
    }

    public boolean isV6() {
        return family == Family.IP6;
    }
}
