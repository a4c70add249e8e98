package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.ir.Family;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Table;

/// A named set or map of a table, whose elements may be others than those listed.
///
/// @param fleeting rules put elements in at run time, or time takes them out
record StoredSet(Family family, String table, String name, boolean fleeting) {

    static StoredSet of(Table table, NamedSet set) {
        boolean fleeting =
                set.flags().contains(NamedSet.Flag.DYNAMIC) || set.flags().contains(NamedSet.Flag.TIMEOUT);
        return new StoredSet(table.family(), table.name(), set.name(), fleeting);
    }

    boolean isOf(Table other, String set) {
        return name.equals(set) && table.equals(other.name()) && family == other.family();
    }

    /// {@return that it still holds what the dump lists, where that is not a matter of course}
    Optional<Assumption> asListed() {
        return fleeting ? Optional.of(new Assumption.SetAsListed(family, table, name)) : Optional.empty();
    }
}
