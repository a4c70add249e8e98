package org.nftrace.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nftrace.net.Address;

/// The host as far as it was told. An absent list is not known; an empty one is known to be empty.
///
/// A list that is there need not be whole: [#told] says which are.
///
/// @param links       from `ip addr`, `ip -d link`, `docker network inspect`
/// @param routes      of all tables that were given
/// @param rules       `ip rule`; absent means the kernel's own; a version of which none is listed has those too
/// @param sysctls     by their dotted name: `net.ipv4.ip_forward` → `1`
/// @param connections `conntrack -L`
public record Host(
        Optional<List<Link>> links,
        Optional<List<Route>> routes,
        Optional<List<RoutingRule>> rules,
        Map<String, String> sysctls,
        Optional<List<ConntrackEntry>> connections,
        Told told) {

    public static final Host UNKNOWN =
            new Host(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Told.NOTHING);

    public Host {
        links = links.map(List::copyOf);
        routes = routes.map(List::copyOf);
        rules = rules.map(List::copyOf);
        sysctls = Map.copyOf(sysctls);
        connections = connections.map(List::copyOf);
    }

    public Optional<Link> link(String name) {
        for (Link link : links.orElse(List.of())) {
            if (link.name().equals(name)) {
                return Optional.of(link);
            }
        }
        return Optional.empty();
    }

    /// {@return the link that has this very address; empty means that none has only when [#told] says that the
    /// addresses are whole, and 127.0.0.0/8 is the host's own all the same ([Fib] knows)}
    public Optional<Link> owner(Address address) {
        return links.flatMap(all -> all.stream().filter(l -> l.has(address)).findFirst());
    }

    Host withLinks(List<Link> newLinks, Told newTold) {
        return new Host(Optional.of(newLinks), routes, rules, sysctls, connections, newTold);
    }

    Host withRoutes(List<Route> newRoutes, Told newTold) {
        return new Host(links, Optional.of(newRoutes), rules, sysctls, connections, newTold);
    }

    Host withRules(List<RoutingRule> newRules) {
        return new Host(links, routes, Optional.of(newRules), sysctls, connections, told);
    }

    Host withSysctls(Map<String, String> newSysctls) {
        return new Host(links, routes, rules, newSysctls, connections, told);
    }

    Host withConnections(List<ConntrackEntry> newConnections) {
        return new Host(links, routes, rules, sysctls, Optional.of(newConnections), told);
    }
}
