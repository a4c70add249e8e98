package org.nftrace.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Table;
import org.nftrace.ir.Verdict;
import org.nftrace.report.Visit.Mark;
import org.nftrace.report.Visit.Run;
import org.nftrace.trace.Place;
import org.nftrace.trace.Question;
import org.nftrace.trace.Step;

/// Follows the steps of one hook and notes what stands in the margin beside which line.
///
/// The margin descends like stairs: an arrow that leaves, `(2)->`, ends where the one that lands, `->(2)`, begins, in
/// the chain jumped to as well as, after the return, at the next rule.
final class Drawing {
    private final List<Visit> visits = new ArrayList<>();
    private Deque<Frame> frames = new ArrayDeque<>();
    private Optional<Visit> base = Optional.empty();
    private int leftAt;
    private int leftUnder;

    /// A chain that the walk is in.
    ///
    /// @param column  where its next mark stands
    /// @param landing where an arrow that comes back to it begins
    private record Frame(Visit visit, Run run, int column, int landing) {
        Frame at(int newColumn) {
            return new Frame(visit, run, newColumn, landing);
        }

        Frame left(int end) {
            return new Frame(visit, run, column, end);
        }
    }

    private Drawing() {}

    static List<Visit> of(List<Item> items) {
        var drawing = new Drawing();
        drawing.walk(items);
        return drawing.visits;
    }

    private void walk(List<Item> items) {
        items.forEach(this::draw);
    }

    private void draw(Item item) {
        switch (item.step()) {
            case Step.EnteredBaseChain(var table, var chain) -> enterBase(item, table, chain);
            case Step.PassedOver passed -> pass(passed);
            case Step.Matched(var place, var verdict) -> match(item, place, verdict);
            case Step.EnteredChain(var table, var chain) -> enter(table, chain);
            case Step.Returned(var by, _, var to) -> comeBack(item, by, to);
            case Step.Forked(var question, _) -> fork(item, question);
            case Step.EnteredHook _,
                    Step.PolicyApplied _,
                    Step.Rewrote _,
                    Step.Tracked _,
                    Step.Routed _,
                    Step.Assumed _,
                    Step.Dropped _,
                    Step.Decided _ -> {}
        }
    }

    private void enterBase(Item item, Table table, Chain chain) {
        frames.clear();
        base = Optional.of(open(table, chain, 0, 0));
        mark(Visit.HOOK, number(item), 0);
    }

    private void pass(Step.PassedOver step) {
        if (frames.isEmpty()) {
            return;
        }
        int line = step.place().index();
        Visit visit = frames.element().visit();
        visit.pass(step);
        // Where one branch of a fork matched, that the other passes on is not drawn.
        if (visit.marks(line).stream()
                .noneMatch(m -> m.text().contains("(") && !m.text().startsWith("->"))) {
            mark(line, Mark.PASSED, 1);
        }
    }

    private void match(Item item, Place place, Verdict verdict) {
        if (frames.isEmpty()) {
            return;
        }
        boolean leaves = verdict instanceof Verdict.Jump || verdict instanceof Verdict.Goto;
        if (item.number().isPresent()) {
            leave(item, place.index(), leaves);
        } else if (verdict instanceof Verdict.Continue) {
            mark(place.index(), "✓", 1);
        }
        if (verdict instanceof Verdict.Goto) {
            frames.pop();
        }
    }

    private void leave(Item item, int line, boolean leaves) {
        mark(line, number(item) + (leaves ? "->" : ""), 0);
        Frame frame = frames.pop();
        leftAt = frame.visit().end(line);
        leftUnder = item.number().orElseThrow();
        frames.push(frame.left(leftAt));
    }

    private void enter(Table table, Chain chain) {
        open(table, chain, leftAt, leftAt);
        mark(Visit.OPENING, "->(" + leftUnder + ")", 0);
        frames.push(frames.pop().at(leftAt + "->".length()));
    }

    private Visit open(Table table, Chain chain, int column, int landing) {
        var visit = new Visit(table, chain);
        visits.add(visit);
        frames.push(new Frame(visit, new Run(), column, landing));
        return visit;
    }

    private void comeBack(Item item, Optional<Place> by, Optional<Place> to) {
        if (frames.isEmpty()) {
            return;
        }
        Visit from = frames.element().visit();
        leave(item, by.map(Place::index).orElse(from.closing()), true);
        frames.pop();
        if (to.isEmpty()) {
            base.ifPresent(v -> frames.push(new Frame(v, new Run(), leftAt, leftAt)));
        }
        if (frames.isEmpty()) {
            return;
        }
        Frame back = frames.pop();
        Visit visit = back.visit();
        int line = to.map(p -> p.index() + 1).orElse(visit.closing());
        frames.push(new Frame(visit, new Run(), back.landing(), back.landing()));
        mark(line, "->" + number(item), 0);
        frames.push(frames.pop().at(visit.end(line)));
    }

    private void fork(Item item, Question question) {
        placeOf(question)
                .filter(p -> !frames.isEmpty()
                        && p.chain().equals(frames.element().visit().chain()))
                .filter(p -> frames.element().visit().marks(p.index()).stream()
                        .noneMatch(m -> m.text().equals("?")))
                .ifPresent(p -> mark(p.index(), "?", 1));
        for (var branch : item.branches()) {
            var before = new ArrayDeque<>(frames);
            walk(Section.here(branch));
            frames = before;
        }
    }

    private static Optional<Place> placeOf(Question question) {
        return switch (question) {
            case Question.Holds(var place, _, _) -> Optional.of(place);
            case Question.Selects(var place, _, _) -> Optional.of(place);
            case Question.Takes(var place, _, _) -> Optional.of(place);
            case Question.Listens(var place) -> Optional.of(place);
            case Question.OutcomeOf(var place, _) -> Optional.of(place);
            case Question.TooDeep(var place) -> Optional.of(place);
            case Question.IsLocal _,
                    Question.IsForHost _,
                    Question.WaysOfCopies _,
                    Question.IsInState _,
                    Question.ChainReturns _,
                    Question.Forwards _,
                    Question.ValueOf _,
                    Question.ResultOf _,
                    Question.StateOf _,
                    Question.MeaningOf _,
                    Question.ElementsOf _,
                    Question.NotTold _,
                    Question.TooManyBranches _ -> Optional.empty();
        };
    }

    /// Puts a mark beside a line, behind those that are there.
    ///
    /// @param gap how many blanks part it from them
    private void mark(int line, String text, int gap) {
        Frame frame = frames.pop();
        int end = frame.visit().end(line);
        int column = Math.max(frame.column(), end == 0 ? 0 : end + gap);
        frame.visit().marks().add(new Mark(line, column, text, frame.run()));
        frames.push(frame.at(column));
    }

    private static String number(Item item) {
        return "(" + item.number().orElseThrow() + ")";
    }
}
