package org.nftrace.host;

import org.nftrace.net.Address;

/// IPv4 or IPv6: most of what a host knows, it knows for each apart.
public enum Version {
    V4,
    V6;

    public static Version of(Address address) {
        return address.isV4() ? V4 : V6;
    }
}
