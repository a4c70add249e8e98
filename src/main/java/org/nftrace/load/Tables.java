package org.nftrace.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nftrace.ir.Family;
import org.nftrace.ir.Table;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Messages;

/// Puts together tables that several dumps tell of: `iptables -S FORWARD` and `iptables -S DOCKER` are parts of one.
final class Tables {
    private Tables() {}

    /// What no two tables have in common.
    record Key(Family family, String name, Table.Origin origin) {

        static Key of(Table table) {
            return new Key(table.family(), table.name(), table.origin());
        }
    }

    /// {@return the tables in the order in which they were first told of}
    static List<Table> together(List<Table> tables, List<Diagnostic> diagnostics) {
        var messages = new Messages();
        Map<Key, UnitedTable> all = new LinkedHashMap<>();
        for (Table table : tables) {
            UnitedTable known = all.get(Key.of(table));
            if (known == null) {
                all.put(Key.of(table), new UnitedTable(table, messages));
            } else {
                known.add(table);
            }
        }
        diagnostics.addAll(messages.all());
        List<Table> united = new ArrayList<>();
        all.values().forEach(table -> united.add(table.table()));
        return united;
    }
}
