package org.nftrace.iptables.rephrase;

import java.util.List;
import java.util.Optional;
import org.nftrace.iptables.BuiltIn;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Chain.ChainType;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Table;

/// Where iptables has a chain for a base chain of nft.
///
/// @param exact whether it runs at the very same priority
record Place(String table, String chain, boolean exact) {
    static final List<String> TABLES = List.of("raw", "mangle", "nat", "filter", "security");
    private static final int TRACKING = -200;
    private static final int DESTINATIONS = -100;
    private static final int SOURCES = 100;

    /// {@return the chain with the nearest priority that stands on the same side of conntrack and of both translations}
    static Optional<Place> of(Chain.Base base) {
        Hook hook = base.hook();
        int priority = base.priority().value();
        Optional<Place> nearest = Optional.empty();
        int distance = Integer.MAX_VALUE;
        for (String table : TABLES) {
            for (Table.Origin origin : List.of(Table.Origin.LEGACY, Table.Origin.IPTABLES_NFT)) {
                var there = BuiltIn.of(table, hook.name()).filter(_ -> fits(base.type(), table, hook));
                int its = there.map(builtIn -> builtIn.priority(table, origin)).orElse(0);
                boolean nat = base.type() == ChainType.NAT;
                int far = Math.abs(its - priority);
                if (there.isPresent() && far < distance && (nat || side(its) == side(priority))) {
                    distance = far;
                    nearest = Optional.of(new Place(table, hook.name(), far == 0));
                }
            }
        }
        return nearest;
    }

    // Only mangle OUTPUT routes again.
    private static boolean fits(ChainType type, String table, Hook hook) {
        return switch (type) {
            case NAT -> table.equals("nat");
            case ROUTE -> table.equals("mangle") && hook == Hook.OUTPUT;
            case FILTER -> !table.equals("nat") && !(table.equals("mangle") && hook == Hook.OUTPUT);
        };
    }

    private static int side(int priority) {
        return priority < TRACKING ? 0 : priority < DESTINATIONS ? 1 : priority <= SOURCES ? 2 : 3;
    }
}
