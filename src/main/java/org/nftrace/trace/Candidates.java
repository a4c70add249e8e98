package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules of a chain that a walk has to ask: those that its index cannot show not to match.
///
/// Found once, and again when the packet, or what is known of it, has become another.
final class Candidates {
    private final RuleIndex index;
    private final int end;
    private List<Moment> foundFor = List.of();
    private final List<int[]> lists = new ArrayList<>();
    private int[] positions = new int[0];

    private Candidates(RuleIndex index, int end) {
        this.index = index;
        this.end = end;
    }

    /// {@return those of a chain that has an index; nothing where all rules are asked}
    static Optional<Candidates> of(ReadyChain chain) {
        Optional<RuleIndex> index = chain.index();
        return index.isEmpty() ? Optional.empty() : Optional.of(new Candidates(index.get(), chain.length()));
    }

    /// {@return the first rule from `from` on that may match on one of the paths; the number of rules when there is
    /// none}
    int next(int from, List<Path> paths, Scene scene, At at) {
        if (!isFoundFor(paths)) {
            find(paths, scene, at);
        }
        int next = end;
        for (int i = 0; i < positions.length; i++) {
            int[] list = lists.get(i);
            while (positions[i] < list.length && list[positions[i]] < from) {
                positions[i]++;
            }
            next = positions[i] < list.length ? Math.min(next, list[positions[i]]) : next;
        }
        return next;
    }

    private void find(List<Path> paths, Scene scene, At at) {
        lists.clear();
        var moments = new ArrayList<Moment>();
        for (Path path : paths) {
            moments.add(path.moment());
            lists.addAll(index.find(scene.view(path, at)));
        }
        foundFor = moments;
        positions = new int[lists.size()];
    }

    private boolean isFoundFor(List<Path> paths) {
        if (foundFor.size() != paths.size()) {
            return false;
        }
        for (int i = 0; i < paths.size(); i++) {
            if (!foundFor.get(i).seesAs(paths.get(i).moment())) {
                return false;
            }
        }
        return true;
    }
}
