package org.nftrace.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.packet.Fact;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;

/// What base chains leave for those behind them at the same hook, over all tables: a drop is final, an accept is not.
///
/// Chains of one priority run in an order that no dump tells, so none of them takes anything from another. Whatever
/// stands between two chains may change the packet: defragmentation, connection tracking, nat. What they may change is
/// forgotten there.
public final class Succession {
    private static final long MOST_STEPS = 1_000_000;
    /// Beyond this many each table is judged by itself only.
    private static final int MOST_RULES = 2_000;
    /// Rules of one chain whose packets are followed into the chains behind it.
    private static final int MOST_FOLLOWED = 100;

    private static final int DEFRAGMENTATION = -400;
    private static final List<Family> LAYERS = List.of(Family.IP, Family.IP6);

    private final List<Compiled> tables = new ArrayList<>();
    private final Space space;
    private final Regions regions;
    private final Set<Table> about = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Rule> matched = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Chain> dropping = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Loss> losses = new ArrayList<>();
    /// Rules of which some accepted packet may pass, of IPv4 or of IPv6, at some hook.
    private final Set<Rule> kept = Collections.newSetFromMap(new IdentityHashMap<>());

    /// Packets that a rule accepts, and of which a chain behind it lets none pass.
    public record Loss(Rule rule, Table later, Chain dropping, PacketSet packets) {}

    private Succession(Ruleset ruleset) {
        var meanings = new ArrayList<Meaning>();
        for (Table table : ruleset.tables()) {
            if (!table.flags().contains(Table.Flag.DORMANT)) {
                var compiled = new Compiled(table);
                tables.add(compiled);
                if (isAtHooks(table)) {
                    about.add(table);
                }
                meanings.addAll(compiled.meanings());
            }
        }
        meanings.addAll(Context.meanings(List.copyOf(Space.asked(meanings))));
        space = Space.over(meanings);
        regions = new Regions(space, false);
    }

    /// {@return what follows from the order of the base chains; empty when that is too much to tell, or where no hook
    /// has several}
    public static Optional<Succession> of(Ruleset ruleset) {
        if (isTooMuch(ruleset)) {
            return Optional.empty();
        }
        var succession = new Succession(ruleset);
        if (succession.tables.stream().anyMatch(Compiled::hasUnread) || !succession.isWorthWhile()) {
            return Optional.empty();
        }
        try {
            for (Family layer : LAYERS) {
                for (Hook hook : Hook.values()) {
                    succession.walk(layer, hook);
                }
            }
            return Optional.of(succession);
        } catch (Undecided e) {
            return Optional.empty();
        }
    }

    private static boolean isTooMuch(Ruleset ruleset) {
        return ruleset.tables().stream()
                        .filter(table -> !table.flags().contains(Table.Flag.DORMANT))
                        .flatMap(table -> table.chains().stream())
                        .mapToInt(chain -> chain.rules().size())
                        .sum()
                > MOST_RULES;
    }

    private boolean isWorthWhile() {
        return LAYERS.stream()
                .anyMatch(layer -> Arrays.stream(Hook.values())
                        .anyMatch(hook -> Station.of(tables, layer, hook).stream()
                                        .filter(station -> !station.isNat() && !station.isIdle())
                                        .count()
                                > 1));
    }

    /// {@return whether some packet matches the rule, after all that runs before its base chains}
    public boolean isMatched(Rule rule) {
        return matched.contains(rule);
    }

    /// {@return whether all base chains of the table are among those that were walked}
    public boolean isAbout(Table table) {
        return about.contains(table);
    }

    private static boolean isAtHooks(Table table) {
        return (LAYERS.contains(table.family()) || table.family() == Family.INET)
                && table.chains().stream()
                        .flatMap(chain -> chain.base().stream())
                        .allMatch(base -> base.devices().isEmpty());
    }

    /// {@return the chains of other tables that drop something at a hook before the table's own}
    public List<Chain> stoppersOf(Table table) {
        var stoppers = new ArrayList<Chain>();
        for (Family layer : LAYERS) {
            for (Hook hook : Hook.values()) {
                List<Station> stations = Station.of(tables, layer, hook);
                stations.stream()
                        .filter(s -> s.table().table().equals(table))
                        .findFirst()
                        .ifPresent(own -> stations.stream()
                                .filter(s -> s.place() < own.place() && dropping.contains(s.chain()))
                                .filter(s -> !stoppers.contains(s.chain()))
                                .forEach(s -> stoppers.add(s.chain())));
            }
        }
        return List.copyOf(stoppers);
    }

    /// {@return what is accepted in vain}
    public List<Loss> losses() {
        return losses.stream().filter(loss -> !kept.contains(loss.rule())).toList();
    }

    private void walk(Family layer, Hook hook) {
        List<Station> stations = Station.of(tables, layer, hook);
        PacketSet left = space.all();
        int place = Integer.MIN_VALUE;
        for (int from = 0; from < stations.size(); ) {
            int to = from;
            while (to < stations.size()
                    && stations.get(to).place() == stations.get(from).place()) {
                to++;
            }
            List<Station> tied = stations.subList(from, to);
            left = crossed(left, place, tied.getFirst().place(), hook);
            place = tied.getFirst().place();
            left = through(layer, tied, left, stations.subList(to, stations.size()));
            from = to;
        }
    }

    // Each of those that are tied may be the first; in any order, what one drops is gone.
    private PacketSet through(Family layer, List<Station> tied, PacketSet comes, List<Station> behind) {
        PacketSet left = comes;
        boolean changed = false;
        for (Station station : tied) {
            var way = new Way(layer, station);
            PacketSet goes = way.walk(comes);
            if (!station.isNat()) {
                var later = new ArrayList<>(tied);
                later.remove(station);
                later.addAll(behind);
                List<Taken> accepted = way.accepted.done();
                for (int i = 0; i < accepted.size(); i++) {
                    if (i < MOST_FOLLOWED) {
                        look(layer, station, accepted.get(i), later);
                    } else {
                        kept.add(accepted.get(i).rule());
                    }
                }
                changed |= way.changes;
                if (!goes.equals(comes)) {
                    dropping.add(station.chain());
                }
                left = left.and(goes);
            }
        }
        return changed ? space.all() : left;
    }

    private void look(Family layer, Station accepting, Taken taken, List<Station> later) {
        PacketSet left = accepting.table().writes() ? space.all() : taken.packets();
        int place = accepting.place();
        for (Station station : later) {
            left = crossed(left, place, station.place(), accepting.base().hook());
            place = station.place();
            if (station.isNat()) {
                continue;
            }
            var way = new Way(layer, station);
            PacketSet goes = way.silently(left);
            if (goes.isEmpty() && !way.changes) {
                losses.add(new Loss(taken.rule(), station.table().table(), station.chain(), taken.packets()));
                return;
            }
            left = way.changes ? space.all() : goes;
        }
        kept.add(taken.rule());
    }

    /// The walk of one base chain.
    private final class Way implements Watcher {
        private final Family layer;
        private final Station station;
        private final ByRule accepted = new ByRule();
        private PacketSet passes = space.none();
        private boolean quiet;
        /// Whether what leaves it may be other packets than those that came.
        private boolean changes;

        Way(Family layer, Station station) {
            this.layer = layer;
            this.station = station;
            changes = station.table().writes();
        }

        PacketSet walk(PacketSet comes) {
            PacketSet start = Context.of(station.table().table(), station.base(), space)
                    .and(Context.layer(layer, space))
                    .and(comes);
            PacketSet rest = new Walk(station.table(), regions, this, MOST_STEPS).through(station.chain(), start);
            return station.drops() ? passes : passes.or(rest);
        }

        PacketSet silently(PacketSet comes) {
            quiet = true;
            return walk(comes);
        }

        @Override
        public void matches(Rule rule, PacketSet set) {
            if (!quiet && !set.isEmpty()) {
                matched.add(rule);
            }
        }

        @Override
        public void ends(Rule rule, Ending ending, PacketSet may, PacketSet must) {
            switch (ending) {
                case ACCEPTED -> {
                    passes = passes.or(may.kept());
                    if (!quiet && !may.isEmpty()) {
                        accepted.add(rule, may);
                    }
                }
                // A program may send it on as it likes.
                case ELSEWHERE -> changes |= !may.isEmpty();
                case DROPPED, REJECTED, TRANSLATED -> {}
            }
        }
    }

    private PacketSet crossed(PacketSet left, int from, int to, Hook hook) {
        PacketSet after = left;
        if (from <= DEFRAGMENTATION && to > DEFRAGMENTATION) {
            after = regions.forgetting(after, Succession::isOfFragment);
        }
        if (from <= Station.TRACKING && to > Station.TRACKING) {
            after = regions.forgetting(after, d -> d instanceof Dimension.OfConnection || d.isOpaque());
        }
        int nat = Station.natPlace(hook);
        return from <= nat && to >= nat && to > from
                ? regions.forgetting(after, d -> isOfNat(d) || d.isOpaque())
                : after;
    }

    private static boolean isOfFragment(Dimension dimension) {
        return dimension.isOpaque()
                || dimension instanceof Dimension.OfPacket(Fact fact, _)
                        && (fact == Fact.LENGTH || fact == Fact.FRAGMENT_OFFSET || fact == Fact.MORE_FRAGMENTS);
    }

    private static boolean isOfNat(Dimension dimension) {
        return switch (dimension) {
            case Dimension.OfPacket(Fact fact, _) ->
                fact == Fact.SOURCE || fact == Fact.DESTINATION || fact == Fact.SPORT || fact == Fact.DPORT;
            case Dimension.OfConnection _ -> !dimension.equals(Dimensions.STATE);
            case Dimension.InterfaceName _,
                    Dimension.EtherType _,
                    Dimension.Nfproto _,
                    Dimension.InSet _,
                    Dimension.Other _ -> false;
        };
    }
}
