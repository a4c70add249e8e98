package org.nftrace.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// `172.20.0.0/24 dev docker1 proto kernel scope link src 172.20.0.1` (ip-route(8)).
///
/// @param destination the network; `default` is the prefix of length 0 of its family
/// @param from        IPv6 only: the sources that the route is for
/// @param nextHops    more than one for a multipath route, between which a hash decides; none for `blackhole` and the
/// like
/// @param source      the `src` hint: the address local senders take
/// @param table       `main`, `local`, `default` or a number or name of one's own
/// @param tos         the type of service that the route is for; absent: any
/// @param derived     nobody told of it: it follows from the addresses, see [KernelRoutes]
public record Route(
        Type type,
        Prefix destination,
        Optional<Prefix> from,
        List<NextHop> nextHops,
        Optional<Address> source,
        String table,
        long metric,
        OptionalInt tos,
        boolean derived) {

    public static final String LOCAL_TABLE = "local";
    public static final String MAIN_TABLE = "main";
    public static final String DEFAULT_TABLE = "default";

    /// What the kernel does with a packet that takes the route.
    public enum Type {
        UNICAST,
        LOCAL,
        BROADCAST,
        MULTICAST,
        ANYCAST,
        BLACKHOLE,
        UNREACHABLE,
        PROHIBIT,
        THROW
    }

    public Route {
        nextHops = List.copyOf(nextHops);
    }

    Route withNextHops(List<NextHop> others) {
        return new Route(type, destination, from, others, source, table, metric, tos, derived);
    }

    /// {@return the only way out, or empty when there are several or none}
    public Optional<NextHop> nextHop() {
        return nextHops.size() == 1 ? Optional.of(nextHops.getFirst()) : Optional.empty();
    }

    /// {@return the interface of the only way out}
    public Optional<String> device() {
        return nextHop().flatMap(NextHop::device);
    }

    /// {@return the gateway of the only way out; empty too when the destination is on the link}
    public Optional<Address> gateway() {
        return nextHop().flatMap(NextHop::gateway);
    }
}
