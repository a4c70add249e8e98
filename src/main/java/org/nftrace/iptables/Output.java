package org.nftrace.iptables;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Family;
import org.nftrace.ir.Table;
import org.nftrace.text.Span;

/// What one call of iptables printed, as far as a text holds it; or the calls that set one table up.
///
/// @param family as the call or a header says it
/// @param table  as the call or `*filter` says it
/// @param origin which iptables it was, where that is said
/// @param lines  in order, without remarks
public record Output(
        Form form, Optional<Family> family, Optional<String> table, Table.Origin origin, Span span, List<Line> lines) {

    /// How the rules are written.
    public enum Form {
        /// a table of `iptables-save`
        SAVE,
        /// `iptables -S`, or calls of iptables
        RULES,
        /// `iptables -L`
        LISTING
    }

    public Output {
        lines = List.copyOf(lines);
    }
}
