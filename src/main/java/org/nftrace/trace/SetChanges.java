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

    /// {@return the last change of the set that spoke of this key, or may have}
    Optional<Hit> latest(StoredSet set, List<Possible> key) {
        for (Change change : changes.reversed()) {
            if (set.isOf(change.table(), change.set())) {
                Answer same = same(change, key);
                if (same != Answer.NO) {
                    return Optional.of(new Hit(change, same));
                }
            }
        }
        return Optional.empty();
    }

    /// @param same whether the change was of the key that was asked for: YES or UNKNOWN
    record Hit(Change change, Answer same) {
        Answer contained() {
            return same == Answer.UNKNOWN ? same : Answer.of(change.operation() != SetUpdate.Operation.DELETE);
        }
    }

    private static Answer same(Change change, List<Possible> key) {
        if (change.key().isEmpty()) {
            return Answer.UNKNOWN;
        }
        List<Value> parts = change.key().get() instanceof Value.Concatenation(List<Value> values)
                ? values
                : List.of(change.key().get());
        Answer same = Answer.of(parts.size() == key.size());
        for (int i = 0; i < key.size() && same != Answer.NO; i++) {
            same = same.and(same(Words.ranges(parts.get(i)), key.get(i)));
        }
        return same;
    }

    private static Answer same(Ranges changed, Possible asked) {
        return switch (asked) {
            case Possible.One(Word value, _) -> Answer.of(changed.contains(value));
            case Possible.Several open -> open.ranges().overlaps(changed) ? Answer.UNKNOWN : Answer.NO;
        };
    }

    SetChanges with(Change change) {
        var more = new ArrayList<>(changes);
        more.add(change);
        return new SetChanges(more);
    }
}
