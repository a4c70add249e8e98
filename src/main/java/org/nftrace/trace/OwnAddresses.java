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
    // The numbers that multicast addresses have for them (RFC 4291, section 2.7).
    private static final int HOST = 1;
    private static final int LINK = 2;
    private static final int SITE = 5;
    private static final int GLOBAL = 14;

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

    /// `redirect`: the first address of the interface, in IPv6 of the destination's scope where that is not global
    /// (nf_nat_redirect.c).
    Optional<Address> first(String device, Address destination) {
        int wanted = scope(destination);
        return host.link(device).stream()
                .flatMap(link -> of(link, destination.isV4()).stream())
                .filter(a -> !a.tentative() && (wanted == GLOBAL || scope(a.address()) == wanted))
                .map(LinkAddress::address)
                .findFirst();
    }

    // ipv6_addr_scope(): IPv4 has none.
    private static int scope(Address address) {
        if (address.isV4()) {
            return GLOBAL;
        }
        if (address.isMulticast()) {
            int scope = address.groupScope();
            return scope == HOST || scope == LINK || scope == SITE ? scope : GLOBAL;
        }
        if (address.isLinkLocal()) {
            return LINK;
        }
        return address.high() >>> 54 == 0xfec0 >>> 6 ? SITE : address.isLoopback() ? HOST : GLOBAL;
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
