package org.nftrace.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.nftrace.golden.Txtar.Section;
import org.nftrace.load.Loader;
import org.nftrace.nft.JsonPrinter;
import org.nftrace.text.Source;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a dump is as JSON.
///
/// - any section is a dump;
/// - `json`: what `nftables` holds, each object on a line of its own, which it is not when printed;
/// - `diagnostics`: what is wrong with the dumps.
final class JsonCase {
    static final Set<String> OUTPUTS = Set.of("json", "diagnostics");

    private JsonCase() {}

    static List<Section> run(Txtar file) {
        var dumps = file.sections().stream()
                .filter(section -> !OUTPUTS.contains(section.name()))
                .map(section -> new Source(section.name(), section.text()))
                .toList();
        var loaded = Loader.load(dumps, List.of());
        var diagnostics =
                loaded.diagnostics().stream().map(found -> found + "\n").collect(Collectors.joining());
        var objects = JsonMapper.shared()
                .readTree(JsonPrinter.print(loaded.ruleset().tables()))
                .get("nftables");
        var lines = objects.valueStream().map(JsonNode::toString).collect(Collectors.joining("\n"));
        var sections = new ArrayList<Section>();
        sections.add(new Section("json", lines));
        if (!diagnostics.isEmpty()) {
            sections.add(new Section("diagnostics", diagnostics));
        }
        return sections;
    }
}
