package org.nftrace.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nftrace.golden.Txtar.Section;
import org.nftrace.iptables.IptablesPrinter;
import org.nftrace.iptables.IptablesPrinter.Wording;
import org.nftrace.iptables.IptablesReader;
import org.nftrace.ir.Table;
import org.nftrace.text.Source;

/// What is read from the output of iptables, and how it is printed back.
///
/// - any section is one dump;
/// - `tables`: the ir; a line `→ unknown` is what the trace will not decide;
/// - `saved`: the tables as `iptables-save` prints them;
/// - `diagnostics`: what is wrong with the dumps, or with printing them.
final class IptablesCase {
    static final Set<String> OUTPUTS = Set.of("tables", "saved", "diagnostics");

    private IptablesCase() {}

    static List<Section> run(Txtar file) {
        var tables = new ArrayList<Table>();
        var diagnostics = new StringBuilder();
        for (var section : file.sections()) {
            if (!OUTPUTS.contains(section.name())) {
                var read = IptablesReader.read(new Source(section.name(), section.text()));
                tables.addAll(read.tables());
                read.diagnostics().forEach(d -> diagnostics.append(d).append('\n'));
            }
        }
        var printed = IptablesPrinter.print(tables, Wording.CANONICAL);
        printed.diagnostics().forEach(d -> diagnostics.append(d).append('\n'));
        var sections = new ArrayList<Section>();
        // An output that was not asked for is not made: one idea a file.
        if (file.text("tables").isPresent()) {
            sections.add(new Section("tables", IrShape.of(tables)));
        }
        if (file.text("saved").isPresent()) {
            sections.add(new Section("saved", printed.text()));
        }
        if (!diagnostics.isEmpty()) {
            sections.add(new Section("diagnostics", diagnostics.toString()));
        }
        return sections;
    }
}
