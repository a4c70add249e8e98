package org.nftrace.trace;

import java.util.List;
import java.util.Optional;
import org.nftrace.host.Host;
import org.nftrace.host.Link;
import org.nftrace.host.LinkAddress;
import org.nftrace.host.LinkAddress.Scope;
import org.nftrace.host.Version;
import org.nftrace.net.Address;

/// Which of the host's addresses masquerade and redirect choose.
final class OwnAddresses {
    private final Host host;

    OwnAddresses(Host host) {
        this.host = host;
    }

    /// {@return whether all addresses of the interface are told}
    boolean knows(String device, boolean v4) {
        Optional<Link> link = host.link(device);
        boolean whole = host.told().addressesOf(v4 ? Version.V4 : Version.V6);
        return link.isPresent() && (whole || !of(link.get(), v4).isEmpty());
    }

    private static List<LinkAddress> of(Link link, boolean v4) {
        return link.addresses().stream().filter(a -> a.isV4() == v4).toList();
    }

    /// `redirect`: the first address of the interface (nf_nat_redirect.c).
    Optional<Address> first(String device, boolean v4) {
        return host.link(device).stream()
                .flatMap(link -> of(link, v4).stream())
                .map(LinkAddress::address)
                .findFirst();
    }

    /// `masquerade`: in IPv4 an address of the interface in the next hop's subnet, else its first, else one of another
    /// interface (inet_select_addr in net/ipv4/devinet.c); in IPv6 what suits the destination best.
    Optional<Address> towards(String device, Address destination, Optional<Address> nextHop) {
        return destination.isV4()
                ? towardsV4(device, nextHop.orElse(destination))
                : SourceChoice.towards(destination, device, host, host.told().addressesOf(Version.V6));
    }

    private Optional<Address> towardsV4(String device, Address nextHop) {
        List<LinkAddress> usable = host.link(device).stream()
                .flatMap(link -> of(link, true).stream())
                .filter(a -> !a.secondary() && a.scope() != Scope.HOST && a.scope() != Scope.LINK)
                .toList();
        return usable.stream()
                .filter(a -> a.subnet().contains(nextHop))
                .findFirst()
                .or(() -> usable.stream().findFirst())
                .or(this::anyGlobal)
                .map(LinkAddress::address);
    }

    private Optional<LinkAddress> anyGlobal() {
        return host.links().orElse(List.of()).stream()
                .flatMap(link -> of(link, true).stream())
                .filter(a -> !a.secondary() && a.scope() != Scope.HOST && a.scope() != Scope.LINK)
                .findFirst();
    }
}
