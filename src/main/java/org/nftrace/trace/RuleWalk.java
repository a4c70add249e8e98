package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;

/// The walk through the statements of one rule, left to right.
final class RuleWalk {
    private final Scene scene;
    private final ChainWalk chains;
    private final ActionWalk actions;

    RuleWalk(Scene scene, ChainWalk chains) {
        this.scene = scene;
        this.chains = chains;
        this.actions = new ActionWalk(scene, this);
    }

    /// Runs a rule. The path is ON when the next rule of the chain is to be asked.
    void run(Path path, ReadyRule rule, At at, int depth) {
        if (path.isTrial()) {
            tryOut(path, rule, at, depth);
        } else if (rule.chain().isToldLater()) {
            run(path, rule, rule.look(scene.view(path, at), Optional.empty()), at, depth);
        } else {
            run(path, rule, 0, at, depth);
        }
    }

    /// Goes from what is sure to hold to the statement where more is to be said or done.
    ///
    /// @param index what [ReadyRule#look] says, or 0: then all of the rule is asked
    void run(Path path, ReadyRule rule, int index, At at, int depth) {
        // Most rules look at the packet and do not match; why, is found out when somebody wants to see it.
        if (index == ReadyRule.NO_MATCH) {
            path.passOver(rule.chain(), rule.number(), rule.number() + 1, scene.view(path, at), true);
        } else if (index == rule.length()) {
            path.tell(rule.continued());
        } else if (rule.decides(index)) {
            path.tell(rule.verdict(index).matched());
            follow(path, rule.verdict(index), at, depth);
        } else {
            goOn(path, new Cursor(rule, at, depth, index, List.of()));
        }
        path.meet();
    }

    private void tryOut(Path path, ReadyRule rule, At at, int depth) {
        if (path.isLongTrial()) {
            path.halt(rule, 0);
            return;
        }
        int index = rule.look(scene.view(path, at), path.trial());
        boolean told = index == ReadyRule.NO_MATCH
                || index == rule.length()
                || rule.decides(index) && rule.verdict(index).isPlain(depth);
        if (told) {
            run(path, rule, index, at, depth);
        } else {
            path.halt(rule, index);
        }
    }

    /// Runs the rest of a rule.
    void goOn(Path path, Cursor from) {
        Cursor cursor = from;
        while (!cursor.isAtEnd()) {
            switch (cursor.statement()) {
                case Match match -> {
                    Judgement judgement = Evaluator.judge(cursor.criterion(), scene.view(path, cursor.at()));
                    path.assume(judgement.rests());
                    switch (judgement.answer()) {
                        case YES -> cursor = cursor.next();
                        case NO -> {
                            passOver(path, cursor, judgement.seen());
                            return;
                        }
                        case UNKNOWN -> {
                            if (!failsLater(path, match, cursor)) {
                                fork(path, match, judgement, cursor);
                            }
                            return;
                        }
                    }
                }
                case Action action -> {
                    if (action instanceof Action.Counter) {
                        cursor = cursor.next();
                    } else {
                        act(path, action, cursor);
                        return;
                    }
                }
            }
        }
        matched(path, cursor, new Verdict.Continue());
    }

    // Whatever the answer, the rule does not match where a comparison behind it fails, before anything was done.
    private boolean failsLater(Path path, Match open, Cursor cursor) {
        for (Cursor later = cursor.next(); isRead(open) && !later.isAtEnd(); later = later.next()) {
            if (!(later.statement() instanceof Match match) || !isRead(match)) {
                return false;
            }
            Judgement judgement = Evaluator.judge(later.criterion(), scene.view(path, later.at()));
            if (judgement.answer() == Answer.NO) {
                path.assume(judgement.rests());
                passOver(path, later, judgement.seen());
                return true;
            }
        }
        return false;
    }

    // What could not be read may do anything once it matches.
    private static boolean isRead(Match match) {
        return !(match instanceof Match.Unread);
    }

    private void fork(Path path, Match match, Judgement judgement, Cursor cursor) {
        Question because = judgement.question().orElseGet(() -> new Question.MeaningOf(match));
        View view = scene.view(path, cursor.at());
        Knowledge holding = Evaluator.learn(cursor.criterion(), true, view);
        Knowledge failing = Evaluator.learn(cursor.criterion(), false, view);
        var question = new Question.Holds(cursor.place(), match, because);
        path.fork(
                question,
                List.of(
                        new Path.Way(question, true, holding, p -> {
                            if (isRead(match)) {
                                goOn(p, cursor.next());
                            } else {
                                p.end(new Outcome.Undecided(question));
                            }
                        }),
                        new Path.Way(question, false, failing, p -> passOver(p, cursor, judgement.seen()))));
    }

    /// Follows both: the statement holds and the rule goes on, or it does not and the rule ends there.
    void mayHold(Path path, Cursor cursor, Question question) {
        Knowledge known = path.moment().knowledge();
        path.fork(
                question,
                List.of(
                        new Path.Way(question, true, known, p -> goOn(p, cursor.next())),
                        new Path.Way(question, false, known, p -> passOver(p, cursor, Optional.empty()))));
    }

    /// The rule does not match: the statement at the cursor does not hold.
    void passOver(Path path, Cursor cursor, Optional<Seen> seen) {
        path.tell(new Step.PassedOver(cursor.place(), cursor.statement(), seen));
        path.tell(cursor.changes());
    }

    /// All of the rule has run.
    void matched(Path path, Cursor cursor, Verdict verdict) {
        path.tell(new Step.Matched(cursor.place(), verdict));
        path.tell(cursor.changes());
    }

    private void act(Path path, Action action, Cursor cursor) {
        switch (action) {
            case Action.Decide _ -> decide(path, cursor.rule().verdict(cursor.index()), cursor);
            case Action.VerdictMap map -> lookUp(path, map, cursor);
            case Action other -> actions.act(path, other, cursor);
        }
    }

    private void decide(Path path, ReadyVerdict verdict, Cursor cursor) {
        if (verdict.kind() == ReadyVerdict.Kind.CONTINUE) {
            goOn(path, cursor.next());
            return;
        }
        path.tell(verdict.matched());
        path.tell(cursor.changes());
        follow(path, verdict, cursor.at(), cursor.depth());
    }

    private void follow(Path path, ReadyVerdict verdict, At at, int depth) {
        switch (verdict.kind()) {
            case ACCEPT -> path.course(Path.Course.ACCEPTED);
            case DROP -> path.end(new Outcome.Dropped(Optional.of(verdict.place())));
            case RETURN -> path.goBack(verdict.back());
            case JUMP, GOTO -> {
                if (verdict.target().isEmpty()) {
                    missing(path, verdict);
                } else {
                    chains.enter(path, verdict, at, depth);
                    path.haltedBehind(verdict);
                }
            }
            case CONTINUE -> {}
        }
    }

    // A chain that the dump lacks may do anything. What follows where it does nothing can be told.
    private static void missing(Path path, ReadyVerdict verdict) {
        Knowledge known = path.moment().knowledge();
        var asks = new Question.MeaningOf(verdict.by());
        var returns = new Question.ChainReturns(verdict.verdict().target().orElseThrow());
        path.fork(
                asks,
                List.of(
                        new Path.Way(returns, true, known, p -> comeBack(p, verdict)),
                        new Path.Way(returns, false, known, p -> p.end(new Outcome.Undecided(asks)))));
    }

    private static void comeBack(Path path, ReadyVerdict verdict) {
        if (verdict.kind() == ReadyVerdict.Kind.GOTO) {
            path.goBack(verdict.rule().chain().end());
        }
    }

    private void lookUp(Path path, Action.VerdictMap map, Cursor cursor) {
        switch (cursor.evaluator().lookup(map.key(), map.map(), scene.view(path, cursor.at()))) {
            case Lookup.Found found -> {
                path.assume(found.rests());
                decide(path, verdict(map, found.element().data(), cursor), cursor);
            }
            case Lookup.Missing missing -> {
                path.assume(missing.rests());
                passOver(path, cursor, missing.seen());
            }
            case Lookup.Undecided undecided -> choose(path, map, undecided, cursor);
        }
    }

    private void choose(Path path, Action.VerdictMap map, Lookup.Undecided undecided, Cursor cursor) {
        if (undecided.choices().isEmpty()) {
            path.end(new Outcome.Undecided(new Question.Holds(cursor.place(), map, undecided.question())));
            return;
        }
        var ways = new ArrayList<Path.Way>();
        for (Lookup.Choice choice : undecided.choices()) {
            var selects = new Question.Selects(cursor.place(), map, choice.elements());
            ways.add(new Path.Way(selects, true, choice.then(), p -> {
                if (choice.elements().isEmpty()) {
                    passOver(p, cursor, Optional.empty());
                } else {
                    decide(p, verdict(map, choice.data(), cursor), cursor);
                }
            }));
        }
        path.fork(new Question.Holds(cursor.place(), map, undecided.question()), ways);
    }

    private static ReadyVerdict verdict(Action.VerdictMap map, Optional<Value> data, Cursor cursor) {
        Verdict verdict =
                data.orElse(null) instanceof Value.VerdictData(Verdict found) ? found : new Verdict.Continue();
        return cursor.rule().verdict(map, verdict);
    }
}
