package org.nftrace.nft;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nftrace.ir.NamedSet;

/// What the sets of a table hold, as far as they were declared so far: `add @seen { ip saddr . 0x10 }` is spelled after
/// the set's type.
final class DeclaredSets {
    private final Map<String, NamedSet> sets = new HashMap<>();

    void put(NamedSet set) {
        sets.put(set.name(), set);
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
