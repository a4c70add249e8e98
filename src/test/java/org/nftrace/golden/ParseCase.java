package org.nftrace.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nftrace.golden.Txtar.Section;
import org.nftrace.nft.NftPrinter;
import org.nftrace.nft.NftReader;
import org.nftrace.text.Source;

/// What is read from nft text, and how nft 1.1 would print it.
///
/// - any section is one file;
/// - `tables`: the ir, made only where the case asks for it;
/// - `printed`: the tables as text, likewise;
/// - `diagnostics`: what is wrong with the files.
final class ParseCase {
    static final Set<String> OUTPUTS = Set.of("tables", "printed", "diagnostics");

    private ParseCase() {}

    static List<Section> run(Txtar file) {
        var sections = new ArrayList<Section>();
        var diagnostics = new StringBuilder();
        var shape = new StringBuilder();
        var printed = new StringBuilder();
        for (var section : file.sections()) {
            if (!OUTPUTS.contains(section.name())) {
                var read = NftReader.read(new Source(section.name(), section.text()));
                read.diagnostics().forEach(d -> diagnostics.append(d).append('\n'));
                shape.append(IrShape.of(read.tables()));
                printed.append(NftPrinter.print(read.tables()));
            }
        }
        if (file.text("tables").isPresent()) {
            sections.add(new Section("tables", shape.toString()));
        }
        if (file.text("printed").isPresent()) {
            sections.add(new Section("printed", printed.toString()));
        }
        if (!diagnostics.isEmpty()) {
            sections.add(new Section("diagnostics", diagnostics.toString()));
        }
        return sections;
    }
}
