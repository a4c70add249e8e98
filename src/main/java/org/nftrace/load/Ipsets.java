package org.nftrace.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nftrace.iptables.ipset.Ipset;
import org.nftrace.iptables.ipset.Membership;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Match;
import org.nftrace.ir.Match.XtOption;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Messages;

/// Gives the tables of iptables the sets that their rules refer to: only the type of a set says what its flags stand
/// for.
final class Ipsets {
    private final Map<String, Ipset> sets = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();

    private Ipsets(List<Ipset> all) {
        all.forEach(set -> sets.put(set.name(), set));
    }

    static List<Table> fill(List<Table> tables, List<Ipset> all, List<Diagnostic> diagnostics) {
        if (all.isEmpty()) {
            return tables;
        }
        var ipsets = new Ipsets(all);
        var filled = tables.stream().map(ipsets::fill).toList();
        var messages = new Messages();
        ipsets.sets.values().stream()
                .filter(set -> !ipsets.used.contains(set.name()))
                .forEach(set -> messages.note(set.span(), "no rule that was read asks for set '" + set.name() + "'"));
        diagnostics.addAll(messages.all());
        return filled;
    }

    private Table fill(Table table) {
        var membership = new Membership(sets, table.family());
        var here = new HashMap<String, NamedSet>();
        var chains = new ArrayList<Chain>();
        for (Chain chain : table.chains()) {
            var rules = chain.rules().stream()
                    .map(rule -> rule(rule, membership, here))
                    .toList();
            chains.add(chain.withRules(rules));
        }
        var known = new ArrayList<>(table.sets());
        sets.keySet().stream().filter(here::containsKey).map(here::get).forEach(known::add);
        return table.with(known, chains);
    }

    private Rule rule(Rule rule, Membership membership, Map<String, NamedSet> here) {
        var statements = new ArrayList<Statement>();
        for (Statement statement : rule.statements()) {
            statements.add(
                    switch (statement) {
                        case Match.XtMatch match when match.name().equals("set") -> match(match, membership, here);
                        case Action.XtTarget target
                        when target.name().equals("SET") -> target(target, membership, here);
                        case Statement other -> other;
                    });
        }
        return new Rule(rule.span(), statements, rule.comment(), rule.handle());
    }

    private Match match(Match.XtMatch match, Membership membership, Map<String, NamedSet> here) {
        var reference = option(match.options(), "--match-set").filter(o -> isKnown(o, membership, here));
        // What the reader left open, '--packets-gt' or '--return-nomatch', stays so.
        if (match.meaning().isEmpty() || reference.isEmpty()) {
            return match;
        }
        XtOption option = reference.get();
        var meaning = membership.of(match.span(), option.values().getFirst(), flags(option), option.negated());
        return new Match.XtMatch(match.span(), match.name(), match.options(), meaning);
    }

    private Action target(Action.XtTarget target, Membership membership, Map<String, NamedSet> here) {
        var reference = option(target.options(), "--add-set")
                .or(() -> option(target.options(), "--del-set"))
                .filter(o -> isKnown(o, membership, here));
        if (target.meaning().isEmpty() || reference.isEmpty()) {
            return target;
        }
        var key = membership.key(reference.get().values().getFirst(), flags(reference.get()));
        var meaning = target.meaning().get().stream()
                .map(statement -> key.<Statement>map(k -> statement instanceof Action.SetUpdate update
                                ? new Action.SetUpdate(
                                        update.span(),
                                        update.operation(),
                                        update.set(),
                                        k,
                                        update.data(),
                                        update.timeout(),
                                        update.size(),
                                        update.comment(),
                                        update.state())
                                : statement)
                        .orElse(statement))
                .toList();
        return new Action.XtTarget(
                target.span(),
                target.name(),
                target.options(),
                key.isPresent() ? Optional.of(meaning) : Optional.empty());
    }

    // Puts the set, or those of a list, among the table's.
    private boolean isKnown(XtOption option, Membership membership, Map<String, NamedSet> here) {
        String name = option.values().getFirst();
        if (!sets.containsKey(name)) {
            return false;
        }
        used.add(name);
        for (String leaf : membership.leaves(name)) {
            used.add(leaf);
            membership.asNamedSet(leaf).ifPresent(set -> here.put(leaf, set));
        }
        return true;
    }

    private static List<String> flags(XtOption option) {
        return List.of(option.values().getLast().split(","));
    }

    private static Optional<XtOption> option(Optional<List<XtOption>> options, String name) {
        return options.stream()
                .flatMap(List::stream)
                .filter(o -> o.name().equals(name))
                .findFirst();
    }
}
