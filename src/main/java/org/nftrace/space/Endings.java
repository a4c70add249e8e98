package org.nftrace.space;

import java.util.EnumMap;
import java.util.Map;

/// Packets by the way in which they leave a base chain.
final class Endings {
    private final PacketSet none;
    private final EnumMap<Ending, Pile> piles = new EnumMap<>(Ending.class);

    Endings(PacketSet none) {
        this.none = none;
    }

    void add(Ending ending, PacketSet set) {
        piles.computeIfAbsent(ending, _ -> new Pile(none)).add(set);
    }

    /// {@return those of each ending that any packet comes to}
    Map<Ending, PacketSet> done() {
        var by = new EnumMap<Ending, PacketSet>(Ending.class);
        piles.forEach((ending, pile) -> {
            if (!pile.isEmpty()) {
                by.put(ending, pile.union());
            }
        });
        return by;
    }
}
