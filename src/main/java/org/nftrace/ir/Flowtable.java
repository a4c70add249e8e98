package org.nftrace.ir;

import java.util.List;
import java.util.OptionalLong;
import org.nftrace.text.Span;

/// `flowtable fastpath { hook ingress priority filter; devices = { "eth0", "eth1" }; flags offload; counter }` (nft(8),
/// FLOWTABLES).
public record Flowtable(
        Span span,
        String name,
        Priority priority,
        List<String> devices,
        boolean offload,
        boolean counter,
        OptionalLong handle) {
    public Flowtable {
        devices = List.copyOf(devices);
    }
}
