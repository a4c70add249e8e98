package org.nftrace.host;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.nftrace.net.Address;

/// A network device: `3: docker1: <BROADCAST,MULTICAST,UP> … inet 172.20.0.1/24` (ip-address(8), ip-link(8)).
///
/// @param up        set up by its administrator, whether or not there is a carrier
/// @param addresses in the kernel's order
/// @param master    the bridge (or bond, vrf) that it is a port of
/// @param kind      `bridge`, `veth`, `vlan` …, from `ip -d link`
/// @param hairpin   a bridge port's `hairpin on`
public record Link(
        String name,
        OptionalInt index,
        boolean up,
        OptionalLong mac,
        List<LinkAddress> addresses,
        Optional<String> master,
        Optional<String> kind,
        Optional<Boolean> hairpin) {
    public Link {
        addresses = List.copyOf(addresses);
    }

    public boolean isLoopback() {
        return name.equals("lo");
    }

    public boolean has(Address address) {
        return addresses.stream().anyMatch(a -> a.address().equals(address));
    }

    Link withAddresses(List<LinkAddress> others) {
        return new Link(name, index, up, mac, others, master, kind, hairpin);
    }
}
