package org.nftrace.trace;

import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;

/// Where on its way the packet is: hook forward of IP.
///
/// @param layer IP, IP6, ARP, BRIDGE or NETDEV
record At(Family layer, Hook hook) {}
