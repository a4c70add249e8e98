package org.nftrace.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// The routes that the kernel makes by itself for the addresses of links: to the host, to its subnets, to their
/// broadcast addresses (fib_add_ifaddr() in net/ipv4/fib_frontend.c; addrconf_prefix_route() and
/// __ipv6_ifa_notify() in net/ipv6/addrconf.c).
///
/// Where no routes were told of, these stand for them, marked as derived: somebody may have deleted one or added
/// others. IPv6's anycast routes are left out, as it depends on a sysctl whether there are any.
public final class KernelRoutes {
    private static final Address EVERYBODY = new Address.V4(-1);
    private static final Prefix MULTICAST_V6 = new Prefix(new Address.V6(0xff00L << 48, 0), 8);
    private static final Address LOOPBACK_V6 = new Address.V6(0, 1);
    private static final long METRIC_V6 = 256;

    private KernelRoutes() {}

    /// {@return the routes of the tables local and main}
    public static List<Route> of(List<Link> links) {
        var routes = new ArrayList<Route>();
        for (Link link : links) {
            for (LinkAddress address : link.addresses()) {
                if (address.isV4()) {
                    addV4(link, address, routes);
                } else {
                    addV6(link, address, routes);
                }
            }
        }
        links.stream().filter(KernelRoutes::speaksV6).forEach(l -> routes.add(multicast(l)));
        return routes;
    }

    private static void addV4(Link link, LinkAddress address, List<Route> routes) {
        Address source = primary(link, address);
        routes.add(local(Route.Type.LOCAL, host(address.address()), link, source));
        if (!link.up()) {
            return;
        }
        address.broadcast()
                .filter(b -> !b.equals(EVERYBODY))
                .ifPresent(b -> routes.add(local(Route.Type.BROADCAST, host(b), link, source)));
        Prefix subnet = address.subnet();
        boolean isOwn = subnet.length() == 32 && subnet.address().equals(address.address());
        if (isZero(subnet) || address.secondary() || isOwn) {
            return;
        }
        if (!address.noPrefixRoute() && link.isLoopback()) {
            routes.add(local(Route.Type.LOCAL, subnet, link, source));
        } else if (!address.noPrefixRoute()) {
            routes.add(route(Route.Type.UNICAST, subnet, link, Optional.of(source), Route.MAIN_TABLE, 0));
        }
        // RFC 3021: a /31 has no broadcast address.
        boolean told = address.broadcast().filter(subnet.last()::equals).isPresent();
        if (subnet.length() < 31 && !told) {
            routes.add(local(Route.Type.BROADCAST, host(subnet.last()), link, source));
        }
    }

    // Routes of a secondary address prefer the first one of the subnet as their source.
    private static Address primary(Link link, LinkAddress address) {
        return link.addresses().stream()
                .filter(a -> address.secondary() && !a.secondary() && a.subnet().equals(address.subnet()))
                .findFirst()
                .orElse(address)
                .address();
    }

    private static void addV6(Link link, LinkAddress address, List<Route> routes) {
        if (!address.tentative()) {
            routes.add(route(Route.Type.LOCAL, host(address.address()), link, Optional.empty(), Route.LOCAL_TABLE, 0));
        }
        if (link.up() && !address.noPrefixRoute() && !address.address().equals(LOOPBACK_V6)) {
            routes.add(
                    route(Route.Type.UNICAST, address.subnet(), link, Optional.empty(), Route.MAIN_TABLE, METRIC_V6));
        }
    }

    private static boolean speaksV6(Link link) {
        return link.up() && !link.isLoopback() && link.addresses().stream().anyMatch(a -> !a.isV4());
    }

    private static Route multicast(Link link) {
        return route(Route.Type.MULTICAST, MULTICAST_V6, link, Optional.empty(), Route.LOCAL_TABLE, METRIC_V6);
    }

    private static boolean isZero(Prefix subnet) {
        return subnet.address().low() >>> 24 == 0;
    }

    private static Prefix host(Address address) {
        return new Prefix(address, address.width());
    }

    private static Route local(Route.Type type, Prefix destination, Link link, Address source) {
        return route(type, destination, link, Optional.of(source), Route.LOCAL_TABLE, 0);
    }

    static Route route(
            Route.Type type, Prefix destination, Link link, Optional<Address> source, String table, long metric) {
        var hop = new NextHop(Optional.empty(), Optional.of(link.name()), false);
        return new Route(
                type, destination, Optional.empty(), List.of(hop), source, table, metric, OptionalInt.empty(), true);
    }
}
