package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Action.SetUpdate;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;

/// What the rules have put into sets, or taken out, while this packet was on its way; the latest change last.
public record SetChanges(List<Change> changes) {
    static final SetChanges NONE = new SetChanges(List.of());

    /// `add @seen { ip saddr }`: the key as it was for this packet.
    ///
    /// @param key  absent when it is not known
    /// @param data what a map was given, where it is known
    public record Change(
            Table table, String set, SetUpdate.Operation operation, Optional<Value> key, Optional<Value> data) {}

    public SetChanges {
        changes = List.copyOf(changes);
    }

    SetChanges with(Change change) {
        var more = new ArrayList<>(changes);
        more.add(change);
        return new SetChanges(more);
    }
}
