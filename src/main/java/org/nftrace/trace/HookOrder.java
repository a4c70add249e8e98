package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;

/// What stands at a hook, in the order in which the kernel comes by: base chains, and between them what is no chain.
public final class HookOrder {

    /// @param table of the chain; absent for what is no chain
    /// @param place `conntrack`, `nat` …; empty for a chain
    public record Entry(int priority, Optional<Table> table, Optional<Chain> chain, String place) {
        private static Entry of(ReadyChain ready) {
            Chain chain = ready.chain();
            int priority = chain.base().orElseThrow().priority().value();
            return new Entry(priority, Optional.of(ready.table()), Optional.of(chain), "");
        }

        private static Entry fixed(int priority, String place) {
            return new Entry(priority, Optional.empty(), Optional.empty(), place);
        }
    }

    private final Hooks hooks;

    public HookOrder(Ruleset ruleset) {
        hooks = Hooks.of(ruleset.tables().stream()
                .map(table -> new ReadyTable(ruleset, table, Indexing.USUAL))
                .toList());
    }

    /// @param layer IP, IP6, ARP, BRIDGE or NETDEV
    public List<Entry> at(Family layer, Hook hook) {
        var entries = new ArrayList<Entry>();
        for (Station station : hooks.at(layer, hook)) {
            switch (station) {
                case Station.Ask ask -> entries.add(Entry.of(ask.chain()));
                case Station.Defrag _ -> entries.add(Entry.fixed(Registration.DEFRAG, "(fragments are put together)"));
                case Station.Track _ -> entries.add(Entry.fixed(Registration.TRACK, "(connection tracking)"));
                case Station.NatPlace nat -> {
                    int priority = nat.mapsDestination() ? Registration.DSTNAT : Registration.SRCNAT;
                    entries.add(Entry.fixed(priority, "(nat: the first of these that says something)"));
                    nat.chains().forEach(chain -> entries.add(Entry.of(chain.chain())));
                }
                case Station.Inside _ -> entries.add(Entry.fixed(0, "(the same hook of ip and ip6, by br_netfilter)"));
                case Station.Confirm _ -> entries.add(Entry.fixed(Integer.MAX_VALUE, "(the connection is confirmed)"));
            }
        }
        return entries;
    }
}
