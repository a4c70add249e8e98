package org.nftrace.host;

import java.util.Optional;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// `inet 172.20.0.1/24 brd 172.20.0.255 scope global docker1` · `inet 10.9.0.1 peer 10.9.0.2/30 …` (ip-address(8)).
///
/// @param address       the host's own end
/// @param subnet        what is reached directly, host bits cleared; of a point-to-point link, the peer's
/// @param broadcast     `brd`, as it was set
/// @param secondary     not the first of its subnet: never chosen as a source when the first will do
/// @param noPrefixRoute the kernel made no route to the subnet
/// @param tentative     IPv6 only: not yet known to be unique, and so not yet the host's (RFC 4862)
public record LinkAddress(
        Address address,
        Prefix subnet,
        Optional<Address> broadcast,
        Scope scope,
        boolean secondary,
        boolean noPrefixRoute,
        boolean tentative) {

    /// Where the address means something; wider scopes first.
    public enum Scope {
        GLOBAL,
        SITE,
        LINK,
        HOST
    }

    public LinkAddress {
        subnet = subnet.network();
    }

    public boolean isV4() {
        return address.isV4();
    }

    @Override
    public String toString() {
        return address + "/" + subnet.length();
    }
}
