package org.nftrace.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nftrace.ir.Chain;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Span;
import org.nftrace.text.Spelling;

/// Says which chains and sets are named and not there, and which jumps the kernel would have refused.
///
/// A fragment of `iptables -S` often names chains that were not pasted: that is worth a warning. In nft text, where a
/// table is whole, it is an error.
final class Names {
    private final Table table;
    private final Set<String> chains = new HashSet<>();
    private final Set<String> sets = new HashSet<>();
    private final Set<String> missing = new HashSet<>();
    private final Map<String, Map<String, Span>> jumps = new LinkedHashMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Names(Table table) {
        this.table = table;
        table.chains().stream().map(Chain::name).forEach(chains::add);
        table.sets().stream().map(NamedSet::name).forEach(sets::add);
    }

    static List<Diagnostic> check(Ruleset ruleset) {
        var all = new ArrayList<Diagnostic>();
        for (Table table : ruleset.tables()) {
            var names = new Names(table);
            names.check();
            all.addAll(names.diagnostics);
        }
        return all;
    }

    private void check() {
        for (Chain chain : table.chains()) {
            Map<String, Span> from = jumps.computeIfAbsent(chain.name(), _ -> new LinkedHashMap<>());
            var references = new References((span, to) -> jump(from, span, to), (span, set) -> set(from, span, set));
            for (Rule rule : chain.rules()) {
                references.of(rule.statements());
            }
        }
        new JumpGraph(jumps, isBounded(), diagnostics).check();
    }

    // iptables-legacy keeps a way back for every chain there is; the untold is not accused.
    private boolean isBounded() {
        return switch (table.origin()) {
            case NFT, IPTABLES_NFT -> true;
            case LEGACY, XTABLES -> false;
        };
    }

    private void jump(Map<String, Span> from, Span span, String to) {
        if (chains.contains(to)) {
            from.putIfAbsent(to, span);
        } else if (missing.add("chain " + to)) {
            report(span, "chain '" + to + "' is not in table " + name() + Spelling.hint(to, chains));
        }
    }

    private void set(Map<String, Span> from, Span span, String name) {
        if (!sets.contains(name)) {
            if (missing.add("set " + name)) {
                report(span, "set '" + name + "' is not in table " + name() + Spelling.hint(name, sets));
            }
            return;
        }
        // A verdict map's elements may jump from wherever it is looked up.
        var references = new References((_, to) -> jump(from, span, to), (_, _) -> {});
        table.sets().stream()
                .filter(s -> s.name().equals(name) && s.isMap())
                .forEach(s -> s.elements().forEach(references::element));
    }

    private void report(Span span, String message) {
        diagnostics.add(
                table.origin() == Table.Origin.NFT
                        ? Diagnostic.error(span, message)
                        : Diagnostic.warning(span, message));
    }

    private String name() {
        return "'" + table.label() + "'";
    }
}
