package org.nftrace.kernel;

import java.util.ArrayList;
import java.util.List;

/// Two paths side by side, the lines that only one of them has marked with `<` or `>`.
public final class PathDiff {

    private PathDiff() {}

    public static String print(String leftName, List<PathLine> left, String rightName, List<PathLine> right) {
        var rows = new ArrayList<Row>();
        rows.add(new Row(leftName, ' ', rightName));
        rows.addAll(align(left, right));
        var width = rows.stream().mapToInt(row -> row.left.length()).max().orElse(0);
        var text = new StringBuilder();
        for (var row : rows) {
            text.append(("%-" + Math.max(1, width) + "s %c %s")
                            .formatted(row.left, row.mark, row.right)
                            .stripTrailing())
                    .append('\n');
        }
        return text.toString();
    }

    private record Row(String left, char mark, String right) {}

    private static List<Row> align(List<PathLine> left, List<PathLine> right) {
        var common = common(left, right);
        var rows = new ArrayList<Row>();
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            if (i < left.size() && j < right.size() && left.get(i).equals(right.get(j))) {
                rows.add(new Row(left.get(i++).toString(), ' ', right.get(j++).toString()));
            } else if (j == right.size() || i < left.size() && common[i + 1][j] >= common[i][j + 1]) {
                rows.add(new Row(left.get(i++).toString(), '<', ""));
            } else {
                rows.add(new Row("", '>', right.get(j++).toString()));
            }
        }
        return rows;
    }

    /// The length of the longest common subsequence of the ends that begin at each pair of places.
    private static int[][] common(List<PathLine> left, List<PathLine> right) {
        var length = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                length[i][j] = left.get(i).equals(right.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }
}
