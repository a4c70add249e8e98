package org.nftrace.lint;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.space.Reach;
import org.nftrace.space.Succession;

/// What the checks look at: a ruleset, and what reaches its rules.
public final class Subject {
    // No host has so many; each takes megabytes to think about.
    private static final int MOST_TABLES = 200;

    private final Ruleset ruleset;
    private final List<Root> roots;
    private final IdentityHashMap<Table, Reach> reaches = new IdentityHashMap<>();
    // Made when first asked for.
    private final List<Optional<Succession>> successions = new ArrayList<>();
    private final List<IdentityHashMap<Rule, Rule>> copies = new ArrayList<>();

    public Subject(Ruleset ruleset) {
        this.ruleset = ruleset;
        roots = roots(ruleset);
    }

    public List<Table> tables() {
        return ruleset.tables();
    }

    /// {@return what reaches the rules of a table, whatever its named sets will hold; empty when that is too much to
    /// tell}
    public Optional<Reach> reach(Table table) {
        if (tables().size() > MOST_TABLES) {
            return Optional.empty();
        }
        Reach reach = reaches.computeIfAbsent(table, t -> Reach.of(t, false));
        return reach.isDecided() ? Optional.of(reach) : Optional.empty();
    }

    /// {@return what base chains leave for those behind them; empty where no hook has several, or when that is too much
    /// to tell}
    public Optional<Succession> succession() {
        if (successions.isEmpty()) {
            successions.add(tables().size() > MOST_TABLES ? Optional.empty() : Succession.of(ruleset));
        }
        return successions.getFirst();
    }

    /// {@return the first rule of which this one is a copy in the same chain, where it is one}
    public Optional<Rule> original(Rule rule) {
        if (copies.isEmpty()) {
            copies.add(Copies.in(ruleset));
        }
        return Optional.ofNullable(copies.getFirst().get(rule));
    }

    /// A rule and where it stands.
    ///
    /// @param index 0 for the first of the chain
    public record Spot(Table table, Chain chain, int index, Rule rule) {
        /// {@return `ip filter INPUT`}
        public String place() {
            return table.label(chain);
        }
    }

    public List<Spot> rules() {
        var spots = new ArrayList<Spot>();
        for (Table table : tables()) {
            for (Chain chain : table.chains()) {
                spots.addAll(rules(table, chain));
            }
        }
        return spots;
    }

    public static List<Spot> rules(Table table, Chain chain) {
        var spots = new ArrayList<Spot>();
        for (int i = 0; i < chain.rules().size(); i++) {
            spots.add(new Spot(table, chain, i, chain.rules().get(i)));
        }
        return spots;
    }

    /// A base chain and where it is hooked in.
    public record Root(Table table, Chain chain, Chain.Base base) {
        public String place() {
            return table.label(chain);
        }

        public boolean drops() {
            return base.policy().filter(p -> p == Chain.Policy.DROP).isPresent();
        }
    }

    /// {@return the base chains of tables that are not dormant}
    public List<Root> roots() {
        return roots;
    }

    private static List<Root> roots(Ruleset ruleset) {
        var roots = new ArrayList<Root>();
        for (Table table : ruleset.tables()) {
            if (!table.flags().contains(Table.Flag.DORMANT)) {
                for (Chain chain : table.chains()) {
                    chain.base().ifPresent(base -> roots.add(new Root(table, chain, base)));
                }
            }
        }
        return List.copyOf(roots);
    }

    public List<Root> roots(Hook hook, Chain.ChainType type) {
        return roots().stream()
                .filter(r -> r.base().hook() == hook && r.base().type() == type)
                .filter(r -> r.table().family() != Family.BRIDGE
                        && r.table().family() != Family.ARP
                        && r.table().family() != Family.NETDEV)
                .toList();
    }

    /// {@return the statements of a rule, with what iptables extensions mean in their place}
    public static List<Statement> statements(Rule rule) {
        var flat = new ArrayList<Statement>();
        flatten(rule.statements(), flat);
        return flat;
    }

    private static void flatten(List<? extends Statement> statements, List<Statement> into) {
        for (Statement statement : statements) {
            switch (statement) {
                case Match.XtMatch(_, _, _, var meaning)
                when meaning.isPresent() -> flatten(meaning.get(), into);
                case Action.XtTarget(_, _, _, var meaning)
                when meaning.isPresent() -> flatten(meaning.get(), into);
                case Statement other -> into.add(other);
            }
        }
    }

    /// {@return the verdicts that a rule may give}
    public List<Verdict> verdicts(Table table, Rule rule) {
        var verdicts = new ArrayList<Verdict>();
        for (Statement statement : statements(rule)) {
            if (statement instanceof Action.Decide decide) {
                verdicts.add(decide.verdict());
            } else if (statement instanceof Action.VerdictMap map) {
                verdicts.addAll(elements(table, map.map()));
            }
        }
        return verdicts;
    }

    private static List<Verdict> elements(Table table, Value map) {
        List<Value.Element> elements = switch (map) {
            case Value.SetLiteral literal -> literal.elements();
            case Value.SetReference(_, String name) ->
                table.set(name).map(s -> s.elements()).orElse(List.of());
            case Value _ -> List.of();
        };
        return elements.stream()
                .flatMap(e -> e.data().stream())
                .filter(Value.VerdictData.class::isInstance)
                .map(v -> ((Value.VerdictData) v).verdict())
                .toList();
    }

    /// {@return what the function makes of each statement of the rule}
    public static <T> List<T> each(Rule rule, Function<Statement, Optional<T>> function) {
        return statements(rule).stream()
                .flatMap(s -> function.apply(s).stream())
                .toList();
    }
}
