package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.nftrace.ir.Action;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Match;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// What the statements of a rule do that are no verdict.
final class ActionWalk {
    private final Scene scene;
    private final RuleWalk rule;
    private final Assignment assignment;
    private final NatStatement nat;

    ActionWalk(Scene scene, RuleWalk rule) {
        this.scene = scene;
        this.rule = rule;
        this.assignment = new Assignment(scene);
        this.nat = new NatStatement(scene);
    }

    void act(Path path, Action action, Cursor cursor) {
        switch (action) {
            case Action.Reject reject -> {
                rule.matched(path, cursor, new Verdict.Drop());
                if (reject.kind() == Action.RejectKind.TCP_RESET) {
                    Conntrack.close(path);
                }
                path.end(new Outcome.Rejected(cursor.place()));
            }
            case Action.Assign assign -> assign(path, assign, cursor);
            case Action.Nat statement -> translate(path, statement, cursor);
            case Action.Notrack _ -> {
                Conntrack.untrack(path);
                rule.goOn(path, cursor.next());
            }
            case Action.Queue queue -> queue(path, queue, cursor);
            case Action.Fwd fwd -> forward(path, fwd, cursor);
            case Action.Tproxy _ -> socket(path, cursor);
            case Action.SetUpdate update -> update(path, update, cursor);
            case Action.ObjectReference reference -> object(path, reference, cursor);
            case Action.Synproxy _ -> notModelled(path, cursor);
            case Action.XtTarget _ -> notModelled(path, cursor);
            case Action.Decide _, Action.VerdictMap _ -> throw new AssertionError("RuleWalk decides: " + action);
            case Action.Counter _, Action.Last _, Action.Log _, Action.Dup _, Action.Offload _, Action.ResetOption _ ->
                rule.goOn(path, cursor.next());
        }
    }

    private void notModelled(Path path, Cursor cursor) {
        rule.matched(path, cursor, new Verdict.Continue());
        path.end(new Outcome.Undecided(new Question.OutcomeOf(cursor.place(), cursor.statement())));
    }

    private void assign(Path path, Action.Assign assign, Cursor cursor) {
        read(path, assign.value(), cursor, (p, value) -> {
            Packet before = p.packet();
            if (assignment.run(p, assign.target(), value, cursor)) {
                p.each(q -> rule.goOn(q, cursor.changed(before, q.packet()).next()));
            } else {
                rule.passOver(p, cursor, Optional.empty());
            }
        });
    }

    private void translate(Path path, Action.Nat statement, Cursor cursor) {
        Optional<Mapping> written = cursor.rule().mapping(cursor.index());
        if (written.isPresent()) {
            translate(path, statement, cursor, _ -> written);
        } else {
            readOptional(
                    path,
                    statement.address(),
                    cursor,
                    (withAddress, address) -> readOptional(
                            withAddress,
                            statement.port(),
                            cursor,
                            (p, port) -> translate(
                                    p, statement, cursor, q -> nat.asked(q, statement, address, port, cursor.at()))));
        }
    }

    private void translate(Path path, Action.Nat statement, Cursor cursor, Function<Path, Optional<Mapping>> asked) {
        // `dnat ip to` in an inet chain does nothing to IPv6 (nft_nat.c, nft_nat_inet_eval).
        if (statement.family().isPresent()
                && statement.family().get() != cursor.at().layer()) {
            rule.goOn(path, cursor.next());
            return;
        }
        if (path.moment().connection().isEmpty()) {
            rule.passOver(path, cursor, Optional.empty());
            return;
        }
        Packet before = path.packet();
        Optional<Mapping> mapping = asked.apply(path);
        if (mapping.isEmpty()) {
            rule.matched(path, cursor, new Verdict.Drop());
            path.drop(NatStatement.noAddress(before, statement));
        } else {
            nat.run(path, statement, mapping.get());
            rule.matched(path, cursor.changed(before, path.packet()), new Verdict.Accept());
            path.course(Path.Course.MAPPED);
        }
    }

    // A queue with a program behind it lets the program decide. Without one, `bypass` makes it an accept for this base
    // chain.
    private void queue(Path path, Action.Queue queue, Cursor cursor) {
        Knowledge known = path.moment().knowledge();
        var listens = new Question.Listens(cursor.place());
        rule.matched(path, cursor, new Verdict.Continue());
        path.fork(
                listens,
                List.of(
                        new Path.Way(listens, true, known, p -> p.end(new Outcome.Queued(cursor.place()))),
                        new Path.Way(listens, false, known, p -> {
                            if (queue.flags().contains(Action.QueueFlag.BYPASS)) {
                                p.course(Path.Course.ACCEPTED);
                            } else {
                                p.drop(new DropReason.QueueWithoutListener());
                            }
                        })));
    }

    // `tproxy` gives the packet a socket, where it finds one; else the rule ends there (nft_tproxy.c).
    private void socket(Path path, Cursor cursor) {
        rule.mayHold(path, cursor, new Question.Listens(cursor.place()));
    }

    private void forward(Path path, Action.Fwd fwd, Cursor cursor) {
        read(path, fwd.device(), cursor, (p, device) -> {
            rule.matched(p, cursor, new Verdict.Accept());
            Optional<String> out = device.flatMap(ActionWalk::name);
            Optional<Address> to = p.packet().findAddress(Fact.DESTINATION);
            p.tell(new Step.Routed(new Route.Through(to, out, Optional.empty())));
            p.end(new Outcome.Accepted(Outcome.End.FORWARD));
        });
    }

    private static Optional<String> name(Value value) {
        return switch (value) {
            case Value.Interface(var pattern) when !pattern.wildcard() -> Optional.of(pattern.text());
            case Value.Text(String text) -> Optional.of(text);
            case Value _ -> Optional.empty();
        };
    }

    private void update(Path path, Action.SetUpdate update, Cursor cursor) {
        read(
                path,
                update.key(),
                cursor,
                (p, key) -> readOptional(p, update.data(), cursor, (q, data) -> {
                    var change = new SetChanges.Change(
                            cursor.place().table(), update.set(), update.operation(), key, data.flatMap(Taken::value));
                    q.moment(q.moment().with(q.moment().sets().with(change)));
                    // Counters of an element always run; a limit may end the rule.
                    if (update.state().stream().anyMatch(Match.class::isInstance)) {
                        mayHold(q, cursor);
                    } else {
                        rule.goOn(q, cursor.next());
                    }
                }));
    }

    private void mayHold(Path path, Cursor cursor) {
        var because = new Question.StateOf(cursor.statement());
        rule.mayHold(path, cursor, new Question.Holds(cursor.place(), cursor.statement(), because));
    }

    private void object(Path path, Action.ObjectReference reference, Cursor cursor) {
        read(path, reference.name(), cursor, (p, _) -> {
            StatefulObject.Kind kind = reference.kind();
            switch (kind) {
                case COUNTER, CT_HELPER, CT_TIMEOUT, CT_EXPECTATION, SECMARK, TUNNEL -> rule.goOn(p, cursor.next());
                case LIMIT, QUOTA -> mayHold(p, cursor);
                case SYNPROXY -> notModelled(p, cursor);
            }
        });
    }

    private void readOptional(
            Path path, Optional<Expression> expression, Cursor cursor, BiConsumer<Path, Optional<Taken>> then) {
        if (expression.isEmpty()) {
            then.accept(path, Optional.empty());
        } else {
            read(path, expression.get(), cursor, (p, value) -> then.accept(p, Optional.of(new Taken(value))));
        }
    }

    /// What a statement takes; the value is absent when it is not known.
    record Taken(Optional<Value> value) {}

    /// Reads what a statement is to take. Where it may be one of several, each is followed; where it is absent, the
    /// rule ends.
    private void read(Path path, Expression expression, Cursor cursor, BiConsumer<Path, Optional<Value>> then) {
        take(path, cursor.evaluator().read(expression, scene.view(path, cursor.at())), cursor, then);
    }

    private void take(Path path, Reading reading, Cursor cursor, BiConsumer<Path, Optional<Value>> then) {
        switch (reading) {
            case Reading.Known known -> {
                path.assume(known.rests());
                then.accept(path, Optional.of(known.value()));
            }
            case Reading.Absent absent -> {
                path.assume(absent.rests());
                if (cursor.isOfTarget()) {
                    rule.goOn(path, cursor.next());
                } else {
                    rule.passOver(path, cursor, Optional.empty());
                }
            }
            case Reading.Unknown _ -> then.accept(path, Optional.empty());
            case Reading.Undecided undecided -> {
                var ways = new ArrayList<Path.Way>();
                for (Reading.Choice choice : undecided.choices()) {
                    Optional<Value> value = choice.reading() instanceof Reading.Known(Value v, _)
                            ? Optional.of(v)
                            : Optional.empty();
                    var takes = new Question.Takes(cursor.place(), cursor.statement(), value);
                    ways.add(new Path.Way(takes, true, choice.then(), p -> take(p, choice.reading(), cursor, then)));
                }
                path.fork(new Question.Holds(cursor.place(), cursor.statement(), undecided.question()), ways);
            }
        }
    }
}
