package org.nftrace.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nftrace.net.Address;

/// The host as far as it was told. An absent list is not known; an empty one is known to be empty.
///
/// @param links   from `ip addr`, `ip -d link`, `docker network inspect`
/// @param routes  of all tables that were given
/// @param rules   `ip rule`; absent means the kernel's three
/// @param sysctls by their dotted name: `net.ipv4.ip_forward` → `1`
public record Host(
        Optional<List<Link>> links,
        Optional<List<Route>> routes,
        Optional<List<RoutingRule>> rules,
        Map<String, String> sysctls,
        List<ConntrackEntry> connections) {

    public static final Host UNKNOWN =
            new Host(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), List.of());

    public Host {
        links = links.map(List::copyOf);
        routes = routes.map(List::copyOf);
        rules = rules.map(List::copyOf);
        sysctls = Map.copyOf(sysctls);
        connections = List.copyOf(connections);
    }

    public Optional<Link> link(String name) {
        return links.flatMap(
                all -> all.stream().filter(l -> l.name().equals(name)).findFirst());
    }

    /// {@return the link that has this very address, or empty when none has or links are not known}
    public Optional<Link> owner(Address address) {
        return links.flatMap(all -> all.stream()
                .filter(l -> l.addresses().stream().anyMatch(a -> a.address().equals(address)))
                .findFirst());
    }
}
