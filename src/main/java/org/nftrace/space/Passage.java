package org.nftrace.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Meaning;

/// Which packets of a set the base chains of some hooks let through, all tables together.
///
/// Named sets hold what the dump lists. A rule that translates an address ends the proof for its packets: where they go
/// then, one packet is asked, not a set.
public final class Passage {
    private static final long MOST_STEPS = 3_000_000;
    private static final int TRACKING = -200;
    private static final Dimension STATE = new Dimension.OfConnection(CtKey.STATE, 7);
    private static final List<Dimension> WAY_OUT =
            List.of(new Dimension.InterfaceName(Fact.OUT), new Dimension.InterfaceName(Fact.PORT_OUT));

    private final List<Compiled> tables = new ArrayList<>();
    private final Space space;
    private final Regions regions;

    /// What became of a set.
    ///
    /// @param passes     those that may come through all hooks
    /// @param stopped    those that may be dropped or rejected
    /// @param translated those that a nat rule may change, as they were before
    /// @param open       those that leave in a way that is not modelled
    public record Result(PacketSet passes, PacketSet stopped, PacketSet translated, PacketSet open) {}

    private Passage(Ruleset ruleset, List<Meaning> asked) {
        var meanings = new ArrayList<>(asked);
        for (Table table : ruleset.tables()) {
            if (!table.flags().contains(Table.Flag.DORMANT)) {
                var compiled = new Compiled(table);
                tables.add(compiled);
                meanings.addAll(compiled.meanings());
            }
        }
        meanings.addAll(Context.meanings(List.copyOf(Space.asked(meanings))));
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

    private record Station(Compiled table, Chain chain, Chain.Base base) {}

    /// {@return what becomes of packets of IPv4 or IPv6 at these hooks, one after the other; empty when that is too
    /// much to tell, or a rule was not read}
    ///
    /// @param out the interface by which they leave, where it is known
    public Optional<Result> through(Family layer, List<Hook> hooks, Optional<String> out, PacketSet packets) {
        if (tables.stream().anyMatch(Compiled::hasUnread)) {
            return Optional.empty();
        }
        try {
            var sum = new Sum(space.none());
            PacketSet left = packets;
            for (Hook hook : hooks) {
                left = leaving(left.forgetting(WAY_OUT), hook, out);
                for (Station station : stations(layer, hook)) {
                    boolean early = station.base().priority().value() <= TRACKING;
                    PacketSet comes = early ? left.forgetting(List.of(STATE)) : left;
                    PacketSet goes = ask(station, comes, sum);
                    left = early ? goes.forgetting(List.of(STATE)).and(left) : goes;
                }
            }
            return Optional.of(new Result(left, sum.stopped, sum.translated, sum.open));
        } catch (Undecided e) {
            return Optional.empty();
        }
    }

    private PacketSet leaving(PacketSet packets, Hook hook, Optional<String> out) {
        return hook != Hook.FORWARD || out.isEmpty()
                ? packets
                : packets.and(regions.only(WAY_OUT.getFirst(), Known.number(out.get())));
    }

    /// What was taken on the way.
    private static final class Sum {
        private PacketSet stopped;
        private PacketSet translated;
        private PacketSet open;

        Sum(PacketSet none) {
            stopped = none;
            translated = none;
            open = none;
        }

        void add(Ending ending, PacketSet set) {
            switch (ending) {
                case DROPPED, REJECTED -> stopped = stopped.or(set);
                case TRANSLATED -> translated = translated.or(set);
                case ELSEWHERE -> open = open.or(set);
                case ACCEPTED -> {}
            }
        }
    }

    private PacketSet ask(Station station, PacketSet packets, Sum sum) {
        var accepted = new IdentityHashMap<Ending, PacketSet>();
        var watcher = new Watcher() {
            @Override
            public void ends(Rule rule, Ending ending, PacketSet may, PacketSet must) {
                accepted.merge(ending, may.kept(), PacketSet::or);
            }
        };
        PacketSet start =
                Context.of(station.table().table(), station.base(), space).and(packets);
        PacketSet rest = new Walk(station.table(), regions, watcher, MOST_STEPS).through(station.chain(), start);
        boolean drops =
                station.base().policy().filter(p -> p == Chain.Policy.DROP).isPresent();
        accepted.merge(drops ? Ending.DROPPED : Ending.ACCEPTED, rest, PacketSet::or);
        accepted.forEach(sum::add);
        return accepted.getOrDefault(Ending.ACCEPTED, space.none());
    }

    private List<Station> stations(Family layer, Hook hook) {
        var stations = new ArrayList<Station>();
        for (Compiled table : tables) {
            Family family = table.table().family();
            if (family != layer && family != Family.INET) {
                continue;
            }
            for (Chain chain : table.table().chains()) {
                chain.base()
                        .filter(b -> b.hook() == hook && (b.type() != Chain.ChainType.NAT || hook == Hook.PREROUTING))
                        .ifPresent(b -> stations.add(new Station(table, chain, b)));
            }
        }
        stations.sort(Comparator.comparing(s -> s.base().priority()));
        return stations;
    }
}
