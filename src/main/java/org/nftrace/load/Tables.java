package org.nftrace.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Table;
import org.nftrace.text.Diagnostic;

/// Puts together tables that several dumps tell of: `iptables -S FORWARD` and `iptables -S DOCKER` are parts of one.
final class Tables {
    private Tables() {}

    private record Key(Family family, String name, Table.Origin origin) {}

    /// {@return the tables in the order in which they were first told of}
    static List<Table> together(List<Table> tables, List<Diagnostic> diagnostics) {
        Map<Key, Table> all = new LinkedHashMap<>();
        for (Table table : tables) {
            all.merge(new Key(table.family(), table.name(), table.origin()), table, (a, b) -> merge(a, b, diagnostics));
        }
        return List.copyOf(all.values());
    }

    private static Table merge(Table first, Table later, List<Diagnostic> diagnostics) {
        Map<String, Chain> chains = new LinkedHashMap<>();
        first.chains().forEach(c -> chains.put(c.name(), c));
        for (Chain chain : later.chains()) {
            Chain known = chains.get(chain.name());
            if (known == null || known.rules().isEmpty() && !chain.rules().isEmpty()) {
                chains.put(chain.name(), chain);
            } else if (!chain.rules().isEmpty()) {
                diagnostics.add(Diagnostic.warning(
                        chain.span(),
                        "chain '" + chain.name() + "' was read before, at " + known.span() + "; this one is not used"));
            }
        }
        return new Table(
                first.span(),
                first.family(),
                first.name(),
                first.origin(),
                first.flags(),
                first.comment(),
                first.notice(),
                first.handle(),
                concat(first.objects(), later.objects()),
                concat(first.sets(), later.sets()),
                concat(first.flowtables(), later.flowtables()),
                List.copyOf(chains.values()));
    }

    private static <T> List<T> concat(List<T> first, List<T> later) {
        var all = new ArrayList<>(first);
        later.stream().filter(t -> !first.contains(t)).forEach(all::add);
        return all;
    }
}
