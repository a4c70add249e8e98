package org.nftrace.host;

import java.util.Optional;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// `172.20.0.0/24 dev docker1 proto kernel scope link src 172.20.0.1` (ip-route(8)).
///
/// @param destination the network; `default` is the prefix of length 0 of its family
/// @param table       `main`, `local`, `default` or a number or name of one's own
/// @param source      the `src` hint: the address local senders take
public record Route(
        Type type,
        Prefix destination,
        Optional<Address> gateway,
        Optional<String> device,
        Optional<Address> source,
        String table,
        long metric) {

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
}
