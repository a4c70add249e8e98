package org.nftrace.trace;

import java.util.List;
import java.util.Set;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Match;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;

/// Whether the matches of a table hold for a packet, and what its expressions are for it.
///
/// A match is made ready once ([#ready]); then any number of packets can be asked about.
public final class Evaluator {
    // Extensions whose answer is in lists and rates that the kernel keeps.
    private static final Set<String> WITH_MEMORY = Set.of("recent", "hashlimit", "rateest");

    // `--ctstate SNAT,DNAT`, which xt_conntrack.c has among the states.
    private static final Set<Value> TRANSLATED = Set.of(
            new Value.Bits(List.of(new Value.Number(0x10))),
            new Value.Bits(List.of(new Value.Number(0x20))),
            new Value.Bits(List.of(new Value.Number(0x10), new Value.Number(0x20))));

    private final Sources sources;
    private final Comparison comparison;
    private final Expressions expressions;
    private final Guards guards;

    private Evaluator(Table table) {
        sources = new Sources(table);
        comparison = new Comparison(sources);
        expressions = new Expressions(sources);
        guards = new Guards(table.family());
    }

    public static Evaluator of(Ruleset ruleset, Table table) {
        return new Evaluator(table);
    }

    /// {@return the match as it can be asked about any number of packets}
    Criterion ready(Match match) {
        return switch (match) {
            case Match.Compare compare -> comparison.of(compare);
            case Match.AnyOf(_, List<Match> matches) ->
                Criterion.any(matches.stream().map(this::ready).toList());
            case Match.XtMatch xt ->
                xt.meaning()
                        .<Criterion>map(all -> new Criterion.All(
                                all.stream().map(part -> part(xt, part)).toList()))
                        .orElseGet(() -> new Criterion.Open(
                                remembers(xt) ? new Question.StateOf(match) : new Question.MeaningOf(match)));
            case Match.Limit _, Match.Quota _, Match.ConnectionLimit _ ->
                new Criterion.Open(new Question.StateOf(match));
            case Match.Unread _ -> new Criterion.Open(new Question.MeaningOf(match));
        };
    }

    // xt_conntrack.c: where `--ctstate` holds for a packet without a connection, nothing else is asked of it; so does
    // `! --ctstate DNAT`.
    private Criterion part(Match.XtMatch xt, Match part) {
        boolean asksState = xt.options().stream()
                .flatMap(List::stream)
                .anyMatch(option -> option.name().equals("--ctstate"));
        Criterion own = ready(part);
        return xt.name().equals("conntrack") && asksState && !needsState(part)
                ? Criterion.any(List.of(guards.connection().getFirst().not(), own))
                : own;
    }

    private static boolean needsState(Match part) {
        return part instanceof Match.AnyOf
                || part instanceof Match.Compare(_, Selector.Ct ct, Relation relation, Value value)
                        && (ct.key() == CtKey.STATE
                                || ct.key() == CtKey.STATUS && relation == Relation.ANY && TRANSLATED.contains(value));
    }

    // What is asked is told, and no dump has the answer.
    private static boolean remembers(Match.XtMatch match) {
        return match.options().isPresent() && WITH_MEMORY.contains(match.name());
    }

    /// {@return whether the match holds}
    public Judgement judge(Match match, View view) {
        return judge(ready(match), view);
    }

    /// {@return whether it holds, by all that is known together}
    static Judgement judge(Criterion criterion, View view) {
        Judgement direct = criterion.judge(view);
        if (direct.answer() != Answer.UNKNOWN) {
            return direct;
        }
        Answer together = view.knowledge().holds(criterion.residual(view));
        return together == Answer.UNKNOWN ? direct : Judgement.of(together, List.of());
    }

    /// {@return what is known in the branch where the match holds, or does not}
    public Knowledge learn(Match match, boolean holds, View view) {
        return learn(ready(match), holds, view);
    }

    /// {@return what is known in the branch where it holds, or does not}
    static Knowledge learn(Criterion criterion, boolean holds, View view) {
        Formula left = criterion.residual(view);
        return view.knowledge().assume(holds ? left : left.not());
    }

    /// {@return the value that a statement would take from the expression}
    public Reading read(Expression expression, View view) {
        return expressions.read(expression, view);
    }

    /// {@return the element of a map that holds the key}
    ///
    /// @param map a [Value.SetLiteral] or a [Value.SetReference]
    public Lookup lookup(Expression key, Value map, View view) {
        return expressions.lookup(key, map, view);
    }
}
