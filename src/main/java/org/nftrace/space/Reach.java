package org.nftrace.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;
import org.nftrace.trace.Meaning;

/// What reaches the rules of one table, over all of its base chains.
public final class Reach {
    private static final long MOST_STEPS = 3_000_000;
    /// Of so many rules it is not kept which packets each of them takes.
    private static final int MANY = 1_000;

    private final Compiled compiled;
    private final Space space;
    private final Regions regions;
    private final List<Start> starts = new ArrayList<>();
    private final Survey survey;
    private final IdentityHashMap<Rule, PacketSet> found = new IdentityHashMap<>();
    private boolean decided;

    /// What can come to a base chain at all.
    record Start(Chain chain, PacketSet packets) {}

    private Reach(Table table, boolean asListed) {
        compiled = new Compiled(table);
        List<Meaning> meanings = new ArrayList<>(compiled.meanings());
        var asked = List.copyOf(Space.asked(meanings));
        meanings.addAll(Context.meanings(asked));
        space = Space.over(meanings);
        regions = new Regions(space, asListed);
        int rules =
                table.chains().stream().mapToInt(chain -> chain.rules().size()).sum();
        // Where rules write, what comes to a rule cannot be found later by what it asks for.
        survey = new Survey(space.none(), rules > MANY && !compiled.writes());
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
        try {
            for (Chain chain : compiled.table().chains()) {
                if (chain.base().isPresent()) {
                    PacketSet start = Context.of(compiled.table(), chain.base().get(), space);
                    starts.add(new Start(chain, start));
                    survey.begins(chain.base().get().hook() == Hook.PREROUTING);
                    walk(chain, start, survey);
                }
            }
            return true;
        } catch (Undecided e) {
            return false;
        }
    }

    private PacketSet walk(Chain chain, PacketSet start, Watcher watcher) {
        return new Walk(compiled, regions, watcher, MOST_STEPS).through(chain, start);
    }

    private void walkAll(PacketSet packets, Watcher watcher) {
        starts.forEach(start -> walk(start.chain(), start.packets().and(packets), watcher));
    }

    private PacketSet start(Chain chain) {
        return starts.stream()
                .filter(start -> start.chain().span().equals(chain.span()))
                .findFirst()
                .map(Start::packets)
                .orElse(space.none());
    }

    // Empty when it is too much to tell.
    private static <T> Optional<T> told(Supplier<T> answer) {
        try {
            return Optional.of(answer.get());
        } catch (Undecided e) {
            return Optional.empty();
        }
    }

    /// {@return whether everything was walked; else nothing can be concluded from what did not come by}
    public boolean isDecided() {
        return decided;
    }

    public Space space() {
        return space;
    }

    /// {@return whether packets come to the chain}
    public boolean isEntered(Chain chain) {
        return survey.isEntered(chain);
    }

    /// {@return whether some packet may match the whole rule}
    public boolean isMatched(Rule rule) {
        return survey.isCounted(rule) || !survey.matching(rule).isEmpty();
    }

    /// {@return the packets for which the whole rule may match; none also when it is too much to tell}
    public PacketSet matching(Rule rule) {
        return survey.isCounted(rule) ? found.computeIfAbsent(rule, this::find) : survey.matching(rule);
    }

    private PacketSet find(Rule wanted) {
        var pile = new Pile(space.none());
        var watcher = new Watcher() {
            @Override
            public void matches(Rule rule, PacketSet set) {
                if (rule.equals(wanted)) {
                    pile.add(set);
                }
            }
        };
        return told(() -> {
                    walkAll(asks(wanted), watcher);
                    return pile.union();
                })
                .orElse(space.none());
    }

    // Those for which the first conditions of the rule may hold.
    private PacketSet asks(Rule rule) {
        return regions.of(compiled.run(rule).asked()).may();
    }

    /// {@return of those, the packets that come by prerouting; none for a rule that does nothing but accept or drop}
    public PacketSet matchingInward(Rule rule) {
        return survey.matchingInward(rule);
    }

    /// {@return the packets that come to the rule, of those that come to the base chain; empty when it is too much to
    /// tell}
    public Optional<PacketSet> coming(Chain chain, Rule wanted) {
        var pile = new Pile(space.none());
        var watcher = new Watcher() {
            @Override
            public void reaches(Rule rule, Supplier<PacketSet> set) {
                if (rule.equals(wanted)) {
                    pile.add(set.get());
                }
            }
        };
        return told(() -> {
            walk(chain, start(chain), watcher);
            return pile.union();
        });
    }

    /// {@return the packets for which these matches may all hold, wherever they stand}
    public PacketSet where(List<Match> matches) {
        return Region.of(compiled.all(matches), space, regions.asListed()).may();
    }

    /// {@return the packets for which the first conditions of the rule may hold, whatever stands before it; empty when
    /// it is too much to tell}
    public Optional<PacketSet> asked(Rule rule) {
        return told(() -> {
            PacketSet asks = asks(rule);
            PacketSet all = space.none();
            for (Start start : starts) {
                all = all.or(start.packets().and(asks));
            }
            return all;
        });
    }

    /// {@return whether some packet that comes to the chain has what the first conditions of the rule ask for; true
    /// when that cannot be told}
    public boolean mayMeet(Chain chain, Rule rule) {
        return compiled.run(rule).asked().meanings().isEmpty()
                || told(() -> !survey.entering(chain).and(asks(rule)).isEmpty()).orElse(true);
    }

    /// {@return a packet as it comes to a base chain that is seen to come to the rule and match it; none where none is
    /// found, which does not say that there is none}
    public Optional<Sample> witness(Rule rule) {
        return witness(rule, space.all());
    }

    /// {@return the same of some packets only}
    public Optional<Sample> witness(Rule rule, PacketSet among) {
        List<Start> some = starts.stream()
                .map(start -> new Start(start.chain(), start.packets().and(among)))
                .toList();
        return told(() -> new Witnesses(compiled, space, this::matches).of(rule, matching(rule), some))
                .flatMap(found -> found);
    }

    /// {@return whether some of these packets, coming to the base chain, may match the rule; true when that cannot be
    /// told}
    public boolean mayMatch(Chain chain, PacketSet packets, Rule rule) {
        return told(() -> matches(chain, start(chain).and(packets), rule)).orElse(true);
    }

    private boolean matches(Chain chain, PacketSet packets, Rule wanted) {
        Set<Rule> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        var watcher = new Watcher() {
            @Override
            public void matches(Rule rule, PacketSet set) {
                if (!set.isEmpty()) {
                    seen.add(rule);
                }
            }
        };
        walk(chain, packets, watcher);
        return seen.contains(wanted);
    }

    /// {@return the rules that take packets away from a rule that asks for them, where its chain is called: those
    /// before it in its chain, else any that come first; what takes most is first; none when it is too much to tell}
    public List<Taken> takers(Chain home, Rule rule) {
        var takers = new Takers(home, rule);
        return told(() -> {
                    for (Start start : starts) {
                        walk(start.chain(), start.packets().and(asks(rule)), takers);
                        takers.walked();
                    }
                    return takers.done();
                })
                .orElse(List.of());
    }

    /// {@return whether the packets that match the rule would leave each base chain in the same way without it; false
    /// when that cannot be told}
    public boolean isIdle(Rule rule) {
        PacketSet packets = matching(rule);
        return !packets.isEmpty()
                && !compiled.writes()
                && starts.stream()
                        .filter(start -> !start.packets().and(packets).isEmpty())
                        .allMatch(start -> isIdle(start.chain(), rule, packets));
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
        return told(() -> {
            walk(chain, start(chain).and(packets), watcher);
            return by.done();
        });
    }

    /// {@return how packets leave a base chain, by ending, the policy included; empty when it is too much to tell}
    public Optional<Map<Ending, PacketSet>> endings(Chain chain, PacketSet packets) {
        return endings(chain, packets, _ -> false);
    }

    private Optional<Map<Ending, PacketSet>> endings(Chain chain, PacketSet packets, Predicate<Rule> skipped) {
        var endings = new Endings(space.none());
        var watcher = new Watcher() {
            @Override
            public boolean skips(Rule rule) {
                return skipped.test(rule);
            }

            @Override
            public void ends(Rule rule, Ending ending, PacketSet may, PacketSet must) {
                endings.add(ending, may);
            }
        };
        return told(() -> {
            PacketSet rest = walk(chain, start(chain).and(packets), watcher);
            Chain.Policy policy = chain.base().orElseThrow().policy().orElse(Chain.Policy.ACCEPT);
            endings.add(policy == Chain.Policy.DROP ? Ending.DROPPED : Ending.ACCEPTED, rest);
            return endings.done();
        });
    }
}
