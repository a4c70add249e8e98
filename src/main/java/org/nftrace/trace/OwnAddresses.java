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

    /// `masquerade`: an address of the interface in the next hop's subnet, else its first, else one of another
    /// interface (inet_select_addr in net/ipv4/devinet.c; ipv6_dev_get_saddr in net/ipv6/addrconf.c).
    Optional<Address> towards(String device, Address nextHop) {
        return nextHop.isV4() ? towardsV4(device, nextHop) : towardsV6(device, nextHop);
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

    private Optional<Address> towardsV6(String device, Address nextHop) {
        LinkAddress best = null;
        int longest = -1;
        boolean near = nextHop.high() >>> 54 == 0xfe80 >>> 6;
        for (LinkAddress address :
                host.link(device).map(link -> of(link, false)).orElse(List.of())) {
            boolean linkLocal = address.scope() == Scope.LINK;
            int common = Math.min(
                    common(address.address(), nextHop), address.subnet().length());
            if (linkLocal == near && !address.tentative() && common > longest) {
                best = address;
                longest = common;
            }
        }
        return Optional.ofNullable(best).map(LinkAddress::address);
    }

    private static int common(Address one, Address other) {
        long high = one.high() ^ other.high();
        return high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(one.low() ^ other.low());
    }
}
