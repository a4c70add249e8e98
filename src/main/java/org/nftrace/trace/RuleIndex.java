package org.nftrace.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the rules of a chain that may match a packet, without asking the others.
///
/// Each rule is filed under one condition of its [Opening], by the values that it wants: `-s 10.0.0.1` under that
/// source. Rules whose condition stands behind the same others share a [Drawer]. Where the packet leaves open one of
/// the quantities of a drawer, or an assumption would be needed for it, all of its rules are asked; so are those that
/// fit in no drawer.
final class RuleIndex {
    // Chains have few kinds of rules; a kind more is one search more for every packet.
    private static final int MOST_DRAWERS = 24;

    private final List<Drawer> drawers;
    private final int[] others;

    private RuleIndex(List<Drawer> drawers, int[] others) {
        this.drawers = List.copyOf(drawers);
        this.others = others;
    }

    static RuleIndex of(ReadyChain chain) {
        var openings = new ArrayList<List<Opening.Need>>();
        for (int i = 0; i < chain.length(); i++) {
            openings.add(Opening.of(chain.rule(i)));
        }
        Map<Quantity, Integer> variety = variety(openings);
        var drafts = new LinkedHashMap<Drawer.Label, Drawer.Draft>();
        var others = new ArrayList<Integer>();
        for (int i = 0; i < openings.size(); i++) {
            Optional<Filed> filed = file(openings.get(i), variety);
            if (filed.isPresent()
                    && (drafts.size() < MOST_DRAWERS
                            || drafts.containsKey(filed.get().label()))) {
                drafts.computeIfAbsent(filed.get().label(), _ -> new Drawer.Draft())
                        .add(i, filed.get().blocks());
            } else {
                others.add(i);
            }
        }
        var drawers = new ArrayList<Drawer>();
        drafts.forEach((label, draft) -> drawers.add(draft.done(label)));
        return new RuleIndex(drawers, Drawer.array(others));
    }

    /// {@return lists of rules, each in their order, that together hold all that may match}
    List<int[]> find(View view) {
        var found = new ArrayList<int[]>();
        if (others.length > 0) {
            found.add(others);
        }
        for (Drawer drawer : drawers) {
            drawer.find(view, found);
        }
        return found;
    }

    // How many different things the rules want of a quantity: the more, the fewer rules share one.
    private static Map<Quantity, Integer> variety(List<List<Opening.Need>> openings) {
        var wanted = new HashMap<Quantity, Set<Ranges>>();
        for (List<Opening.Need> opening : openings) {
            for (Opening.Need need : opening) {
                wanted.computeIfAbsent(need.quantity(), _ -> new HashSet<>()).add(need.wanted());
            }
        }
        var variety = new HashMap<Quantity, Integer>();
        wanted.forEach((quantity, values) -> variety.put(quantity, values.size()));
        return variety;
    }

    private record Filed(Drawer.Label label, List<Block> blocks) {}

    private static Optional<Filed> file(List<Opening.Need> opening, Map<Quantity, Integer> variety) {
        return opening.stream()
                .sorted(Comparator.comparing((Opening.Need need) -> -variety.get(need.quantity())))
                .flatMap(need -> Block.of(need.wanted()).stream()
                        .map(blocks -> new Filed(new Drawer.Label(need.quantity(), need.before()), blocks)))
                .findFirst();
    }
}
