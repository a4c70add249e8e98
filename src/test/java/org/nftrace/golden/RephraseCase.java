package org.nftrace.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nftrace.golden.Txtar.Section;
import org.nftrace.iptables.IptablesPrinter;
import org.nftrace.iptables.IptablesPrinter.Wording;
import org.nftrace.load.Loader;
import org.nftrace.text.Source;

/// What rules of nft are in the words of iptables.
///
/// - any section is one file of nft;
/// - `saved`: the rules as `iptables-save` and `ip6tables-save` print them;
/// - `diagnostics`: what is wrong with the file, or cannot be said.
final class RephraseCase {
    static final Set<String> OUTPUTS = Set.of("saved", "diagnostics");

    private RephraseCase() {}

    static List<Section> run(Txtar file) {
        var sources = file.sections().stream()
                .filter(section -> !OUTPUTS.contains(section.name()))
                .map(section -> new Source(section.name(), section.text()))
                .toList();
        var loaded = Loader.load(sources, List.of());
        var printed = IptablesPrinter.print(loaded.ruleset().tables(), Wording.DUMP);
        var diagnostics = new StringBuilder();
        loaded.diagnostics().forEach(found -> diagnostics.append(found).append('\n'));
        printed.diagnostics().forEach(found -> diagnostics.append(found).append('\n'));
        var sections = new ArrayList<Section>();
        sections.add(new Section("saved", printed.text()));
        if (!diagnostics.isEmpty()) {
            sections.add(new Section("diagnostics", diagnostics.toString()));
        }
        return sections;
    }
}
