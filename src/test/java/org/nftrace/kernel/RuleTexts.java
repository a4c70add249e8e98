package org.nftrace.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The rules of a `nft -a list ruleset` listing by their handles.
public final class RuleTexts {

    private static final Pattern TABLE = Pattern.compile("table (\\S+ \\S+) \\{.*");
    private static final Pattern RULE = Pattern.compile("\t\t(.*) # handle (\\d+)");

    private final Map<String, String> texts = new HashMap<>();

    public RuleTexts(String listing) {
        var table = "";
        for (var line : listing.lines().toList()) {
            var head = TABLE.matcher(line);
            var rule = RULE.matcher(line);
            if (head.matches()) {
                table = head.group(1);
            } else if (rule.matches()) {
                texts.put(table + " " + rule.group(2), rule.group(1));
            }
        }
    }

    public int count() {
        return texts.size();
    }

    public String of(PathLine line) {
        return texts.getOrDefault(line.family() + " " + line.table() + " " + line.handle(), "(not in the listing)");
    }
}
