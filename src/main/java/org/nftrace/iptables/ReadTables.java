package org.nftrace.iptables;

import java.util.List;
import org.nftrace.ir.Table;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Span;

/// The tables of a text, in its order, and what there is to say about it.
///
/// @param legacy where iptables-nft says that there are rules of iptables-legacy as well
public record ReadTables(List<Table> tables, List<Span> legacy, List<Diagnostic> diagnostics) {
    public ReadTables {
        legacy = List.copyOf(legacy);
        tables = List.copyOf(tables);
        diagnostics = List.copyOf(diagnostics);
    }
}
