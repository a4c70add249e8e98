package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.host.Route;
import org.nftrace.net.Address;

/// Why the kernel drops a packet outside of every rule.
public sealed interface DropReason {

    record NoRoute(Address destination) implements DropReason {}

    /// A blackhole, prohibit or unreachable route.
    record RouteSays(Route.Type type, Address destination) implements DropReason {}

    /// ip_forward (IPv4: of the incoming interface) or all.forwarding (IPv6) is 0.
    record NotForwarding(Optional<String> in) implements DropReason {}

    record TtlExceeded() implements DropReason {}

    record MartianSource(Address source) implements DropReason {}

    record MartianDestination(Address destination) implements DropReason {}

    /// A multicast group that the host has not joined, and does not route.
    record NotJoined(Address group) implements DropReason {}

    /// IPv6 from or to `::1` on the wire, or from a multicast address: dropped before every chain.
    record BadAddress(Address address) implements DropReason {}

    /// A frame that no interface takes: its source is a group address, or its destination another machine.
    record BadFrame() implements DropReason {}

    /// The way back would not go out by the interface the packet came in by.
    record ReversePath(Address source, String in) implements DropReason {}

    /// 127.0.0.0/8 seen on an interface without route_localnet.
    record RouteLocalnet(Address destination) implements DropReason {}

    /// The bridge would send the frame out of the port by which it came, which has no hairpin mode.
    record NoHairpin(String port) implements DropReason {}

    /// `redirect` found no address on the incoming interface.
    record NoAddress(String interfaceName) implements DropReason {}

    /// Masquerade gave the connection the address of one interface, and its packet is to leave by another.
    record OtherWayOut(String was, String now) implements DropReason {}

    /// A nat mapping found no free port.
    record PortsExhausted() implements DropReason {}

    /// `queue` without a program that listens.
    record QueueWithoutListener() implements DropReason {}
}
