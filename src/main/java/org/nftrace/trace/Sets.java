package org.nftrace.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;

/// The sets and maps of a table, those in its rules included.
final class Sets {
    private final Table table;
    private final Map<String, NamedSet> named = new HashMap<>();
    // Packets may be traced at the same time.
    private final Map<Placed, SetIndex> made = new ConcurrentHashMap<>();
    private final Map<String, SetIndex> madeNamed = new ConcurrentHashMap<>();

    Sets(Table table) {
        this.table = table;
        table.sets().forEach(s -> named.put(s.name(), s));
    }

    /// {@return the elements of a set as it was listed; of one that the table does not have, and of what is no set,
    /// none}
    List<Value.Element> elements(Value set) {
        return switch (set) {
            case Value.SetLiteral(_, List<Value.Element> elements) -> elements;
            case Value.SetReference(_, String name) ->
                named(name).map(NamedSet::elements).orElse(List.of());
            case Value.Number _,
                    Value.Wide _,
                    Value.IpAddress _,
                    Value.IpPrefix _,
                    Value.Interface _,
                    Value.Text _,
                    Value.Range _,
                    Value.Masked _,
                    Value.Bits _,
                    Value.Concatenation _,
                    Value.CatchAll _,
                    Value.VerdictData _ -> List.of(Value.Element.of(table.span(), set));
        };
    }

    Optional<NamedSet> named(String name) {
        return Optional.ofNullable(named.get(name));
    }

    /// {@return the set that a rule names; empty when the elements stand in the rule itself}
    Optional<StoredSet> stored(Value set) {
        return set instanceof Value.SetReference(_, String name)
                ? named(name).map(s -> StoredSet.of(table, s))
                : Optional.empty();
    }

    /// {@return what would have to be known of a set that is not among those listed}
    Optional<Question> unlisted(Value set) {
        return set instanceof Value.SetReference(_, String name)
                        && named(name).isEmpty()
                ? Optional.of(new Question.ElementsOf(name))
                : Optional.empty();
    }

    SetIndex index(Value set) {
        return set instanceof Value.SetReference(_, String name)
                ? madeNamed.computeIfAbsent(name, _ -> make(set))
                : made.computeIfAbsent(new Placed(set), _ -> make(set));
    }

    private SetIndex make(Value set) {
        var entries = new ArrayList<SetIndex.Entry>();
        Optional<Value.Element> catchAll = Optional.empty();
        for (Value.Element element : elements(set)) {
            if (element.key() instanceof Value.CatchAll) {
                catchAll = Optional.of(element);
            } else {
                entries.add(new SetIndex.Entry(box(element.key()), element));
            }
        }
        return new SetIndex(entries, catchAll);
    }

    private static List<Ranges> box(Value key) {
        return key instanceof Value.Concatenation(List<Value> parts)
                ? parts.stream().map(Words::ranges).toList()
                : List.of(Words.ranges(key));
    }
}
