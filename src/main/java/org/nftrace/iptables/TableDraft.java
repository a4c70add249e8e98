package org.nftrace.iptables;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Priority;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;
import org.nftrace.text.Span;

/// A table while its lines come in.
final class TableDraft {
    private final Family family;
    private final String name;
    private final Table.Origin origin;
    private final Map<String, ChainDraft> chains = new LinkedHashMap<>();
    private final Set<String> declared = new HashSet<>();
    private Span span;

    /// A chain while its rules come in.
    static final class ChainDraft {
        private final String name;
        private final List<Rule> rules = new ArrayList<>();
        private final Span span;
        private Optional<Chain.Policy> policy = Optional.empty();
        private Span policySpan;

        ChainDraft(String name, Span span) {
            this.name = name;
            this.span = span;
            this.policySpan = span;
        }

        /// @param position 1 is the first
        void insert(int position, List<Rule> more) {
            rules.addAll(Math.min(position - 1, rules.size()), more);
        }

        void append(List<Rule> more) {
            rules.addAll(more);
        }

        private Optional<RulesAhead.Appended> only() {
            return rules.size() == 1 ? Optional.of(new RulesAhead.Appended(name, rules.getFirst())) : Optional.empty();
        }
    }

    TableDraft(Family family, String name, Table.Origin origin, Span span) {
        this.family = family;
        this.name = name;
        this.origin = origin;
        this.span = span;
    }

    Family family() {
        return family;
    }

    String name() {
        return name;
    }

    Table.Origin origin() {
        return origin;
    }

    void extend(Span further) {
        span = span.to(further);
    }

    boolean declares(String chain) {
        return declared.contains(chain);
    }

    /// {@return the chain, made at its first mention}
    ChainDraft chain(String chain, Span mention) {
        return chains.computeIfAbsent(chain, _ -> new ChainDraft(chain, mention));
    }

    void append(RulesAhead.Appended appended, Line line) {
        ChainDraft known = chains.get(appended.chain());
        ChainDraft chain = known == null ? chain(appended.chain(), line.span()) : known;
        chain.rules.add(appended.rule());
    }

    void declare(String chain, Span line) {
        chain(chain, line);
        declared.add(chain);
    }

    /// {@return how many chains are declared}
    int declarations() {
        return declared.size();
    }

    /// {@return one in which rules mean the same, where nothing of this one is changed}
    TableDraft withoutRules() {
        var empty = new TableDraft(family, name, origin, span);
        empty.declared.addAll(declared);
        return empty;
    }

    /// {@return the only rule, and no other from now on}
    Optional<RulesAhead.Appended> takeOnly() {
        Optional<RulesAhead.Appended> only =
                chains.size() == 1 ? chains.values().iterator().next().only() : Optional.empty();
        chains.clear();
        return only;
    }

    void setPolicy(String chain, Chain.Policy policy, Span line) {
        var draft = chain(chain, line);
        draft.policy = Optional.of(policy);
        draft.policySpan = line;
    }

    Table finish() {
        return new Table(
                span,
                family,
                name,
                origin,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                List.of(),
                List.of(),
                chains.values().stream().map(this::chain).toList());
    }

    private Chain chain(ChainDraft draft) {
        return new Chain(
                draft.span,
                draft.name,
                BuiltIn.of(name, draft.name).map(place -> base(place, draft)),
                false,
                Optional.empty(),
                OptionalLong.empty(),
                draft.rules);
    }

    private Chain.Base base(BuiltIn place, ChainDraft draft) {
        return new Chain.Base(
                draft.policySpan,
                place.type(),
                place.hook(),
                List.of(),
                Priority.of(place.priority(name, origin)),
                draft.policy,
                false);
    }
}
