package org.nftrace.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Rules of a chain by the values that they want of one quantity.
final class Drawer {
    private final Label label;
    private final int[] rules;
    private final List<Shelf> shelves;

    private Drawer(Label label, int[] rules, List<Shelf> shelves) {
        this.label = label;
        this.rules = rules;
        this.shelves = List.copyOf(shelves);
    }

    /// What the rules of a drawer have in common.
    ///
    /// @param before what they look at before the quantity
    record Label(Quantity quantity, Set<Quantity> before) {}

    /// Rules that want a block of numbers, by where it begins.
    ///
    /// @param free how many bits are free in it
    private record Shelf(int free, Map<Word, int[]> rules) {}

    /// Adds to `found` the rules that may match.
    void find(View view, List<int[]> found) {
        if (!(label.quantity().read(view) instanceof Possible.One(Word value, var rests))
                || !rests.isEmpty()
                || !isClear(view)) {
            found.add(rules);
            return;
        }
        for (Shelf shelf : shelves) {
            int[] wanting = shelf.rules().get(Block.around(value, shelf.free()).first());
            if (wanting != null) {
                found.add(wanting);
            }
        }
    }

    // Where something that is asked before is open, or rests on an assumption, the rule has more to tell than that it
    // does not match.
    private boolean isClear(View view) {
        for (Quantity quantity : label.before()) {
            if (!(quantity.read(view) instanceof Possible.One(_, var rests)) || !rests.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    static int[] array(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /// A drawer that is being filled.
    static final class Draft {
        private final List<Integer> rules = new ArrayList<>();
        private final Map<Integer, Map<Word, List<Integer>>> bySize = new TreeMap<>();

        /// @param blocks no two of which share a number
        void add(int rule, List<Block> blocks) {
            rules.add(rule);
            for (Block block : blocks) {
                bySize.computeIfAbsent(block.free(), _ -> new HashMap<>())
                        .computeIfAbsent(block.first(), _ -> new ArrayList<>())
                        .add(rule);
            }
        }

        Drawer done(Label label) {
            var shelves = new ArrayList<Shelf>();
            bySize.forEach((free, values) -> {
                var byFirst = new HashMap<Word, int[]>();
                values.forEach((first, wanting) -> byFirst.put(first, array(wanting)));
                shelves.add(new Shelf(free, byFirst));
            });
            return new Drawer(label, array(rules), shelves);
        }
    }
}
