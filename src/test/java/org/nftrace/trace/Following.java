package org.nftrace.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;

/// Lays the trace of a packet of which all is known beside that of the same packet with fields left open, and finds the
/// branch that it takes: at each fork the one whose condition it meets, and no other.
final class Following {
    private static final int MOST_STEPS = 200_000;

    private final Set<Assumption> real = new HashSet<>();
    private int steps;

    /// What came of it.
    sealed interface Found {
        /// It went the way that was told, to the end.
        record Way(int forks) implements Found {}

        /// The way that was told ends as not decided.
        record OpenEnd(Question question) implements Found {}

        /// What was told rests on an assumption that is not so of the packet.
        record Otherwise(Assumption assumption) implements Found {}

        /// What was told is wrong.
        ///
        /// @param left how much of the way was not gone
        record Broken(String how, int left) implements Found {}
    }

    private Following(Trace concrete) {
        for (Step step : concrete.steps()) {
            if (step instanceof Step.Assumed(var assumption)) {
                real.add(assumption);
            }
        }
    }

    static Found of(Trace open, Trace concrete) {
        // What cannot begin a connection is not what was assumed.
        var first = assumedFirst(open.steps());
        return first.isPresent() && assumedFirst(concrete.steps()).isEmpty()
                ? new Found.Otherwise(first.get())
                : new Following(concrete)
                        .follow(
                                open.steps(),
                                concrete.steps(),
                                concrete.packet().packet(),
                                0);
    }

    private static Optional<Assumption> assumedFirst(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Assumed(Assumption.FirstOfConnection first)) {
                return Optional.of(first);
            }
            if (step instanceof Step.Forked(_, var branches)) {
                for (Step.Branch branch : branches) {
                    var inside = assumedFirst(branch.steps());
                    if (inside.isPresent()) {
                        return inside;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Found follow(List<Step> open, List<Step> concrete, Packet packet, int forks) {
        int o = 0;
        int c = 0;
        Packet now = packet;
        while (true) {
            if (steps++ > MOST_STEPS) {
                return new Found.OpenEnd(new Question.TooManyBranches(MOST_STEPS));
            }
            while (c < concrete.size() && isSilent(concrete.get(c))) {
                now = concrete.get(c++) instanceof Step.Rewrote(_, var after, _) ? after : now;
            }
            if (o < open.size()
                    && open.get(o) instanceof Step.Assumed(var assumption)
                    && !holds(assumption, now, concrete)) {
                return new Found.Otherwise(assumption);
            }
            if (o < open.size() && isSilent(open.get(o))) {
                o++;
                continue;
            }
            if (o == open.size() || c == concrete.size()) {
                return o == open.size() && c == concrete.size()
                        ? new Found.Way(forks)
                        : broken(
                                "ends",
                                o == open.size() ? null : open.get(o),
                                c == concrete.size() ? null : concrete.get(c),
                                concrete.size() - c);
            }
            var told = open.get(o);
            if (told instanceof Step.Decided(Outcome.Undecided(var question))) {
                return new Found.OpenEnd(question);
            }
            if (told instanceof Step.Forked fork) {
                return choose(
                        fork, open.subList(o + 1, open.size()), concrete.subList(c, concrete.size()), now, forks + 1);
            }
            if (concrete.get(c) instanceof Step.EnteredHook(_, _, _, var entered)) {
                now = entered;
            }
            if (!isSame(told, concrete.get(c))) {
                return broken("differs", told, concrete.get(c), concrete.size() - c);
            }
            if (told instanceof Step.Decided) {
                return new Found.Way(forks);
            }
            o++;
            c++;
        }
    }

    private Found choose(Step.Forked fork, List<Step> after, List<Step> concrete, Packet now, int forks) {
        var met = fork.branches().stream().map(b -> meets(b.condition(), now)).toList();
        boolean told = !met.contains(Optional.<Boolean>empty());
        if (told) {
            var chosen = fork.branches().stream()
                    .filter(b -> meets(b.condition(), now).orElseThrow())
                    .toList();
            return chosen.size() == 1
                    ? follow(joined(chosen.getFirst(), after), concrete, now, forks)
                    : new Found.Broken(
                            chosen.size() + " conditions are met by " + now + ": "
                                    + fork.branches().stream()
                                            .flatMap(b -> b.condition().terms().stream())
                                            .map(Condition.Term::says)
                                            .toList(),
                            concrete.size());
        }
        Found best = null;
        for (int i = 0; i < fork.branches().size(); i++) {
            if (met.get(i).equals(Optional.of(false))) {
                continue;
            }
            var found = follow(joined(fork.branches().get(i), after), concrete, now, forks);
            if (found instanceof Found.Way) {
                return found;
            }
            best = best == null || isNearer(found, best) ? found : best;
        }
        return best == null ? new Found.Broken("no condition is met by " + now, concrete.size()) : best;
    }

    private static boolean isNearer(Found found, Found best) {
        return best instanceof Found.Broken(_, int left)
                && (!(found instanceof Found.Broken(_, int less)) || less < left);
    }

    private static List<Step> joined(Step.Branch branch, List<Step> after) {
        if (!branch.steps().isEmpty() && branch.steps().getLast() instanceof Step.Decided) {
            return branch.steps();
        }
        var all = new ArrayList<>(branch.steps());
        all.addAll(after);
        return all;
    }

    /// {@return whether the packet meets the condition; empty where that is not told by fields}
    static Optional<Boolean> meets(Condition condition, Packet packet) {
        boolean all = true;
        for (Condition.Term term : condition.terms()) {
            if (term.says().isEmpty() || term.says().stream().anyMatch(n -> !packet.knows(n.fact()))) {
                return Optional.empty();
            }
            all &= term.says().stream().allMatch(n -> n.admits(packet));
        }
        return Optional.of(all);
    }

    private static boolean isSilent(Step step) {
        // Where a mark was not told, it cannot be told either whether a rule changed it.
        boolean again = step instanceof Step.Routed(Route.Out(_, _, _, boolean more)) && more;
        return again || step instanceof Step.Assumed || step instanceof Step.Tracked || step instanceof Step.Rewrote;
    }

    private boolean holds(Assumption assumption, Packet packet, List<Step> concrete) {
        return switch (assumption) {
            case Assumption.FieldIs(var fact, long value, _) -> !packet.knows(fact) || packet.number(fact) == value;
            case Assumption.InIsNoneOf(var names, _) ->
                packet.findText(Fact.IN).filter(names::contains).isEmpty();
            case Assumption.InIs(var name, _) ->
                packet.findText(Fact.IN).filter(n -> !n.equals(name)).isEmpty();
            case Assumption.OutIsNoneOf(var names, _) ->
                packet.findText(Fact.OUT).filter(names::contains).isEmpty()
                        && concrete.stream()
                                .noneMatch(s -> way(s).filter(names::contains).isPresent());
            // Whose the source is, was not asked while it was open; and by the source it may be concluded otherwise.
            case Assumption.IsNotLocal(var address, _) ->
                isNot(Fact.SOURCE, address, packet)
                        && real.stream()
                                .noneMatch(a -> a instanceof Assumption.IsLocal(var own, _) && own.equals(address));
            case Assumption.IsLocal(var address, _) ->
                isNot(Fact.SOURCE, address, packet)
                        && real.stream()
                                .noneMatch(a ->
                                        a instanceof Assumption.IsNotLocal(var other, _) && other.equals(address));
            case Assumption.OrdinaryAddress(var end, _) ->
                packet.findAddress(end).filter(a -> a.isSpecial()).isEmpty()
                        && concrete.stream().noneMatch(Following::isOfAddresses);
            default -> true;
        };
    }

    private static Optional<String> way(Step step) {
        return switch (step) {
            case Step.Routed(Route.Through(_, var out, _)) -> out;
            case Step.Routed(Route.Out(_, var out, _, _)) -> out;
            default -> Optional.empty();
        };
    }

    private static boolean isNot(Fact end, Address address, Packet packet) {
        return packet.findAddress(end).filter(address::equals).isEmpty();
    }

    private static boolean isOfAddresses(Step step) {
        return switch (step) {
            case Step.Dropped(var reason) -> isOfAddresses(reason);
            case Step.Decided(Outcome.Undecided(Question.WaysOfCopies())) -> true;
            default -> false;
        };
    }

    private static boolean isOfAddresses(DropReason reason) {
        return switch (reason) {
            case DropReason.NoRoute _,
                    DropReason.RouteSays _,
                    DropReason.MartianSource _,
                    DropReason.MartianDestination _,
                    DropReason.ReversePath _,
                    DropReason.NotJoined _,
                    DropReason.BadAddress _,
                    DropReason.RouteLocalnet _ -> true;
            case DropReason.NotForwarding _,
                    DropReason.TtlExceeded _,
                    DropReason.BadFrame _,
                    DropReason.NoHairpin _,
                    DropReason.NoAddress _,
                    DropReason.OtherWayOut _,
                    DropReason.PortsExhausted _,
                    DropReason.QueueWithoutListener _ -> false;
        };
    }

    private static boolean isSame(Step told, Step real) {
        return switch (told) {
            case Step.EnteredHook(var layer, var hook, _, var packet) ->
                real instanceof Step.EnteredHook(var l, var h, _, var p)
                        && layer == l
                        && hook == h
                        && agree(packet, p);
            case Step.EnteredBaseChain(_, var chain) ->
                real instanceof Step.EnteredBaseChain(_, var c) && chain == c;
            case Step.PassedOver(var place, _, _) ->
                real instanceof Step.PassedOver(var p, _, _) && isSame(place, p);
            case Step.Matched(var place, var verdict) ->
                real instanceof Step.Matched(var p, var v) && isSame(place, p) && verdict.equals(v);
            case Step.EnteredChain(_, var chain) -> real instanceof Step.EnteredChain(_, var c) && chain == c;
            case Step.Returned(_, var from, _) ->
                real instanceof Step.Returned(_, var f, _) && from == f;
            case Step.PolicyApplied(_, var chain, _) ->
                real instanceof Step.PolicyApplied(_, var c, _) && chain == c;
            case Step.Routed(var route) -> real instanceof Step.Routed(var r) && route.getClass() == r.getClass();
            case Step.Dropped(var reason) -> real instanceof Step.Dropped(var r) && reason.getClass() == r.getClass();
            case Step.Decided(var outcome) -> real instanceof Step.Decided(var o) && isSame(outcome, o);
            case Step.Rewrote _, Step.Tracked _, Step.Assumed _, Step.Forked _ -> false;
        };
    }

    private static boolean isSame(Outcome told, Outcome real) {
        return told instanceof Outcome.Accepted ? told.equals(real) : told.getClass() == real.getClass();
    }

    private static boolean isSame(Place one, Place other) {
        return one.chain() == other.chain() && one.index() == other.index();
    }

    private static boolean agree(Packet told, Packet real) {
        for (Fact fact : Fact.values()) {
            if (told.knows(fact) && real.knows(fact) && !value(told, fact).equals(value(real, fact))) {
                return false;
            }
        }
        return true;
    }

    private static Object value(Packet packet, Fact fact) {
        return switch (fact.kind()) {
            case NUMBER -> packet.number(fact);
            case ADDRESS -> packet.address(fact);
            case TEXT -> packet.text(fact);
        };
    }

    private static Found broken(String what, Step told, Step real, int left) {
        return new Found.Broken(what + "\n  told " + text(told) + "\n  real " + text(real), left);
    }

    private static String text(Step step) {
        return switch (step) {
            case null -> "nothing more";
            case Step.PassedOver(var place, var failed, _) ->
                "passed " + place.chain().name() + " " + place.index() + " by "
                        + failed.span().text();
            case Step.Matched(var place, var verdict) ->
                "matched " + place.chain().name() + " " + place.index() + " "
                        + place.rule().span().text() + " " + verdict;
            case Step.EnteredBaseChain(_, var chain) -> "base " + chain.name();
            case Step.EnteredChain(_, var chain) -> "chain " + chain.name();
            case Step.PolicyApplied(_, var chain, _) -> "policy of " + chain.name();
            case Step.Returned(_, var from, _) -> "return from " + from.name();
            case Step.EnteredHook(_, var hook, _, var packet) -> hook + " " + packet;
            case Step.Forked(var question, _) ->
                "fork " + question.getClass().getSimpleName();
            case Step.Decided(var outcome) -> outcome.getClass().getSimpleName();
            default -> step.getClass().getSimpleName() + " " + step;
        };
    }
}
