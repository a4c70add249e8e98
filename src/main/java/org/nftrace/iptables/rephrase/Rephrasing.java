package org.nftrace.iptables.rephrase;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.nftrace.iptables.BuiltIn;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Match;
import org.nftrace.ir.Priority;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Span;

/// Lays tables of nft out over those of iptables: `raw`, `mangle`, `nat`, `filter`, `security`, of ip and of ip6.
///
/// A regular chain goes wherever a base chain leads to it; an inet table is said twice.
public final class Rephrasing {
    private static final int LONGEST_NAME = 28;
    private static final Set<String> TARGETS = Set.of("ACCEPT", "DROP", "RETURN", "QUEUE");

    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Set<String> topics = new HashSet<>();
    private final Map<Family, Map<String, Map<String, Chain>>> laidOut = new LinkedHashMap<>();

    /// @param tables      as if an `iptables-save` had been read; a rule that cannot be said is a [Match.Unread]
    /// @param diagnostics what cannot be said, each at its place
    public record Rephrased(List<Table> tables, List<Diagnostic> diagnostics) {
        public Rephrased {
            tables = List.copyOf(tables);
            diagnostics = List.copyOf(diagnostics);
        }
    }

    private Rephrasing() {}

    public static Rephrased of(List<Table> tables) {
        var rephrasing = new Rephrasing();
        for (Table table : tables) {
            switch (table.family()) {
                case IP, IP6 -> rephrasing.table(table, table.family());
                case INET -> {
                    rephrasing.table(table, Family.IP);
                    rephrasing.table(table, Family.IP6);
                }
                case ARP, BRIDGE, NETDEV ->
                    rephrasing.error(
                            table.span(),
                            "iptables has no tables of family '"
                                    + table.family().label() + "'");
            }
        }
        var found = new ArrayList<Table>();
        rephrasing.laidOut.forEach((family, byName) -> Place.TABLES.stream()
                .filter(byName::containsKey)
                .map(name -> finished(family, name, byName.get(name)))
                .forEach(found::add));
        return new Rephrased(found, rephrasing.diagnostics);
    }

    private static Table finished(Family family, String name, Map<String, Chain> chains) {
        Span span = chains.values().iterator().next().span();
        var all = new ArrayList<Chain>();
        for (String builtIn : BuiltIn.chains(name)) {
            all.add(chains.containsKey(builtIn) ? chains.get(builtIn) : empty(name, builtIn, span));
        }
        chains.values().stream().filter(chain -> !chain.isBase()).forEach(all::add);
        return new Table(
                span,
                family,
                name,
                Table.Origin.XTABLES,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                List.of(),
                List.of(),
                all);
    }

    // iptables has them all, and an empty one that accepts is none.
    private static Chain empty(String table, String name, Span span) {
        return chain(span, name, Optional.of(base(table, name, span, Chain.Policy.ACCEPT)), List.of());
    }

    private static Chain.Base base(String table, String name, Span span, Chain.Policy policy) {
        var place = BuiltIn.of(table, name).orElseThrow();
        return new Chain.Base(
                span,
                place.type(),
                Hook.valueOf(name),
                List.of(),
                Priority.of(place.priority()),
                Optional.of(policy),
                false);
    }

    private static Chain chain(Span span, String name, Optional<Chain.Base> base, List<Rule> rules) {
        return new Chain(span, name, base, false, Optional.empty(), OptionalLong.empty(), rules);
    }

    private void table(Table table, Family family) {
        if (table.flags().contains(Table.Flag.DORMANT)) {
            error(table.span(), "iptables has no dormant tables");
            return;
        }
        var placed = new LinkedHashMap<String, List<Chain>>();
        var reached = new LinkedHashSet<String>();
        for (Chain chain : table.chains()) {
            if (chain.isBase()) {
                place(chain, chain.base().get()).ifPresent(place -> {
                    var name = place.table();
                    placed.computeIfAbsent(name, _ -> new ArrayList<>());
                    baseChain(chain, place, family);
                    reachable(table, chain).forEach(found -> {
                        reached.add(found.name());
                        if (!placed.get(name).contains(found)) {
                            placed.get(name).add(found);
                        }
                    });
                });
            }
        }
        String rest = placed.keySet().stream().findFirst().orElse("filter");
        table.chains().stream()
                .filter(chain -> !chain.isBase() && !reached.contains(chain.name()))
                .forEach(chain ->
                        placed.computeIfAbsent(rest, _ -> new ArrayList<>()).add(chain));
        placed.forEach((name, chains) -> chains.forEach(chain -> regular(chain, name, family)));
    }

    // Chains may lead from one to the next for as long as a dump goes on.
    private static Set<Chain> reachable(Table table, Chain from) {
        var byName = new HashMap<String, Chain>();
        table.chains().forEach(chain -> byName.putIfAbsent(chain.name(), chain));
        var found = new LinkedHashSet<Chain>();
        var open = new ArrayDeque<Chain>(List.of(from));
        while (!open.isEmpty()) {
            targets(open.removeFirst())
                    .map(byName::get)
                    .filter(chain -> chain != null && !chain.isBase() && found.add(chain))
                    .forEach(open::add);
        }
        return found;
    }

    private static Stream<String> targets(Chain chain) {
        return chain.rules().stream()
                .flatMap(rule -> rule.statements().stream())
                .flatMap(Rephrasing::verdicts)
                .flatMap(verdict -> verdict.target().stream());
    }

    private static Stream<Verdict> verdicts(Statement statement) {
        return switch (statement) {
            case Action.Decide(_, var verdict) -> Stream.of(verdict);
            case Action.VerdictMap(_, _, Value.SetLiteral(_, var elements)) ->
                elements.stream()
                        .flatMap(element -> element.data().stream())
                        .filter(Value.VerdictData.class::isInstance)
                        .map(data -> ((Value.VerdictData) data).verdict());
            case Match _, Action _ -> Stream.of();
        };
    }

    private Optional<Place> place(Chain chain, Chain.Base base) {
        var place = Place.of(base);
        String where = base.hook().label() + " with priority " + base.priority().text();
        if (place.isEmpty()) {
            error(base.span(), "iptables has no chain at " + where);
        } else if (!place.get().exact()) {
            warnOnce(
                    "priority " + chain.span(),
                    base.span(),
                    "iptables has no chain at " + where + ": it becomes "
                            + place.get().chain() + " of table '" + place.get().table() + "'");
        }
        return place;
    }

    private void baseChain(Chain chain, Place place, Family family) {
        var policy = policy(chain.base().orElseThrow(), place);
        put(
                chain,
                place.table(),
                family,
                chain(
                        chain.span(),
                        place.chain(),
                        Optional.of(base(place.table(), place.chain(), chain.span(), policy)),
                        rules(chain, place.table(), place.chain(), family)));
    }

    private Chain.Policy policy(Chain.Base base, Place place) {
        var policy = base.policy().orElse(Chain.Policy.ACCEPT);
        if (policy == Chain.Policy.DROP && place.table().equals("nat")) {
            error(base.span(), "iptables has no policy drop in table 'nat'");
            return Chain.Policy.ACCEPT;
        }
        return policy;
    }

    private void regular(Chain chain, String table, Family family) {
        if (chain.name().length() > LONGEST_NAME) {
            error(
                    chain.span(),
                    "the name '" + chain.name() + "' is longer than the " + LONGEST_NAME + " characters of iptables");
        }
        if (TARGETS.contains(chain.name()) || BuiltIn.isName(chain.name())) {
            error(chain.span(), "the name '" + chain.name() + "' is taken in iptables");
            return;
        }
        put(
                chain,
                table,
                family,
                chain(chain.span(), chain.name(), Optional.empty(), rules(chain, table, chain.name(), family)));
    }

    private void put(Chain chain, String table, Family family, Chain said) {
        var chains = laidOut.computeIfAbsent(family, _ -> new LinkedHashMap<>())
                .computeIfAbsent(table, _ -> new LinkedHashMap<>());
        if (chains.putIfAbsent(said.name(), said) != null) {
            error(
                    chain.span(),
                    "chain '" + chain.name() + "' would be a second " + said.name() + " of table '" + table
                            + "' in iptables");
        }
    }

    private List<Rule> rules(Chain chain, String table, String name, Family family) {
        var rephraser = new RuleRephraser(family, table, name);
        var said = new ArrayList<Rule>();
        for (Rule rule : chain.rules()) {
            try {
                said.addAll(rephraser.rules(rule));
                rule.statements().forEach(this::sets);
            } catch (Refusal refusal) {
                error(refusal.span(), refusal.getMessage());
                said.add(new Rule(
                        rule.span(), List.of(new Match.Unread(rule.span())), Optional.empty(), OptionalLong.empty()));
            }
        }
        return said;
    }

    private void sets(Statement statement) {
        Optional<String> set = switch (statement) {
            case Match.Compare(_, _, _, Value.SetReference(_, var name)) -> Optional.of(name);
            case Action.SetUpdate update -> Optional.of(update.set());
            case Match _, Action _ -> Optional.empty();
        };
        set.ifPresent(name ->
                warnOnce("set " + name, statement.span(), "set '" + name + "' has to be made with ipset for iptables"));
    }

    // What cannot be said for ip cannot be said for ip6 either, mostly for the same reason.
    private void error(Span span, String message) {
        if (topics.add(span + message)) {
            diagnostics.add(Diagnostic.error(span, message));
        }
    }

    private void warnOnce(String topic, Span span, String message) {
        if (topics.add(topic)) {
            diagnostics.add(Diagnostic.warning(span, message));
        }
    }
}
