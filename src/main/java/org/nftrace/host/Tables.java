package org.nftrace.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.host.Told.Table;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// Makes the routing tables of what a host was told to have, and of what follows from it.
final class Tables {
    private static final Prefix LOOPBACK_V4 = Prefix.parse("127.0.0.0/8").orElseThrow();
    private static final Prefix LOOPBACK_V6 = Prefix.parse("::1").orElseThrow();

    private final Host host;
    private final Map<Table, List<Route>> given = new LinkedHashMap<>();
    private final List<Route> derived;

    Tables(Host host) {
        this.host = host;
        this.derived = KernelRoutes.of(host.links().orElse(List.of()));
        host.routes()
                .orElse(List.of())
                .forEach(r -> given.computeIfAbsent(tableOf(r), _ -> new ArrayList<>())
                        .add(r));
    }

    private static Table tableOf(Route route) {
        return new Table(Version.of(route.destination().address()), route.table());
    }

    List<RouteTable> all() {
        var tables = new ArrayList<RouteTable>();
        for (Version version : Version.values()) {
            tables.add(local(version));
            tables.add(main(version));
            tables.add(ofDefault(version));
        }
        given.forEach((table, routes) -> {
            if (tables.stream().noneMatch(t -> t.name().equals(table))) {
                tables.add(new RouteTable(table, routes, isTold(table)));
            }
        });
        return tables;
    }

    private boolean isTold(Table table) {
        return host.told().table(table.version(), table.name());
    }

    private RouteTable local(Version version) {
        var table = new Table(version, Route.LOCAL_TABLE);
        var routes = new ArrayList<>(given.getOrDefault(table, List.of()));
        if (isTold(table)) {
            return new RouteTable(table, routes, true);
        }
        derived.stream().filter(r -> tableOf(r).equals(table)).forEach(routes::add);
        routes.add(loopback(version));
        // The kernel takes only an address of its own as the source of a route (fib_valid_prefsrc()).
        host.routes().orElse(List.of()).stream()
                .filter(r -> r.source().filter(s -> Version.of(s) == version).isPresent())
                .filter(r -> r.device().isPresent())
                .forEach(r ->
                        addOnce(routes, localTo(r.source().get(), r.device().get())));
        return new RouteTable(table, routes, host.told().addressesOf(version));
    }

    private static void addOnce(List<Route> routes, Route route) {
        if (routes.stream().noneMatch(r -> r.destination().equals(route.destination()))) {
            routes.add(route);
        }
    }

    private RouteTable main(Version version) {
        var table = new Table(version, Route.MAIN_TABLE);
        var routes = new ArrayList<>(given.getOrDefault(table, List.of()));
        if (!isTold(table)) {
            derived.stream().filter(r -> tableOf(r).equals(table)).forEach(routes::add);
        }
        return new RouteTable(table, routes, isTold(table));
    }

    // It is empty unless somebody fills it, which hardly anybody does: who told of main has told enough.
    private RouteTable ofDefault(Version version) {
        var table = new Table(version, Route.DEFAULT_TABLE);
        boolean told = isTold(table) || isTold(new Table(version, Route.MAIN_TABLE));
        return new RouteTable(table, given.getOrDefault(table, List.of()), told);
    }

    private static Route loopback(Version version) {
        return localRoute(version == Version.V4 ? LOOPBACK_V4 : LOOPBACK_V6, "lo");
    }

    private static Route localTo(Address address, String device) {
        return localRoute(new Prefix(address, address.width()), device);
    }

    private static Route localRoute(Prefix destination, String device) {
        return new Route(
                Route.Type.LOCAL,
                destination,
                Optional.empty(),
                List.of(new NextHop(Optional.empty(), Optional.of(device), false)),
                Optional.empty(),
                Route.LOCAL_TABLE,
                0,
                OptionalInt.empty(),
                true);
    }
}
