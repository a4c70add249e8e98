package org.nftrace.host;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// A route while its words are being read.
final class RouteDraft {
    private static final Prefix ALL_V4 = new Prefix(new Address.V4(0), 0);
    private static final Prefix ALL_V6 = new Prefix(new Address.V6(0, 0), 0);

    private static final Set<Route.Type> REFUSING =
            EnumSet.of(Route.Type.BLACKHOLE, Route.Type.UNREACHABLE, Route.Type.PROHIBIT, Route.Type.THROW);
    private static final Set<Route.Type> LOCAL_KINDS =
            EnumSet.of(Route.Type.LOCAL, Route.Type.BROADCAST, Route.Type.ANYCAST);

    Route.Type type = Route.Type.UNICAST;
    /// Absent for `default` until the version is known.
    Optional<Prefix> destination = Optional.empty();
    Optional<Prefix> from = Optional.empty();
    Optional<Address> source = Optional.empty();
    Optional<String> table = Optional.empty();
    long metric;
    OptionalInt tos = OptionalInt.empty();
    boolean isV6;
    private final List<NextHop> nextHops = new ArrayList<>();
    Optional<Address> gateway = Optional.empty();
    Optional<String> device = Optional.empty();
    boolean dead;

    /// Ends a way out of several: what follows belongs to another.
    void endHop() {
        if (gateway.isPresent() || device.isPresent()) {
            nextHops.add(new NextHop(gateway, device, dead));
        }
        gateway = Optional.empty();
        device = Optional.empty();
        dead = false;
    }

    Version version() {
        return destination
                .or(() -> from)
                .map(Prefix::address)
                .or(() -> source)
                .map(Version::of)
                .orElse(isV6 ? Version.V6 : Version.V4);
    }

    /// @param unnamed the table when the listing did not name one
    Route route(String unnamed) {
        endHop();
        return new Route(
                type,
                destination.orElse(version() == Version.V6 ? ALL_V6 : ALL_V4).network(),
                from,
                // IPv6 prints 'unreachable … dev lo', but nothing goes there.
                REFUSING.contains(type) ? List.of() : nextHops,
                source,
                table.orElse(unnamed),
                metric,
                tos,
                false);
    }

    /// {@return whether only the local table has routes like this}
    boolean isLocalKind() {
        boolean multicastV6 = type == Route.Type.MULTICAST && version() == Version.V6;
        return multicastV6 || LOCAL_KINDS.contains(type);
    }
}
