package org.nftrace.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;
import org.nftrace.text.Diagnostic;

/// Puts together tables that several dumps tell of: `iptables -S FORWARD` and `iptables -S DOCKER` are parts of one.
final class Tables {
    private static final Pattern ROW = Pattern.compile("\\s(?:--|-f|!f)\\s+\\S+\\s+\\S");
    private static final Pattern COUNTERS =
            Pattern.compile("^\\[[0-9]+:[0-9]+]\\s*|\\s*-c [0-9]+ [0-9]+| ?packets [0-9]+ bytes [0-9]+");

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
        if (isToldAnew(first, later)) {
            diagnostics.add(Diagnostic.warning(
                    later.span(),
                    "table '" + later.label() + "' is told of twice: what comes last is taken, not what is at "
                            + first.span()));
            return later;
        }
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

    // Two whole listings are of two times, or of two hosts, and are not to be mixed: one has all base chains of the
    // other, and other rules. Rows of `iptables -L` say less than what they would replace.
    private static boolean isToldAnew(Table first, Table later) {
        return first.chains().stream()
                        .filter(chain -> chain.base().isPresent())
                        .allMatch(chain -> later.chain(chain.name()).isPresent())
                && rules(later).noneMatch(Tables::isRow)
                && first.chains().stream()
                        .anyMatch(chain -> later.chain(chain.name())
                                .filter(other -> isOther(chain, other))
                                .isPresent());
    }

    private static Stream<Rule> rules(Table table) {
        return table.chains().stream().flatMap(chain -> chain.rules().stream());
    }

    private static boolean isRow(Rule rule) {
        return ROW.matcher(rule.span().text()).find();
    }

    private static boolean isOther(Chain chain, Chain other) {
        return !chain.rules().isEmpty()
                && !other.rules().isEmpty()
                && !written(chain).equals(written(other));
    }

    private static List<String> written(Chain chain) {
        return chain.rules().stream()
                .map(rule -> COUNTERS.matcher(rule.span().text()).replaceAll(""))
                .toList();
    }

    private static <T> List<T> concat(List<T> first, List<T> later) {
        var all = new ArrayList<>(first);
        later.stream().filter(t -> !first.contains(t)).forEach(all::add);
        return all;
    }
}
