package org.nftrace.nft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.nftrace.text.Source;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Prints a folder of listings as JSON and compares it with what nft printed of the same: `JsonCorpusRun LISTINGS
/// TWINS`.
///
/// Handles, nft's version and the order of objects other than the rules of a chain are left aside.
final class JsonCorpusRun {
    private JsonCorpusRun() {}

    public static void main(String[] folders) throws IOException {
        int all = 0;
        int good = 0;
        try (Stream<Path> files = Files.list(Path.of(folders[0]))) {
            for (Path listing : files.sorted().toList()) {
                String name = listing.getFileName().toString().replaceFirst("\\.nft$", "");
                Path twin = Path.of(folders[1], name + ".json");
                if (Files.exists(twin)) {
                    all++;
                    good += isSame(name, Files.readString(listing), Files.readString(twin)) ? 1 : 0;
                }
            }
        }
        System.out.println(good + " of " + all);
    }

    private static boolean isSame(String name, String listing, String twin) {
        var tables = NftReader.read(new Source(name, listing)).tables();
        List<JsonNode> want = objects(twin);
        List<JsonNode> got = objects(JsonPrinter.print(tables));
        if (want.equals(got)) {
            return true;
        }
        var missing = new ArrayList<>(want);
        missing.removeAll(got);
        var surplus = new ArrayList<>(got);
        surplus.removeAll(want);
        System.out.println(name + "\n    want " + missing + "\n    got  " + surplus);
        return false;
    }

    private static List<JsonNode> objects(String json) {
        return JsonMapper.shared()
                .readTree(json)
                .get("nftables")
                .valueStream()
                .filter(object -> !object.has("metainfo"))
                .peek(object -> ((ObjectNode) object.iterator().next()).remove("handle"))
                .sorted(Comparator.comparing(JsonCorpusRun::place))
                .toList();
    }

    // Sorting keeps the order of what is in one place: the rules of a chain.
    private static String place(JsonNode object) {
        String kind = object.propertyNames().iterator().next();
        JsonNode of = object.get(kind);
        String place = kind + " " + of.get("family") + " " + of.get("table") + " ";
        return place + (kind.equals("rule") ? of.get("chain") : of.get("name"));
    }
}
