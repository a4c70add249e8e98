package org.nftrace.golden;

import java.util.ArrayList;
import java.util.List;

/// What has to change in one text to make the other of it, line by line.
final class Diff {
    private static final int CONTEXT = 3;

    private Diff() {}

    /// {@return lines led by `-` (expected, missing), `+` (came out, not expected) and a blank (the same)}
    static String between(String expected, String actual) {
        var old = expected.lines().toList();
        var now = actual.lines().toList();
        var lines = new ArrayList<String>();
        var common = common(old, now);
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                lines.add("  " + old.get(i++));
                j++;
            } else if (j == now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
                lines.add("- " + old.get(i++));
            } else {
                lines.add("+ " + now.get(j++));
            }
        }
        return hunks(lines);
    }

    /// Cell (i, j): how many lines the texts have in common from there on.
    private static int[][] common(List<String> old, List<String> now) {
        var common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static String hunks(List<String> lines) {
        var out = new StringBuilder();
        int shown = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (!isNearChange(lines, i)) {
                continue;
            }
            if (shown != i - 1) {
                out.append("  …\n");
            }
            out.append(lines.get(i)).append('\n');
            shown = i;
        }
        return out.toString();
    }

    private static boolean isNearChange(List<String> lines, int at) {
        int end = Math.min(lines.size(), at + CONTEXT + 1);
        return lines.subList(Math.max(0, at - CONTEXT), end).stream().anyMatch(line -> !line.startsWith(" "));
    }
}
