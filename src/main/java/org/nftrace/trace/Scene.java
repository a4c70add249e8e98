package org.nftrace.trace;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.nftrace.ir.Family;
import org.nftrace.packet.PacketSpec.ConnectionState;

/// What stays the same while one packet is traced: the rules, the host, and what conntrack knew before.
final class Scene {
    private final Hooks hooks;
    private final Terrain terrain;
    private final Connections connections;
    private final TraceOptions options;
    private final Set<ConnectionState> told;
    private final Function<Family, Optional<Connection>> firstPacket;
    private final Bridges bridges;
    private final ChainWalk chains = new ChainWalk(this);
    private final Nat nat = new Nat(this, chains);
    private final Conntrack conntrack = new Conntrack(this);

    /// @param told        what was said of the packet's connection
    /// @param firstPacket what the first packet of its connection would have left in the table
    Scene(
            Hooks hooks,
            Terrain terrain,
            Bridges bridges,
            Connections connections,
            TraceOptions options,
            Set<ConnectionState> told,
            Function<Family, Optional<Connection>> firstPacket) {
        this.hooks = hooks;
        this.terrain = terrain;
        this.connections = connections;
        this.options = options;
        this.told = told;
        this.firstPacket = firstPacket;
        this.bridges = bridges;
    }

    View view(Path path, At at) {
        return path.view(at, terrain);
    }

    Hooks hooks() {
        return hooks;
    }

    Terrain terrain() {
        return terrain;
    }

    Connections connections() {
        return connections;
    }

    TraceOptions options() {
        return options;
    }

    Set<ConnectionState> told() {
        return told;
    }

    Optional<Connection> firstPacket(Family layer) {
        return firstPacket.apply(layer);
    }

    Bridges bridges() {
        return bridges;
    }

    ChainWalk chains() {
        return chains;
    }

    Nat nat() {
        return nat;
    }

    Conntrack conntrack() {
        return conntrack;
    }
}
