package org.nftrace.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;
import org.nftrace.trace.Meaning;

/// What reaches the rules of one table, over all of its base chains.
public final class Reach {
    private static final long MOST_STEPS = 3_000_000;

    private final Compiled compiled;
    private final Space space;
    private final Regions regions;
    private final IdentityHashMap<Chain, PacketSet> starts = new IdentityHashMap<>();
    private final Set<Rule> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Rule, PacketSet> matched = new IdentityHashMap<>();
    /// Of those, what comes from outside.
    private final IdentityHashMap<Rule, PacketSet> inward = new IdentityHashMap<>();
    /// What comes to a chain, by its first rule.
    private final IdentityHashMap<Rule, PacketSet> entering = new IdentityHashMap<>();
    private boolean decided;

    private Reach(Table table, boolean asListed) {
        compiled = new Compiled(table);
        List<Meaning> meanings = new ArrayList<>(compiled.meanings());
        var asked = List.copyOf(Space.asked(meanings));
        meanings.addAll(Context.meanings(asked));
        space = Space.over(meanings);
        regions = new Regions(space, asListed);
    }

    /// {@return what reaches the rules of the table}
    ///
    /// @param asListed whether named sets hold what the dump lists; else they may hold anything
    public static Reach of(Table table, boolean asListed) {
        var reach = new Reach(table, asListed);
        reach.decided = !reach.compiled.hasUnread() && reach.walkAll();
        return reach;
    }

    private boolean walkAll() {
        Set<Rule> firsts = identitySet();
        for (Chain chain : compiled.table().chains()) {
            if (!chain.rules().isEmpty()) {
                firsts.add(chain.rules().getFirst());
            }
        }
        var hooks = new ArrayList<Hook>();
        var watcher = new Watcher() {
            @Override
            public void reaches(Rule rule, PacketSet set) {
                reached.add(rule);
                if (firsts.contains(rule)) {
                    entering.merge(rule, set.kept(), PacketSet::or);
                }
            }

            @Override
            public void matches(Rule rule, PacketSet set) {
                matched.merge(rule, set.kept(), PacketSet::or);
                if (hooks.getLast() == Hook.PREROUTING) {
                    inward.merge(rule, set.kept(), PacketSet::or);
                }
            }
        };
        try {
            for (Chain chain : compiled.table().chains()) {
                if (chain.base().isPresent()) {
                    PacketSet start = Context.of(compiled.table(), chain.base().get(), space);
                    starts.put(chain, start);
                    hooks.add(chain.base().get().hook());
                    new Walk(compiled, regions, watcher, MOST_STEPS).through(chain, start);
                }
            }
            return true;
        } catch (Undecided e) {
            return false;
        }
    }

    /// {@return whether everything was walked; else nothing can be concluded from what did not come by}
    public boolean isDecided() {
        return decided;
    }

    public Space space() {
        return space;
    }

    /// {@return whether packets come to the rule}
    public boolean isReached(Rule rule) {
        return reached.contains(rule);
    }

    /// {@return the packets for which the whole rule may match}
    public PacketSet matching(Rule rule) {
        return matched.getOrDefault(rule, space.none());
    }

    /// {@return of those, the packets that come by prerouting}
    public PacketSet matchingInward(Rule rule) {
        return inward.getOrDefault(rule, space.none());
    }

    /// {@return the packets that come to the rule, of those that come to the base chain; empty when it is too much to
    /// tell}
    public Optional<PacketSet> coming(Chain chain, Rule wanted) {
        var comes = new ByRule();
        var watcher = new Watcher() {
            @Override
            public void reaches(Rule rule, PacketSet set) {
                if (rule.equals(wanted)) {
                    comes.add(rule, set);
                }
            }
        };
        try {
            new Walk(compiled, regions, watcher, MOST_STEPS).through(chain, starts.getOrDefault(chain, space.none()));
            return Optional.of(
                    comes.done().stream().map(Taken::packets).findFirst().orElse(space.none()));
        } catch (Undecided e) {
            return Optional.empty();
        }
    }

    /// {@return the packets for which these matches may all hold, wherever they stand}
    public PacketSet where(List<Match> matches) {
        return Region.of(compiled.all(matches), space, regions.asListed()).may();
    }

    /// {@return the packets for which the first conditions of the rule may hold, whatever stands before it; empty when
    /// it is too much to tell}
    public Optional<PacketSet> asked(Rule rule) {
        try {
            PacketSet all = space.none();
            for (PacketSet start : starts.values()) {
                all = all.or(start);
            }
            List<Step> steps = compiled.steps(rule);
            return Optional.of(
                    !steps.isEmpty() && steps.getFirst() instanceof Step.Asks asks
                            ? all.and(regions.of(asks).may())
                            : all);
        } catch (Undecided e) {
            return Optional.empty();
        }
    }

    /// {@return whether some packet that comes to the chain has what the first conditions of the rule ask for; true
    /// when that cannot be told}
    public boolean mayMeet(Chain chain, Rule rule) {
        try {
            List<Step> steps = compiled.steps(rule);
            PacketSet comes = entering.getOrDefault(chain.rules().getFirst(), space.none());
            return steps.isEmpty()
                    || !(steps.getFirst() instanceof Step.Asks asks)
                    || !comes.and(regions.of(asks).may()).isEmpty();
        } catch (Undecided e) {
            return true;
        }
    }

    /// {@return a packet as it comes to a base chain that is seen to come to the rule and match it; none where none is
    /// found, which does not say that there is none}
    public Optional<Sample> witness(Rule rule) {
        try {
            return new Witnesses(compiled, space, this::matches).of(rule, matching(rule), starts);
        } catch (Undecided e) {
            return Optional.empty();
        }
    }

    private boolean matches(Chain chain, PacketSet packets, Rule wanted) {
        Set<Rule> found = identitySet();
        var watcher = new Watcher() {
            @Override
            public void matches(Rule rule, PacketSet set) {
                if (!set.isEmpty()) {
                    found.add(rule);
                }
            }
        };
        new Walk(compiled, regions, watcher, MOST_STEPS).through(chain, packets);
        return found.contains(wanted);
    }

    private static Set<Rule> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /// {@return the rules that take packets away from a rule that asks for them: those before it in its chain, else any
    /// that come first; what takes most is first; none when it is too much to tell}
    public List<Taken> takers(Chain home, Rule rule) {
        Set<Rule> before = identitySet();
        for (Rule other : home.rules()) {
            if (other.span().equals(rule.span())) {
                break;
            }
            before.add(other);
        }
        var by = new ByRule();
        var watcher = new Watcher() {
            @Override
            public void ends(Rule taker, Ending ending, PacketSet may, PacketSet must) {
                by.add(taker, may);
            }

            // What leaves another chain comes back to this one.
            @Override
            public void leaves(Rule taker, PacketSet set) {
                if (before.contains(taker)) {
                    by.add(taker, set);
                }
            }
        };
        try {
            PacketSet asked = asked(rule).orElse(space.none());
            starts.forEach((chain, start) ->
                    new Walk(compiled, regions, watcher, MOST_STEPS).through(chain, start.and(asked)));
        } catch (Undecided e) {
            return List.of();
        }
        List<Taken> all = by.done();
        boolean here = all.stream().anyMatch(taken -> before.contains(taken.rule()));
        return all.stream()
                .filter(taken -> !here || before.contains(taken.rule()))
                .sorted(Comparator.comparing(taken -> -taken.packets().weight()))
                .toList();
    }

    /// {@return whether the packets that match the rule would leave each base chain in the same way without it; false
    /// when that cannot be told}
    public boolean isIdle(Rule rule) {
        PacketSet packets = matching(rule);
        return !packets.isEmpty()
                && !compiled.writes()
                && starts.keySet().stream()
                        .filter(chain -> !starts.get(chain).and(packets).isEmpty())
                        .allMatch(chain -> isIdle(chain, rule, packets));
    }

    private boolean isIdle(Chain chain, Rule rule, PacketSet packets) {
        var with = endings(chain, packets, _ -> false);
        var without = endings(chain, packets, r -> r.equals(rule));
        return with.isPresent() && with.get().size() == 1 && with.equals(without);
    }

    /// {@return what becomes of these packets when they come to a base chain: the rules that end it for some of them,
    /// first to last; empty when it is too much to tell}
    public Optional<List<Taken>> deciding(Chain chain, PacketSet packets) {
        var by = new ByRule();
        var watcher = new Watcher() {
            @Override
            public void ends(Rule rule, Ending ending, PacketSet may, PacketSet must) {
                by.add(rule, may);
            }
        };
        try {
            PacketSet start = starts.getOrDefault(chain, space.none()).and(packets);
            new Walk(compiled, regions, watcher, MOST_STEPS).through(chain, start);
            return Optional.of(by.done());
        } catch (Undecided e) {
            return Optional.empty();
        }
    }

    /// {@return how packets leave a base chain, by ending, the policy included; empty when it is too much to tell}
    public Optional<Map<Ending, PacketSet>> endings(Chain chain, PacketSet packets) {
        return endings(chain, packets, _ -> false);
    }

    private Optional<Map<Ending, PacketSet>> endings(Chain chain, PacketSet packets, Predicate<Rule> skipped) {
        var by = new LinkedHashMap<Ending, PacketSet>();
        var watcher = new Watcher() {
            @Override
            public boolean skips(Rule rule) {
                return skipped.test(rule);
            }

            @Override
            public void ends(Rule rule, Ending ending, PacketSet may, PacketSet must) {
                by.merge(ending, may.kept(), PacketSet::or);
            }
        };
        try {
            PacketSet start = starts.getOrDefault(chain, space.none()).and(packets);
            PacketSet rest = new Walk(compiled, regions, watcher, MOST_STEPS).through(chain, start);
            Chain.Policy policy = chain.base().orElseThrow().policy().orElse(Chain.Policy.ACCEPT);
            by.merge(policy == Chain.Policy.DROP ? Ending.DROPPED : Ending.ACCEPTED, rest, PacketSet::or);
            by.values().removeIf(PacketSet::isEmpty);
            return Optional.of(by);
        } catch (Undecided e) {
            return Optional.empty();
        }
    }
}
