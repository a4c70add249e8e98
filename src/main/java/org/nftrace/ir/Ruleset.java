package org.nftrace.ir;

import java.util.List;
import java.util.Optional;

/// Everything that was read: the tables in the order of the dumps.
public record Ruleset(List<Table> tables) {
    public Ruleset {
        tables = List.copyOf(tables);
    }

    public Optional<Table> table(Family family, String name) {
        return tables.stream()
                .filter(t -> t.family() == family && t.name().equals(name))
                .findFirst();
    }
}
