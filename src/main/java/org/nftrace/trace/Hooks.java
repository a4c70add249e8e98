package org.nftrace.trace;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;

/// What each hook does, in the kernel's order.
///
/// Base chains of ip (or ip6), of inet and of iptables-legacy share one order by priority with defragmentation,
/// tracking and nat. Of equal priorities the one registered last runs first (net/netfilter/core.c,
/// nf_hook_entries_grow). A listing shows tables and chains in the order in which they were made; where it may not,
/// between tables, the order is a [Assumption.TieBackwards].
final class Hooks {
    private final Map<Family, Map<Hook, List<Station>>> stations = new EnumMap<>(Family.class);
    private final Set<Family> tracked;

    private Hooks(Set<Family> tracked) {
        this.tracked = tracked;
    }

    static Hooks of(List<ReadyTable> tables) {
        var tracked = EnumSet.noneOf(Family.class);
        tables.forEach(table -> tracked.addAll(table.tracks()));
        var hooks = new Hooks(tracked);
        for (Family layer : List.of(Family.IP, Family.IP6, Family.ARP, Family.BRIDGE, Family.NETDEV)) {
            var order = new Registration(layer, tables);
            var perHook = new EnumMap<Hook, List<Station>>(Hook.class);
            for (Hook hook : Hook.values()) {
                perHook.put(hook, order.stations(hook));
            }
            hooks.stations.put(layer, perHook);
        }
        return hooks;
    }

    /// {@return what happens at this hook of IP, IP6, ARP, BRIDGE or NETDEV, first to last}
    List<Station> at(Family layer, Hook hook) {
        return stations.get(layer).get(hook);
    }

    /// {@return the interfaces that have chains of their own at this hook: ingress or egress}
    Set<String> devices(Hook hook) {
        return at(Family.NETDEV, hook).stream()
                .flatMap(station ->
                        station instanceof Station.Ask(ReadyChain chain, _) ? devices(chain) : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> devices(ReadyChain ready) {
        return ready.chain().base().stream().flatMap(base -> base.devices().stream());
    }

    /// {@return whether connections of IP or IP6 are tracked}
    boolean tracks(Family layer) {
        return tracked.contains(layer);
    }
}
