package org.nftrace.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.nftrace.host.Lookup.Found;
import org.nftrace.host.Lookup.Missing;
import org.nftrace.host.Lookup.Open;
import org.nftrace.net.Address;

/// One routing table, and how the kernel chooses in it: the longest prefix, then the type of service, then the lowest
/// metric (fib_table_lookup() in net/ipv4/fib_trie.c; find_rr_leaf() in net/ipv6/route.c).
///
/// @param routes those that are chosen first before the others
/// @param whole  what is not in it, the host's table does not have either
record RouteTable(Told.Table name, List<Route> routes, boolean whole) {
    private static final int DSCP = 0xfc;

    RouteTable {
        routes = routes.size() < 2
                ? List.copyOf(routes)
                : routes.stream().sorted(Order.of(name.version())).toList();
    }

    static boolean sameService(int one, int other) {
        return (one & DSCP) == (other & DSCP);
    }

    /// {@return what this table says, `next` being what the tables after it say}
    ///
    /// A route of type `throw` sends the packet on to `next`, and so does a table without a route.
    Lookup find(Query query, Lookup next) {
        Lookup rest = whole ? next : new Open(new Missing.Routes(name), next);
        var candidates = routes.stream()
                .filter(r -> r.destination().contains(query.destination()))
                .toList();
        return query.version() == Version.V4
                ? firstV4(candidates, query, next, rest)
                : firstV6(candidates, query, next, rest);
    }

    private static Lookup firstV4(List<Route> candidates, Query query, Lookup next, Lookup rest) {
        for (int i = 0; i < candidates.size(); i++) {
            Route route = candidates.get(i);
            if (route.tos().isPresent() && query.tos().isEmpty()) {
                var otherwise = firstV4(candidates.subList(i + 1, candidates.size()), query, next, rest);
                return new Open(new Missing.RouteIsFor(route), otherwise);
            }
            if (route.tos().isPresent()
                    && !sameService(route.tos().getAsInt(), query.tos().getAsInt())) {
                continue;
            }
            if (route.type() == Route.Type.THROW) {
                return next;
            }
            var usable = usable(route, query.out());
            if (usable.isPresent()) {
                return new Found(usable.get());
            }
        }
        return rest;
    }

    // Link-local and multicast destinations mean something on one link only (rt6_need_strict()), and a bound socket
    // wants its own; else the packet's interface is only preferred.
    private static Lookup firstV6(List<Route> candidates, Query query, Lookup next, Lookup rest) {
        var device = query.out().or(() -> query.in().filter(in -> !in.equals("lo")));
        boolean strict = query.out().isPresent() || device.isPresent() && isOfOneLink(query.destination());
        for (int i = 0; i < candidates.size(); i++) {
            Route route = candidates.get(i);
            var from = route.from();
            if (from.isPresent() && query.source().isEmpty()) {
                var otherwise = firstV6(candidates.subList(i + 1, candidates.size()), query, next, rest);
                return new Open(new Missing.RouteIsFor(route), otherwise);
            }
            if (from.isPresent() && !from.get().contains(query.source().get())) {
                continue;
            }
            var alike = usableAlike(candidates, route, strict ? device : Optional.empty());
            if (!alike.isEmpty()) {
                Route best = best(alike, device);
                return best.type() == Route.Type.THROW ? next : new Found(withSiblings(best, alike));
            }
        }
        return rest;
    }

    // Routes that refuse stand on lo, so that they are none for a packet of one link or of a bound socket.
    private static List<Route> usableAlike(List<Route> candidates, Route one, Optional<String> only) {
        return candidates.stream()
                .filter(r -> Order.V6.compare(r, one) == 0 && r.from().equals(one.from()))
                .filter(r -> only.isEmpty() || !r.nextHops().isEmpty())
                .flatMap(r -> usable(r, only).stream())
                .toList();
    }

    private static Route best(List<Route> alike, Optional<String> device) {
        return alike.stream()
                .filter(r -> device.isPresent() && leavesBy(r, device.get()))
                .findFirst()
                .orElse(alike.getFirst());
    }

    private static boolean leavesBy(Route route, String device) {
        return route.nextHops().stream().anyMatch(h -> h.device().equals(Optional.of(device)));
    }

    // Older kernels and programs list each way out of several as a route of its own.
    private static Route withSiblings(Route chosen, List<Route> alike) {
        if (chosen.nextHops().isEmpty() || !hasGateway(chosen)) {
            return chosen;
        }
        var hops = new ArrayList<NextHop>(chosen.nextHops());
        alike.stream()
                .filter(RouteTable::hasGateway)
                .flatMap(r -> r.nextHops().stream())
                .filter(h -> !hops.contains(h))
                .forEach(hops::add);
        return chosen.withNextHops(hops);
    }

    private static boolean hasGateway(Route route) {
        return !route.nextHops().isEmpty()
                && route.nextHops().stream().allMatch(h -> h.gateway().isPresent());
    }

    /// {@return the route with only the ways out that are alive and, if one is asked for, lead by that device}
    private static Optional<Route> usable(Route route, Optional<String> device) {
        if (route.nextHops().isEmpty()) {
            return Optional.of(route);
        }
        var hops = route.nextHops().stream()
                .filter(h -> !h.dead())
                .filter(h ->
                        device.isEmpty() || h.device().isEmpty() || h.device().equals(device))
                .toList();
        return hops.isEmpty() ? Optional.empty() : Optional.of(route.withNextHops(hops));
    }

    private static boolean isOfOneLink(Address address) {
        return !address.isV4() && (address.isLinkLocal() || address.isMulticast());
    }

    /// Which of two routes to one destination is tried first. Java links comparators of this kind in each run, so that
    /// they are made only where there are two.
    private static final class Order {
        static final Comparator<Route> V4 = Comparator.<Route>comparingInt(
                        r -> -r.destination().length())
                // Where nobody made rules of his own, the kernel keeps local and main in one tree, local in front.
                .thenComparing(r -> !r.table().equals(Route.LOCAL_TABLE))
                .thenComparingInt(r -> -r.tos().orElse(0))
                .thenComparingLong(Route::metric);
        static final Comparator<Route> V6 = Comparator.<Route>comparingInt(
                        r -> -r.destination().length())
                .thenComparingInt(r -> -r.from().map(f -> f.length()).orElse(0))
                .thenComparingLong(Route::metric);

        static Comparator<Route> of(Version version) {
            return version == Version.V4 ? V4 : V6;
        }
    }
}
