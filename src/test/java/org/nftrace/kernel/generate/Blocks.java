package org.nftrace.kernel.generate;

import java.util.List;

/// The lines of a ruleset that stand and fall together: a table, a chain, an iptables table up to its COMMIT, one rule.
public final class Blocks {

    private Blocks() {}

    /// {@return the last line of the block that begins in this line}
    public static int end(List<String> lines, int start) {
        if (lines.get(start).startsWith("*")) {
            var commit = lines.subList(start, lines.size()).indexOf("COMMIT");
            return commit < 0 ? start : start + commit;
        }
        int depth = 0;
        for (int i = start; i < lines.size(); i++) {
            depth += count(lines.get(i), '{') - count(lines.get(i), '}');
            if (depth <= 0) {
                return i;
            }
        }
        return start;
    }

    private static int count(String line, char c) {
        return (int) line.chars().filter(other -> other == c).count();
    }
}
