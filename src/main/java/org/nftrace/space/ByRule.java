package org.nftrace.space;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.nftrace.ir.Rule;

/// Packets by the rule that does something to them, in the order in which the rules were first met.
///
/// Rules are told apart by identity: their hash would be that of all they are made of.
final class ByRule {
    private final IdentityHashMap<Rule, PacketSet> sets = new IdentityHashMap<>();
    private final List<Rule> order = new ArrayList<>();

    void add(Rule rule, PacketSet set) {
        if (set.isEmpty()) {
            return;
        }
        if (!sets.containsKey(rule)) {
            order.add(rule);
        }
        sets.merge(rule, set.kept(), PacketSet::or);
    }

    List<Taken> done() {
        return order.stream().map(rule -> new Taken(rule, sets.get(rule))).toList();
    }
}
