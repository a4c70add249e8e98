package org.nftrace.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Action;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;
import org.nftrace.trace.Meanings;

/// Which packets of a set the base chains of some hooks let through, all tables together, and what nat makes of them.
///
/// Named sets hold what the dump lists. No set here is too small: what is in none of them is in none of the packets'
/// ways, so an empty set is a proof. Too large they may be, where something was forgotten that a rewrite may change.
public final class Passage {
    private static final long MOST_STEPS = 3_000_000;
    /// RTN_LOCAL (rtnetlink.h)
    private static final BigInteger LOCAL = BigInteger.TWO;

    private static final long NEW = 8;
    private static final long RELATED = 4;
    private static final long INVALID = 1;
    private static final long UNTRACKED = 64;

    private final List<Compiled> tables = new ArrayList<>();
    private final Space space;
    private final Regions regions;
    private final Meaning untouched;

    /// Where packets go behind nat.
    public enum Goal {
        /// where they went before
        AS_IT_WAS,
        /// all to one address that `dnat` names
        ONE_ADDRESS,
        /// `redirect`
        THE_HOST,
        /// what a map or a range gives
        ANYWHERE
    }

    /// Packets that went the same way through nat.
    ///
    /// @param by      the rule that changed where they go; absent: none did
    /// @param goal    where they go now
    /// @param before  what they were when they came to the hooks
    /// @param passes  what they are behind them, those that may come through
    /// @param stopped those that may be dropped or rejected, as they were when they came
    /// @param open    those that may leave in a way that is not modelled, as they were when they came
    /// @param written what may have changed on the way
    public record Group(
            Optional<Rule> by,
            Goal goal,
            PacketSet before,
            PacketSet passes,
            PacketSet stopped,
            PacketSet open,
            Set<Dimension> written) {

        public Group {
            written = Set.copyOf(written);
        }

        /// {@return packets as they may have been before they became some of these}
        public PacketSet origins(PacketSet these) {
            PacketSet origins = before.and(these.forgetting(written));
            return origins.isEmpty() && !these.isEmpty() ? before : origins;
        }
    }

    private Passage(Ruleset ruleset, List<Meaning> asked) {
        var meanings = new ArrayList<>(asked);
        for (Table table : ruleset.tables()) {
            if (!table.flags().contains(Table.Flag.DORMANT)) {
                var compiled = new Compiled(table);
                tables.add(compiled);
                meanings.addAll(compiled.meanings());
            }
        }
        tables.forEach(t -> t.translations().forEach(nat -> {
            meanings.addAll(new Translation(nat, Family.IP).known());
            meanings.addAll(new Translation(nat, Family.IP6).known());
        }));
        meanings.add(Translation.untouched(false, false));
        meanings.add(new Meaning.In(Meanings.addressType(Fact.DESTINATION), List.of(new Meaning.Range(LOCAL, LOCAL))));
        List<Dimension> dimensions = List.copyOf(Space.asked(meanings));
        untouched = Translation.untouched(
                dimensions.stream().anyMatch(Translation::isStatus),
                dimensions.stream().anyMatch(Translation::isDirection));
        meanings.add(untouched);
        meanings.addAll(Context.meanings(dimensions));
        space = Space.over(meanings);
        regions = new Regions(space, true);
    }

    /// @param asked the conditions by which sets will be described
    public static Passage over(Ruleset ruleset, List<Meaning> asked) {
        return new Passage(ruleset, asked);
    }

    /// {@return the packets that a condition asks for}
    public PacketSet set(Meaning meaning) {
        return Region.of(meaning, space, true).may();
    }

    /// {@return the packets that have what is known of this one}
    public PacketSet of(Packet packet, ConnectionState state) {
        return space.of(packet, state);
    }

    /// {@return the numbers at which some condition begins or ends to ask}
    public List<BigInteger> cuts(Dimension dimension) {
        return space.examples(dimension);
    }

    /// {@return some packets of a set that differ in something rules ask for}
    public List<Sample> samples(PacketSet packets, int most) {
        var samples = new ArrayList<Sample>();
        for (PacketSet left = packets; samples.size() < most && !left.isEmpty(); ) {
            Sample sample = space.sample(left);
            samples.add(sample);
            left = left.minus(space.of(sample));
        }
        return samples;
    }

    /// {@return what becomes of packets of IPv4 or IPv6 at these hooks, one after the other; empty when that is too
    /// much to tell, or a rule was not read}
    ///
    /// @param out the interface by which they leave, where it is known
    public Optional<List<Group>> through(Family layer, List<Hook> hooks, Optional<String> out, PacketSet packets) {
        if (tables.stream().anyMatch(Compiled::hasUnread)) {
            return Optional.empty();
        }
        try {
            var groups = List.of(Band.of(packets, space, changing()));
            for (Hook hook : hooks) {
                groups.forEach(group -> group.now(leaving(group.now(), hook, out)));
                groups = hook(layer, hook, groups);
            }
            return Optional.of(groups.stream().map(Band::group).toList());
        } catch (Undecided e) {
            return Optional.empty();
        }
    }

    // What rules write, besides the way out, which is another at each hook, and the state, which is found on the way.
    private List<Dimension> changing() {
        return space.dimensions().stream()
                .filter(d -> d.equals(Dimensions.OUT)
                        || d.equals(Dimensions.STATE)
                        || tables.stream().anyMatch(table -> table.writes(d)))
                .toList();
    }

    private PacketSet leaving(PacketSet packets, Hook hook, Optional<String> out) {
        return switch (hook) {
            case FORWARD, OUTPUT -> {
                PacketSet any = packets.forgetting(List.of(Dimensions.OUT));
                yield out.map(name -> any.and(regions.only(Dimensions.OUT, Dimension.InterfaceName.number(name))))
                        .orElse(any);
            }
            case INGRESS, PREROUTING, INPUT -> packets.forgetting(List.of(Dimensions.OUT));
            case POSTROUTING, EGRESS -> packets;
        };
    }

    private List<Band> hook(Family layer, Hook hook, List<Band> coming) {
        List<Station> stations = Station.of(tables, layer, hook);
        var groups = new ArrayList<>(coming);
        boolean mapped = false;
        for (Station station : stations) {
            if (station.isNat()) {
                if (!mapped) {
                    List<Station> nat = stations.stream().filter(Station::isNat).toList();
                    var parted = new ArrayList<Band>();
                    groups.forEach(group -> parted.addAll(translate(layer, nat, group)));
                    groups = parted;
                    mapped = true;
                }
            } else {
                groups.forEach(group -> group.now(filter(station, group)));
            }
        }
        return groups;
    }

    private PacketSet filter(Station station, Band group) {
        PacketSet comes = station.isEarly() ? unconnected(group.now()) : group.now();
        PacketSet goes = walk(station, comes, group, new ArrayList<>());
        return station.isEarly() ? tracked(goes, group.now()) : goes;
    }

    // Before their connection is found packets have none, but over lo they bring it along.
    private PacketSet unconnected(PacketSet packets) {
        PacketSet looped = regions.only(Dimensions.IN, Dimension.InterfaceName.number("lo"));
        return packets.forgetting(List.of(Dimensions.STATE)).and(state(INVALID).or(looped.minus(state(UNTRACKED))));
    }

    // What `notrack` took stays without; all others get the connection that they belong to.
    private PacketSet tracked(PacketSet goes, PacketSet before) {
        PacketSet untracked = goes.and(state(UNTRACKED));
        PacketSet states = regions.forgetting(before, d -> !d.equals(Dimensions.STATE));
        return goes.minus(untracked)
                .forgetting(List.of(Dimensions.STATE))
                .and(states)
                .or(untracked);
    }

    private PacketSet state(long number) {
        return regions.only(Dimensions.STATE, BigInteger.valueOf(number));
    }

    private record Mapped(Rule rule, Action.Nat nat, PacketSet packets) {}

    // The first packet of a connection passes the nat chains, one after the other, until a rule translates it.
    private List<Band> translate(Family layer, List<Station> chains, Band group) {
        group.narrow();
        PacketSet fresh = group.now().and(state(NEW).or(state(RELATED)));
        PacketSet others = group.now().minus(fresh);
        var parted = new ArrayList<Band>();
        for (Station chain : chains) {
            var mapped = new ArrayList<Mapped>();
            fresh = walk(chain, fresh, group, mapped);
            for (Mapped by : mapped) {
                var translation = new Translation(by.nat(), layer);
                PacketSet after = translation.of(by.packets(), space, regions);
                if (translation.isOfDestination() && chain.base().hook() == Hook.PREROUTING) {
                    parted.add(group.parted(by.rule(), translation, by.packets(), after));
                } else {
                    group.writes(translation);
                    others = others.or(after);
                }
            }
        }
        group.now(others.or(fresh));
        parted.addFirst(group);
        return parted;
    }

    private PacketSet walk(Station station, PacketSet packets, Band group, List<Mapped> mapped) {
        var endings = new Endings(space.none());
        var watcher = new Watcher() {
            @Override
            public void ends(Rule rule, Ending ending, PacketSet may, PacketSet must) {
                endings.add(ending, may);
            }

            @Override
            public void translates(Rule rule, Action.Nat nat, PacketSet set) {
                if (!set.isEmpty()) {
                    mapped.add(new Mapped(rule, nat, set.kept()));
                }
            }
        };
        PacketSet start =
                Context.of(station.table().table(), station.base(), space).and(packets);
        PacketSet rest = new Walk(station.table(), regions, watcher, MOST_STEPS).through(station.chain(), start);
        endings.add(station.drops() ? Ending.DROPPED : Ending.ACCEPTED, rest);
        Map<Ending, PacketSet> by = endings.done();
        by.forEach(group::add);
        return by.getOrDefault(Ending.ACCEPTED, space.none());
    }

    /// {@return those of a set that are for an address of the host}
    public PacketSet toHost(PacketSet packets) {
        return packets.and(regions.only(Meanings.addressType(Fact.DESTINATION), LOCAL));
    }

    public PacketSet in(Dimension dimension, Meaning.Range range) {
        return space.in(dimension, List.of(range));
    }

    public PacketSet none() {
        return space.none();
    }

    /// {@return the packets of which all are in a set that are like them in these numbers}
    public PacketSet wholly(PacketSet all, PacketSet set, Set<Dimension> numbers) {
        PacketSet others = all.minus(set)
                .forgetting(space.dimensions().stream()
                        .filter(d -> !numbers.contains(d))
                        .toList());
        return set.minus(others);
    }

    /// {@return a set without what no packet has that just came: a new connection was not translated yet}
    public PacketSet fresh(PacketSet packets) {
        return packets.and(Region.of(untouched, space, true).may());
    }
}
