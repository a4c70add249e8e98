package org.nftrace.space;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;

/// A base chain where packets come by.
record Station(Compiled table, Chain chain, Chain.Base base) {
    /// Where connections are found (`nf_conntrack`, NF_IP_PRI_CONNTRACK): before it no packet has one.
    static final int TRACKING = -200;

    /// {@return the base chains that packets of IPv4 or IPv6 pass at a hook, in their order}
    static List<Station> of(List<Compiled> tables, Family layer, Hook hook) {
        var stations = new ArrayList<Station>();
        for (Compiled table : tables) {
            Family family = table.table().family();
            if (family == layer || family == Family.INET) {
                for (Chain chain : table.table().chains()) {
                    chain.base()
                            .filter(base ->
                                    base.hook() == hook && base.devices().isEmpty())
                            .ifPresent(base -> stations.add(new Station(table, chain, base)));
                }
            }
        }
        stations.sort(Comparator.comparingInt(Station::place)
                .thenComparing(s -> s.base().priority()));
        return List.copyOf(stations);
    }

    boolean isNat() {
        return base.type() == Chain.ChainType.NAT;
    }

    boolean isEarly() {
        return place() <= TRACKING;
    }

    /// {@return whether it lets everything pass unseen}
    boolean isIdle() {
        return chain.rules().isEmpty() && !drops();
    }

    boolean drops() {
        return base.policy().filter(p -> p == Chain.Policy.DROP).isPresent();
    }

    /// {@return its priority; of nat, the place where all of it is done, whatever the priorities}
    int place() {
        return isNat() ? natPlace(base.hook()) : base.priority().value();
    }

    static int natPlace(Hook hook) {
        return switch (hook) {
            case PREROUTING, OUTPUT, INGRESS, FORWARD, EGRESS -> -100;
            case INPUT, POSTROUTING -> 100;
        };
    }
}
