package org.nftrace.load;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Flowtable;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Rule;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Table;
import org.nftrace.text.Messages;

/// A table while dumps come in that tell of it, each of some of its chains or of all.
final class UnitedTable {
    private static final Pattern ROW = Pattern.compile("\\s(?:--|-f|!f)\\s+\\S+\\s+\\S");
    private static final Pattern COUNTERS =
            Pattern.compile("^\\[[0-9]+:[0-9]+]\\s*|\\s*-c [0-9]+ [0-9]+| ?packets [0-9]+ bytes [0-9]+");

    private final Messages messages;
    private final Map<String, Chain> chains = new LinkedHashMap<>();
    private final Set<String> hooked = new HashSet<>();
    private final Set<StatefulObject> objects = new LinkedHashSet<>();
    private final Set<NamedSet> sets = new LinkedHashSet<>();
    private final Set<Flowtable> flowtables = new LinkedHashSet<>();
    private Table first;
    private boolean alone;

    UnitedTable(Table first, Messages messages) {
        this.messages = messages;
        begin(first);
    }

    private void begin(Table table) {
        first = table;
        alone = true;
        for (Collection<?> known : List.of(chains.keySet(), hooked, objects, sets, flowtables)) {
            known.clear();
        }
        table.chains().forEach(this::put);
        add(table.objects(), table.sets(), table.flowtables());
    }

    private void put(Chain chain) {
        chains.put(chain.name(), chain);
        if (chain.base().isPresent()) {
            hooked.add(chain.name());
        }
    }

    private void add(List<StatefulObject> moreObjects, List<NamedSet> moreSets, List<Flowtable> moreFlowtables) {
        objects.addAll(moreObjects);
        sets.addAll(moreSets);
        flowtables.addAll(moreFlowtables);
    }

    void add(Table later) {
        if (isToldAnew(later)) {
            messages.warning(
                    later.span(),
                    "table '" + later.label() + "' is told of twice: what comes last is taken, not what is at "
                            + first.span());
            begin(later);
            return;
        }
        alone = false;
        for (Chain chain : later.chains()) {
            Chain known = chains.get(chain.name());
            if (known == null || known.rules().isEmpty() && !chain.rules().isEmpty()) {
                put(chain);
            } else if (!chain.rules().isEmpty()) {
                messages.warning(
                        chain.span(),
                        "chain '" + chain.name() + "' was read before, at " + known.span() + "; this one is not used");
            }
        }
        add(later.objects(), later.sets(), later.flowtables());
    }

    // Two whole listings are of two times, or of two hosts, and are not to be mixed: one has all base chains of the
    // other, and other rules. Rows of `iptables -L` say less than what they would replace.
    private boolean isToldAnew(Table later) {
        Map<String, Chain> others = new HashMap<>();
        later.chains().forEach(chain -> others.putIfAbsent(chain.name(), chain));
        return others.keySet().containsAll(hooked)
                && others.values().stream()
                        .anyMatch(other -> chains.containsKey(other.name()) && isOther(chains.get(other.name()), other))
                && later.chains().stream()
                        .flatMap(chain -> chain.rules().stream())
                        .noneMatch(UnitedTable::isRow);
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

    Table table() {
        return alone
                ? first
                : new Table(
                        first.span(),
                        first.family(),
                        first.name(),
                        first.origin(),
                        first.flags(),
                        first.comment(),
                        first.notice(),
                        first.handle(),
                        List.copyOf(objects),
                        List.copyOf(sets),
                        List.copyOf(flowtables),
                        List.copyOf(chains.values()));
    }
}
