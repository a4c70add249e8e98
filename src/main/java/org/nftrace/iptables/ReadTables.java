package org.nftrace.iptables;

import java.util.List;
import org.nftrace.ir.Table;
import org.nftrace.text.Diagnostic;

/// The tables of a text, in its order, and what there is to say about it.
public record ReadTables(List<Table> tables, List<Diagnostic> diagnostics) {
    public ReadTables {
        tables = List.copyOf(tables);
        diagnostics = List.copyOf(diagnostics);
    }
}
