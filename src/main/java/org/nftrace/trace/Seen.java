package org.nftrace.trace;

import org.nftrace.ir.Expression;
import org.nftrace.ir.Value;

/// What a comparison found in the packet: `udp dport` → `1812`.
public record Seen(Expression selector, Value value) {}
