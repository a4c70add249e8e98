package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.nftrace.packet.Packet;

/// The steps of a walk as they are made, or of one branch of it.
///
/// At a fork a path splits into one path a branch. Whoever walks on does so with [#each], on all that are still going;
/// after that, branches that came out alike have met again and are one path.
final class Path {

    /// How far a path is through the base chain it is in.
    enum Course {
        /// the next statement, rule or station is its own
        ON,
        /// it goes back to the rule of the last jump, or to the policy
        RETURNING,
        /// this base chain lets it pass
        ACCEPTED,
        /// a nat mapping took hold: the nat chains of this hook are done with it
        MAPPED,
        /// nothing comes after
        ENDED,
        /// it is a trial, and more is to be said or done than a glance tells
        HALTED
    }

    /// Where a path that is returning comes from.
    record Return(Optional<Place> by, ReadyChain from) {}

    /// The bound on branches, shared by all paths of a walk.
    static final class Bound {
        private final int most;
        private int branches = 1;

        Bound(int most) {
            this.most = most;
        }
    }

    /// A branch that a fork is to have.
    ///
    /// @param question  what sets it apart, and `holds` its answer there
    /// @param knowledge what is known in it
    /// @param walk      what happens in it first
    record Way(Question question, boolean holds, Knowledge knowledge, Consumer<Path> walk) {}

    private record Split(Question question, List<Way> ways, List<Path> branches, Knowledge before) {}

    private static final int USUAL_LENGTH = 64;
    private static final int USUAL_BRANCH = 16;

    private final Bound bound;
    private final Optional<Trial> trial;
    private final Steps.Draft steps;
    private View view;
    private Moment viewed;
    private At viewedAt;
    private Moment moment;
    private Course course = Course.ON;
    private Return returning;
    private Split split;

    Path(Moment moment, int mostBranches) {
        this(moment, new Bound(mostBranches), USUAL_LENGTH, Optional.empty());
    }

    /// A path that only tries out what follows from glances.
    Path(Moment moment, Trial trial) {
        this(moment, new Bound(1), USUAL_BRANCH, Optional.of(trial));
    }

    private Path(Moment moment, Bound bound, int expected, Optional<Trial> trial) {
        this.trial = trial;
        this.steps = new Steps.Draft(expected);
        this.moment = moment;
        this.bound = bound;
    }

    boolean isTrial() {
        return trial.isPresent();
    }

    Optional<Trial> trial() {
        return trial;
    }

    /// {@return whether a trial has found out as much as is worth remembering}
    boolean isLongTrial() {
        return trial.isPresent() && trial.get().isLong(steps.size());
    }

    /// Ends a trial at a rule, of which more is to be said or done from a statement of it on.
    void halt(ReadyRule rule, int statement) {
        course = Course.HALTED;
        trial.orElseThrow().halt(rule, statement);
    }

    /// Where a trial halted may have been behind a jump or goto.
    void haltedBehind(ReadyVerdict jump) {
        if (course == Course.HALTED) {
            trial.orElseThrow().haltedBehind(jump);
        }
    }

    /// {@return what a trial found out}
    Stretch stretch(Optional<Stretch.Halt> halt) {
        Course behind = halt.isPresent() ? Course.ON : course;
        return steps.stretch(behind, Optional.ofNullable(returning), halt);
    }

    /// Goes through what others went through that looked the same.
    void go(Stretch stretch, View seen) {
        steps.tell(stretch, seen);
        course = stretch.course();
        returning = stretch.turned().orElse(returning);
    }

    Moment moment() {
        return moment;
    }

    Packet packet() {
        return moment.packet();
    }

    void moment(Moment changed) {
        moment = changed;
    }

    void tell(Step step) {
        steps.tell(step);
    }

    void tell(List<Step> more) {
        for (int i = 0; i < more.size(); i++) {
            steps.tell(more.get(i));
        }
    }

    /// {@return what a statement sees here; the same as before while nothing has changed}
    @SuppressWarnings("ReferenceEquality")
    View view(At at, Terrain terrain) {
        if (moment == viewed && at == viewedAt) {
            return view;
        }
        if (view == null || !moment.isSeenBy(view) || view.layer() != at.layer() || view.hook() != at.hook()) {
            view = moment.seenFrom(at, terrain);
        }
        viewed = moment;
        viewedAt = at;
        return view;
    }

    /// Tells of rules that do not match and did nothing.
    ///
    /// @param asked whether they were asked
    void passOver(ReadyChain chain, int from, int to, View seen, boolean asked) {
        steps.passOver(chain, from, to, seen, asked);
    }

    /// Tells what was assumed, each assumption once.
    void assume(List<Assumption> assumptions) {
        for (int i = 0; i < assumptions.size(); i++) {
            assume(assumptions.get(i));
        }
    }

    void assume(Assumption assumption) {
        if (!moment.told().contains(assumption)) {
            steps.tell(new Step.Assumed(assumption));
            moment = moment.telling(assumption);
        }
    }

    void end(Outcome outcome) {
        steps.tell(new Step.Decided(outcome));
        course = Course.ENDED;
    }

    /// Ends the path for a reason that is in no rule.
    void drop(DropReason reason) {
        steps.tell(new Step.Dropped(reason));
        end(new Outcome.Stopped(reason));
    }

    Course course() {
        return course;
    }

    void course(Course changed) {
        course = changed;
    }

    void goBack(Return from) {
        course = Course.RETURNING;
        returning = from;
    }

    /// {@return where a path that is RETURNING comes from}
    Return returning() {
        return returning;
    }

    boolean isSplit() {
        return split != null;
    }

    boolean isOn() {
        return course == Course.ON;
    }

    /// {@return whether nothing more happens on this path or on any branch of it}
    boolean isOver() {
        return split == null
                ? course == Course.ENDED
                : split.branches().stream().allMatch(Path::isOver);
    }

    /// Follows several ways from here: this path becomes its branches, unless only one of them can be. When they would
    /// be too many, it ends instead.
    void fork(Question question, List<Way> all) {
        List<Way> ways =
                all.stream().filter(way -> !way.knowledge().isImpossible()).toList();
        if (ways.size() == 1) {
            moment = moment.with(ways.getFirst().knowledge());
            ways.getFirst().walk().accept(this);
        } else if (ways.isEmpty() || bound.branches + ways.size() - 1 > bound.most) {
            end(new Outcome.Undecided(ways.isEmpty() ? question : new Question.TooManyBranches(bound.most)));
        } else {
            bound.branches += ways.size() - 1;
            var branches = new ArrayList<Path>();
            ways.forEach(way -> branches.add(new Path(moment.with(way.knowledge()), bound, USUAL_BRANCH, trial)));
            split = new Split(question, ways, List.copyOf(branches), moment.knowledge());
            for (int i = 0; i < ways.size(); i++) {
                ways.get(i).walk().accept(branches.get(i));
            }
        }
    }

    /// {@return the branches, or this path itself, whose next rule is their own}
    List<Path> on() {
        if (split == null) {
            return isOn() ? List.of(this) : List.of();
        }
        return split.branches().stream().flatMap(b -> b.on().stream()).toList();
    }

    /// Goes on with whatever of this path has not ended.
    void each(Consumer<Path> work) {
        if (split == null) {
            if (course != Course.ENDED) {
                work.accept(this);
            }
        } else {
            for (Path branch : split.branches()) {
                branch.each(work);
            }
            meet();
        }
    }

    /// Makes branches that came out alike one path again.
    void meet() {
        if (split == null) {
            return;
        }
        // All of them first: one that stays apart from its neighbour keeps no later one from meeting in itself.
        split.branches().forEach(Path::meet);
        Path first = null;
        Moment met = null;
        for (Path branch : split.branches()) {
            if (branch.isSplit()) {
                if (!branch.isOver()) {
                    return;
                }
                branch.close(branch.moment, Course.ENDED);
            }
            if (branch.course == Course.ENDED) {
                continue;
            }
            if (first == null) {
                first = branch;
                met = branch.moment;
            } else if (first.course == branch.course
                    && Objects.equals(first.returning, branch.returning)
                    && met.isLike(branch.moment)) {
                met = met.meet(branch.moment, split.before());
            } else {
                return;
            }
        }
        if (first == null) {
            close(moment, Course.ENDED);
        } else {
            returning = first.returning;
            close(met, first.course);
        }
    }

    private void close(Moment met, Course on) {
        steps.tell(forked());
        int open = (int)
                split.branches().stream().filter(b -> b.course != Course.ENDED).count();
        bound.branches -= Math.max(0, open - 1);
        split = null;
        moment = met;
        course = on;
    }

    private Step forked() {
        var told = new ArrayList<Step.Branch>();
        for (int i = 0; i < split.branches().size(); i++) {
            Way way = split.ways().get(i);
            var condition =
                    new Condition(List.of(new Condition.Term(way.question(), way.holds(), says(way.knowledge()))));
            told.add(new Step.Branch(condition, split.branches().get(i).steps()));
        }
        return new Step.Forked(split.question(), told);
    }

    // Of a field that a rule has set since, it would say what it was: `ct original daddr` after dnat.
    private List<Narrowed> says(Knowledge known) {
        List<Narrowed> learnt = known.since(split.before());
        return learnt.stream().anyMatch(n -> packet().knows(n.fact())) ? List.of() : learnt;
    }

    /// {@return what was told, where nothing more will be; a fork that is still open stands last}
    List<Step> steps() {
        if (split != null) {
            steps.tell(forked());
            split = null;
        }
        return steps.done();
    }
}
