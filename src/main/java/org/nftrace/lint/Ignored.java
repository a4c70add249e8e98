package org.nftrace.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nftrace.text.Source;

/// What a dump itself says to ignore.
///
/// `nftrace:ignore NFT012` in a rule's comment, or in one on its line, is for this rule, without an id for all
/// findings; `# nftrace:ignore-file NFT012` anywhere is for the whole file.
///
/// @param everywhere ids
/// @param onLines    ids by line; [#ALL] among them stands for each
record Ignored(Set<String> everywhere, Map<Integer, Set<String>> onLines) {
    private static final Pattern MARK = Pattern.compile("nftrace:ignore(?<file>-file)?(?<ids>(?:[ ,]+NFT\\d{3})*)");
    private static final String ALL = "";

    static Ignored in(Source source) {
        var ignored = new Ignored(new HashSet<>(), new HashMap<>());
        Matcher mark = MARK.matcher(source.text());
        while (mark.find()) {
            List<String> ids = List.of(mark.group("ids").strip().split("[ ,]+"));
            if (mark.group("file") == null) {
                ignored.onLines
                        .computeIfAbsent(source.line(mark.start()), _ -> new HashSet<>())
                        .addAll(ids);
            } else {
                ignored.everywhere.addAll(ids);
            }
        }
        return ignored;
    }

    boolean has(Finding finding) {
        String id = finding.card().id();
        Set<String> here = onLines.isEmpty()
                ? Set.of()
                : onLines.getOrDefault(finding.span().line(), Set.of());
        return everywhere.contains(id) || here.contains(id) || here.contains(ALL);
    }
}
