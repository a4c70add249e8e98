package org.nftrace.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.nftrace.ir.Ruleset;
import org.nftrace.text.Source;

/// Runs checks over a ruleset.
public final class Linter {
    private Linter() {}

    /// {@return what the checks find, in the order of the dumps; what the text itself says to ignore is left out
    /// ([Ignored])}
    public static List<Finding> run(Ruleset ruleset, List<Check> checks) {
        var subject = new Subject(ruleset);
        var findings = new ArrayList<Finding>();
        for (Check check : checks) {
            findings.addAll(check.check(subject));
        }
        var ignored = new IdentityHashMap<Source, Ignored>();
        findings.removeIf(finding ->
                ignored.computeIfAbsent(finding.span().source(), Ignored::in).has(finding));
        findings.sort(Comparator.comparing((Finding f) -> f.span().source().name())
                .thenComparingInt(f -> f.span().start())
                .thenComparing(f -> f.card().id()));
        return List.copyOf(findings);
    }
}
