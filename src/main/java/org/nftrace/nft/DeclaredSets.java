package org.nftrace.nft;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nftrace.ir.NamedSet;

/// What the sets of a table hold, as far as they were declared so far: `add @seen { ip saddr . 0x10 }` is spelled after
/// the set's type.
final class DeclaredSets {
    private final Map<String, NamedSet> sets;
    private int changes;

    DeclaredSets() {
        this(Map.of());
    }

    private DeclaredSets(Map<String, NamedSet> sets) {
        this.sets = new HashMap<>(sets);
    }

    /// {@return what is declared by now, whatever is declared later}
    DeclaredSets soFar() {
        return new DeclaredSets(sets);
    }

    void put(NamedSet set) {
        sets.put(set.name(), set);
        changes++;
    }

    /// {@return how many declarations there were}
    int changes() {
        return changes;
    }

    List<Kind> keys(String name) {
        NamedSet set = sets.get(name);
        return set == null ? List.of() : Kinds.of(set.key());
    }

    List<Kind> data(String name) {
        NamedSet set = sets.get(name);
        return set == null || set.data().isEmpty()
                ? List.of()
                : Kinds.of(set.data().get());
    }
}
