package org.nftrace.trace;

import org.nftrace.host.Host;
import org.nftrace.net.Address;

/// Which multicast groups a host belongs to without being asked to by a program.
final class Groups {
    private static final Address ALL_HOSTS = new Address.V4(0xe0000001);
    private static final long LINK = 0xff02L << 48;
    private static final long NODE = 0xff01L << 48;
    private static final long SITE = 0xff05L << 48;
    private static final long SOLICITED = 0x1_ff00_0000L;
    private static final long LOW_BITS = 0xff_ffffL;

    private final Host host;

    Groups(Host host) {
        this.host = host;
    }

    /// {@return whether the kernel itself joined the group}
    boolean areSurelyJoined(Address group) {
        return group.isV4() ? group.equals(ALL_HOSTS) : isJoinedV6(group);
    }

    // ip_mc_up(), ipv6_dev_mc_inc(): all nodes, all routers where IPv6 is forwarded, solicited nodes (RFC 4291, 2.7.1).
    private boolean isJoinedV6(Address group) {
        long high = group.high();
        if (group.low() == 1) {
            return high == LINK || high == NODE;
        }
        if (group.low() == 2) {
            return (high == LINK || high == NODE || high == SITE)
                    && "1".equals(host.sysctls().get("net.ipv6.conf.all.forwarding"));
        }
        boolean solicited = high == LINK && (group.low() & ~LOW_BITS) == SOLICITED;
        return solicited
                && host.links().isPresent()
                && host.links().get().stream()
                        .flatMap(link -> link.addresses().stream())
                        .anyMatch(own ->
                                !own.address().isV4() && (own.address().low() & LOW_BITS) == (group.low() & LOW_BITS));
    }
}
