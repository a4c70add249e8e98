package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.net.Address;

/// Where the routing decision sends the packet.
public sealed interface Route {

    /// To the host itself: hook input is next.
    ///
    /// @param destination absent when `redirect` chose an address of the host that is not known
    record ToHost(Optional<Address> destination) implements Route {}

    /// Through the host: hook forward is next.
    ///
    /// @param destination absent when it is not known
    /// @param out     the interface it will leave by, where it is known
    /// @param nextHop the gateway, absent when the destination is on the link or the route is not known
    record Through(Optional<Address> destination, Optional<String> out, Optional<Address> nextHop) implements Route {}

    /// Out of the host that sent it: hook output is next, or postrouting when it was routed again.
    record Out(Optional<Address> destination, Optional<String> out, Optional<Address> nextHop, boolean again)
            implements Route {}

    /// From a port of a bridge up to the bridge itself, and to the host: the bridge's own hook input is next.
    ///
    /// @param destination absent when it is not known
    /// @param passed      the packet passed prerouting inside the bridge (br_netfilter), and will not pass it again
    record ToBridge(Optional<Address> destination, Optional<String> bridge, boolean passed) implements Route {}

    /// Out of the bridge port, or ports, behind which the destination is.
    record Bridged(Optional<String> port) implements Route {}
}
