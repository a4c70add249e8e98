package org.nftrace.host;

import java.util.Optional;
import org.nftrace.net.Address;

/// `via 10.0.0.254 dev eth0`, or one `nexthop via … dev … weight 2` of several.
///
/// @param gateway absent: the destination itself is on the link
/// @param dead    the device is down; the kernel passes it over
public record NextHop(Optional<Address> gateway, Optional<String> device, boolean dead) {}
