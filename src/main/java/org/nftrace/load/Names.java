package org.nftrace.load;

import java.util.ArrayList;
import java.util.HashMap;
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
import org.nftrace.text.Messages;
import org.nftrace.text.Span;
import org.nftrace.text.Spelling;

/// Says which chains and sets are named and not there, and which jumps the kernel would have refused.
///
/// A fragment of `iptables -S` often names chains that were not pasted: that is worth a warning. In nft text, where a
/// table is whole, it is an error.
final class Names {
    private static final int MOST_HINTS = 20;

    private final Table table;
    private final Set<String> chains = new HashSet<>();
    private final Map<String, NamedSet> sets = new HashMap<>();
    private final Set<String> missing = new HashSet<>();
    private final Map<String, Map<String, Span>> jumps = new LinkedHashMap<>();
    private final Messages messages = new Messages();

    private Names(Table table) {
        this.table = table;
        table.chains().stream().map(Chain::name).forEach(chains::add);
        table.sets().forEach(set -> sets.put(set.name(), set));
    }

    static List<Diagnostic> check(Ruleset ruleset) {
        var all = new ArrayList<Diagnostic>();
        for (Table table : ruleset.tables()) {
            var names = new Names(table);
            names.check();
            all.addAll(names.messages.all());
        }
        return all;
    }

    private void check() {
        for (Chain chain : table.chains()) {
            Map<String, Span> from = jumps.computeIfAbsent(chain.name(), _ -> new LinkedHashMap<>());
            var maps = new HashSet<String>();
            var references = new References((span, to) -> jump(from, span, to), (span, set) -> {
                if (maps.add(set)) {
                    set(from, span, set);
                }
            });
            for (Rule rule : chain.rules()) {
                references.of(rule.statements());
            }
        }
        new JumpGraph(jumps, isBounded(), messages).check();
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
            report(span, "chain '" + to + "' is not in table " + name() + hint(to, chains));
        }
    }

    private void set(Map<String, Span> from, Span span, String name) {
        NamedSet set = sets.get(name);
        if (set == null) {
            if (missing.add("set " + name)) {
                report(span, "set '" + name + "' is not in table " + name() + hint(name, sets.keySet()));
            }
            return;
        }
        // A verdict map's elements may jump from wherever it is looked up.
        var references = new References((_, to) -> jump(from, span, to), (_, _) -> {});
        if (set.isMap()) {
            set.elements().forEach(references::element);
        }
    }

    // Where so much is missing nobody has mistyped it.
    private String hint(String word, Set<String> known) {
        return missing.size() <= MOST_HINTS ? Spelling.hint(word, known) : "";
    }

    private void report(Span span, String message) {
        messages.add(
                table.origin() == Table.Origin.NFT
                        ? Diagnostic.error(span, message)
                        : Diagnostic.warning(span, message));
    }

    private String name() {
        return "'" + table.label() + "'";
    }
}
