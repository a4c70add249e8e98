package org.nftrace.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nftrace.ir.Ruleset;
import org.nftrace.text.Source;
import org.nftrace.text.Span;

/// Runs checks over a ruleset.
public final class Linter {
    private static final Pattern IGNORE = Pattern.compile("nftrace:ignore((?:[ ,]+NFT\\d{3})*)");
    private static final Pattern IGNORE_FILE = Pattern.compile("nftrace:ignore-file((?:[ ,]+NFT\\d{3})+)");

    private Linter() {}

    /// {@return what the checks find, in the order of the dumps; what the text itself says to ignore is left out}
    ///
    /// `nftrace:ignore NFT012` in a rule's comment, or in one on its line, is for this rule, without an id for all
    /// findings; `# nftrace:ignore-file NFT012` anywhere is for the whole file.
    public static List<Finding> run(Ruleset ruleset, List<Check> checks) {
        var subject = new Subject(ruleset);
        var findings = new ArrayList<Finding>();
        for (Check check : checks) {
            findings.addAll(check.check(subject));
        }
        var ignored = new IdentityHashMap<Source, Set<String>>();
        findings.removeIf(finding -> isIgnored(finding)
                || ignored.computeIfAbsent(finding.span().source(), Linter::ignoredIn)
                        .contains(finding.card().id()));
        findings.sort(Comparator.comparing((Finding f) -> f.span().source().name())
                .thenComparingInt(f -> f.span().start())
                .thenComparing(f -> f.card().id()));
        return List.copyOf(findings);
    }

    private static boolean isIgnored(Finding finding) {
        Span span = finding.span();
        String line = span.source().lineText(span.line());
        Matcher matcher = IGNORE.matcher(line);
        while (matcher.find()) {
            boolean file = line.startsWith("-file", matcher.end(0));
            if (!file
                    && (matcher.group(1).isEmpty()
                            || matcher.group(1).contains(finding.card().id()))) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> ignoredIn(Source source) {
        if (!source.text().contains("nftrace:ignore-file")) {
            return Set.of();
        }
        var ids = new HashSet<String>();
        Matcher matcher = IGNORE_FILE.matcher(source.text());
        while (matcher.find()) {
            ids.addAll(List.of(matcher.group(1).strip().split("[ ,]+")));
        }
        return ids;
    }
}
