package org.nftrace.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Verdict;

/// A rule made ready for walking: its place is known, what it asks is prepared, and what an iptables target does stands
/// in the place of the target.
final class ReadyRule {
    /// Of a packet that the rule does not match.
    static final int NO_MATCH = -1;

    private final ReadyChain chain;
    private final Place place;
    private final Statement[] statements;
    // Of those statements that are matches.
    private final Criterion[] criteria;
    // One after the other, up to the first that is never sure.
    private final Look[] looks;
    // Of those statements that decide.
    private final ReadyVerdict[] verdicts;
    // Of those statements that map to what is written in them.
    private final Mapping[] mappings;
    private final Step.Matched continued;
    private ReadyVerdict chosen;
    private Back back;
    private Stretches stretches;
    private final Set<Statement> ofTargets = Collections.newSetFromMap(new IdentityHashMap<>());

    ReadyRule(ReadyChain chain, Place place) {
        this.chain = chain;
        this.place = place;
        var flat = new ArrayList<Statement>();
        flatten(place.rule().statements(), flat, false);
        flat.addAll(0, Unlisted.of(place.table().family(), flat));
        this.statements = flat.toArray(Statement[]::new);
        this.criteria = new Criterion[statements.length];
        this.verdicts = new ReadyVerdict[statements.length];
        this.mappings = new Mapping[statements.length];
        this.continued = new Step.Matched(place, new Verdict.Continue());
        var glances = new ArrayList<Look>();
        for (int i = 0; i < statements.length; i++) {
            for (Glance glance : prepare(i)) {
                glances.add(new Look(glance, i));
            }
        }
        this.looks = glances.toArray(Look[]::new);
    }

    /// @param statement the number of that which the glance is at
    private record Look(Glance glance, int statement) {}

    private List<Glance> prepare(int index) {
        return switch (statements[index]) {
            case Match match -> {
                criteria[index] = chain.home().evaluator().ready(match);
                yield Glance.all(criteria[index]);
            }
            case Action.Counter _ -> List.of();
            case Action.Decide(_, Verdict verdict) -> {
                verdicts[index] = ReadyVerdict.of(this, statements[index], verdict);
                yield List.of(Glance.NEVER_SURE);
            }
            case Action.Nat nat -> {
                mappings[index] = NatStatement.written(nat).orElse(null);
                yield List.of(Glance.NEVER_SURE);
            }
            case Action _ -> List.of(Glance.NEVER_SURE);
        };
    }

    private void flatten(List<Statement> statements, List<Statement> into, boolean ofTarget) {
        for (Statement statement : statements) {
            if (statement instanceof Action.XtTarget target && target.meaning().isPresent()) {
                flatten(target.meaning().get(), into, true);
            } else {
                into.add(statement);
                if (ofTarget) {
                    ofTargets.add(statement);
                }
            }
        }
    }

    /// {@return the number of the first statement of which a glance does not show that it holds; [#NO_MATCH] where it
    /// shows that it does not}
    ///
    /// @param trial notes what is seen
    int look(View view, Optional<Trial> trial) {
        for (Look look : looks) {
            Answer answer = look.glance().at(view);
            if (trial.isPresent()) {
                trial.get().note(look.glance(), answer);
            }
            if (answer != Answer.YES) {
                return answer == Answer.NO ? NO_MATCH : look.statement();
            }
        }
        return statements.length;
    }

    /// {@return whether the statement is a verdict that ends the rule}
    boolean decides(int index) {
        return verdicts[index] != null && verdicts[index].kind() != ReadyVerdict.Kind.CONTINUE;
    }

    /// {@return what the statement maps to, where that is the same for every packet}
    Optional<Mapping> mapping(int index) {
        return Optional.ofNullable(mappings[index]);
    }

    /// {@return the verdict that the statement is}
    ReadyVerdict verdict(int index) {
        return verdicts[index];
    }

    /// {@return a verdict that a map of the rule has for a packet}
    @SuppressWarnings("ReferenceEquality")
    ReadyVerdict verdict(Statement by, Verdict verdict) {
        // Whoever comes at the same time makes the same.
        ReadyVerdict last = chosen;
        if (last == null || last.by() != by || !last.verdict().equals(verdict)) {
            last = ReadyVerdict.of(this, by, verdict);
            chosen = last;
        }
        return last;
    }

    /// {@return what packets were seen to go through from this rule on}
    Stretches stretches() {
        Stretches known = stretches;
        if (known == null) {
            known = new Stretches();
            stretches = known;
        }
        return known;
    }

    /// {@return that the rule matched and decided nothing}
    Step.Matched continued() {
        return continued;
    }

    /// {@return that a walk came back to this rule from where it jumped to}
    @SuppressWarnings("ReferenceEquality")
    Step.Returned returned(Path.Return from) {
        Back last = back;
        if (last == null || last.from() != from) {
            last = new Back(from, new Step.Returned(from.by(), from.from().chain(), Optional.of(place)));
            back = last;
        }
        return last.told();
    }

    private record Back(Path.Return from, Step.Returned told) {}

    ReadyChain chain() {
        return chain;
    }

    Place place() {
        return place;
    }

    /// {@return which of its chain it is, from 0 on}
    int number() {
        return place.index() - 1;
    }

    int length() {
        return statements.length;
    }

    Statement statement(int index) {
        return statements[index];
    }

    /// {@return what a statement asks, which is a match}
    Criterion criterion(int index) {
        return criteria[index];
    }

    /// {@return whether the statement is what an iptables target does: such a rule goes on where it has nothing to do
    /// (`-j CONNMARK` without a connection)}
    boolean isOfTarget(Statement statement) {
        return ofTargets.contains(statement);
    }
}
