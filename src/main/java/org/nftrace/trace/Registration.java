package org.nftrace.trace;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Chain.ChainType;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Table;

/// The order in which the kernel was told of the stations of one layer.
final class Registration {
    static final int DEFRAG = -400;
    static final int TRACK = -200;
    static final int DSTNAT = -100;
    static final int SRCNAT = 100;

    /// A chain or a fixed place as it stands in the order of registration: `age` 0 is the oldest.
    private record Registered(int priority, int age, Optional<ReadyChain> chain, Optional<Station> fixed) {

        boolean sameTable(Registered other) {
            return chain.isPresent()
                    && other.chain.isPresent()
                    && chain.get().home().equals(other.chain.get().home());
        }
    }

    private final Family layer;
    private final List<ReadyChain> chains = new ArrayList<>();
    private final Map<ReadyChain, Integer> ages = new HashMap<>();
    private int trackAge = -1;
    private Optional<ReadyTable> trackHome = Optional.empty();
    private Optional<ReadyChain> firstNat = Optional.empty();
    private int age;

    Registration(Family layer, List<ReadyTable> tables) {
        this.layer = layer;
        for (ReadyTable table : tables) {
            if (!table.table().flags().contains(Table.Flag.DORMANT)) {
                table.chains().forEach(this::register);
            }
            if (trackAge < 0 && table.tracks().contains(layer)) {
                trackAge = age++;
                trackHome = Optional.of(table);
            }
        }
    }

    private void register(ReadyChain chain) {
        Optional<Chain.Base> base = chain.chain().base();
        if (base.isEmpty() || !layers(chain.table().family(), base.get().hook()).contains(layer)) {
            return;
        }
        chains.add(chain);
        ages.put(chain, age++);
        if (base.get().type() == ChainType.NAT && firstNat.isEmpty()) {
            firstNat = Optional.of(chain);
        }
    }

    List<Station> stations(Hook hook) {
        var all = new ArrayList<Registered>();
        var nat = new ArrayList<Registered>();
        for (ReadyChain chain : chains) {
            Chain.Base base = chain.chain().base().orElseThrow();
            if (base.hook() == hook) {
                (base.type() == ChainType.NAT ? nat : all)
                        .add(new Registered(
                                base.priority().value(), ages.get(chain), Optional.of(chain), Optional.empty()));
            }
        }
        fixedPlaces(hook, nat, all);
        sort(all);
        var result = new ArrayList<Station>();
        for (int i = 0; i < all.size(); i++) {
            Registered one = all.get(i);
            List<Assumption> ties = ties(i, all);
            result.add(one.fixed()
                    .map(place -> withTies(place, ties))
                    .orElseGet(() -> new Station.Ask(one.chain().orElseThrow(), ties)));
        }
        return List.copyOf(result);
    }

    private static Station withTies(Station place, List<Assumption> ties) {
        return switch (place) {
            case Station.NatPlace nat -> new Station.NatPlace(nat.hook(), nat.chains(), ties);
            case Station.Inside inside -> new Station.Inside(inside.hook(), ties);
            case Station.Defrag _, Station.Track _, Station.Confirm _, Station.Ask _ -> place;
        };
    }

    // br_netfilter is older than rules that are loaded once there are bridges.
    private static void bridgeNetfilter(Hook hook, List<Registered> into) {
        if (hook == Hook.PREROUTING || hook == Hook.FORWARD) {
            into.add(fixed(0, -1, new Station.Inside(hook, List.of())));
        } else if (hook == Hook.POSTROUTING) {
            into.add(fixed(Integer.MAX_VALUE, -1, new Station.Inside(hook, List.of())));
        }
    }

    private void fixedPlaces(Hook hook, List<Registered> nat, List<Registered> into) {
        if (layer == Family.BRIDGE) {
            bridgeNetfilter(hook, into);
        }
        if (layer != Family.IP && layer != Family.IP6) {
            return;
        }
        boolean begins = hook == Hook.PREROUTING || hook == Hook.OUTPUT;
        boolean ends = hook == Hook.INPUT || hook == Hook.POSTROUTING;
        if (trackAge >= 0 && begins) {
            into.add(fixed(DEFRAG, trackAge, new Station.Defrag()));
            into.add(fixed(TRACK, trackAge, new Station.Track()));
        }
        if (trackAge >= 0 && ends) {
            into.add(fixed(Integer.MAX_VALUE, -1, new Station.Confirm()));
        }
        if (trackAge >= 0 && firstNat.isPresent() && (begins || ends)) {
            sort(nat);
            var asked = new ArrayList<Station.AskNat>();
            for (int i = 0; i < nat.size(); i++) {
                asked.add(new Station.AskNat(nat.get(i).chain().orElseThrow(), ties(i, nat)));
            }
            var place = new Station.NatPlace(hook, asked, List.of());
            into.add(fixed(begins ? DSTNAT : SRCNAT, ages.get(firstNat.get()), place));
        }
    }

    private static Registered fixed(int priority, int age, Station station) {
        return new Registered(priority, age, Optional.empty(), Optional.of(station));
    }

    private static void sort(List<Registered> stations) {
        stations.sort((a, b) -> a.priority() != b.priority()
                ? Integer.compare(a.priority(), b.priority())
                : Integer.compare(b.age(), a.age()));
    }

    // Orders between tables are assumed; inside a table the listing shows which chain is younger.
    private List<Assumption> ties(int index, List<Registered> sorted) {
        var ties = new ArrayList<Assumption>();
        Registered one = sorted.get(index);
        for (Registered other : sorted.subList(0, index)) {
            if (other.priority() == one.priority() && !other.sameTable(one)) {
                tie(other, one).ifPresent(ties::add);
            }
        }
        return ties;
    }

    private Optional<Assumption> tie(Registered before, Registered after) {
        if (isIdle(before) || isIdle(after)) {
            return Optional.empty();
        }
        if (before.chain().isPresent() && after.chain().isPresent()) {
            List<Chain> both =
                    List.of(before.chain().get().chain(), after.chain().get().chain());
            return Optional.of(new Assumption.TieBackwards(both));
        }
        Optional<ReadyChain> chain = before.chain().or(after::chain);
        Optional<Station> place = before.fixed().or(after::fixed);
        if (chain.isEmpty() || place.isEmpty() || madeTogether(chain.get(), place.get())) {
            return Optional.empty();
        }
        return Optional.of(new Assumption.TieWithPlace(
                chain.get().chain(), name(place.get()), before.chain().isPresent()));
    }

    // An empty chain that lets everything pass may run at any time.
    private static boolean isIdle(Registered one) {
        return one.chain()
                .map(ReadyChain::chain)
                .filter(c ->
                        c.rules().isEmpty() && !c.base().orElseThrow().policy().equals(Optional.of(Chain.Policy.DROP)))
                .isPresent();
    }

    private boolean madeTogether(ReadyChain chain, Station place) {
        return switch (place) {
            case Station.NatPlace _ ->
                firstNat.filter(n -> n.home().equals(chain.home())).isPresent();
            case Station.Defrag _, Station.Track _ ->
                trackHome.filter(t -> t.equals(chain.home())).isPresent();
            case Station.Confirm _, Station.Ask _ -> true;
            case Station.Inside inside -> inside.hook() == Hook.POSTROUTING;
        };
    }

    private static Assumption.FixedPlace name(Station place) {
        return switch (place) {
            case Station.Defrag _ -> Assumption.FixedPlace.DEFRAGMENTATION;
            case Station.Track _, Station.Confirm _, Station.Ask _ -> Assumption.FixedPlace.TRACKING;
            case Station.NatPlace _ -> Assumption.FixedPlace.NAT;
            case Station.Inside _ -> Assumption.FixedPlace.BRIDGE_NETFILTER;
        };
    }

    private static Set<Family> layers(Family family, Hook hook) {
        return switch (family) {
            case IP, IP6, ARP, BRIDGE, NETDEV -> EnumSet.of(family);
            case INET ->
                hook == Hook.INGRESS || hook == Hook.EGRESS
                        ? EnumSet.of(Family.NETDEV)
                        : EnumSet.of(Family.IP, Family.IP6);
        };
    }
}
