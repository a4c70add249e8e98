package org.nftrace.space;

import org.nftrace.ir.Rule;

/// Packets that a rule takes.
public record Taken(Rule rule, PacketSet packets) {}
