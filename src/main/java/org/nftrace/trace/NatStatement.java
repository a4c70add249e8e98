package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.ir.Action;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.ActionWalk.Taken;

/// `dnat to 172.20.0.4:1812`, `masquerade`, `redirect to :3128`: makes the mapping that a nat statement asks for.
final class NatStatement {
    private static final Address LOOPBACK_V4 = new Address.V4(0x7f000001);
    private static final Address LOOPBACK_V6 = new Address.V6(0, 1);

    private final Scene scene;

    NatStatement(Scene scene) {
        this.scene = scene;
    }

    /// Maps the packet's connection.
    ///
    /// @param address what the statement's address is for this packet
    /// @param port    what the statement's port is for this packet
    /// @return why the packet is dropped, when there is no address to map to
    Optional<DropReason> run(Path path, Action.Nat statement, Optional<Taken> address, Optional<Taken> port, At at) {
        boolean source = statement.kind() == Action.NatKind.SNAT || statement.kind() == Action.NatKind.MASQUERADE;
        Optional<Mapping.Ports> ports = port.map(NatStatement::ports).or(() -> address.flatMap(this::portOf));
        Optional<Mapping.To> to = switch (statement.kind()) {
            case SNAT, DNAT ->
                Optional.of(address.map(a -> to(a, statement.prefix())).orElseGet(Mapping.To.Same::new));
            case MASQUERADE -> masqueraded(path);
            case REDIRECT -> redirected(path, at);
        };
        if (to.isEmpty()) {
            var name = path.packet().findText(source ? Fact.OUT : Fact.IN);
            return Optional.of(new DropReason.NoAddress(name.orElse("")));
        }
        if (statement.kind() == Action.NatKind.MASQUERADE) {
            Connection connection = path.moment().connection().orElseThrow();
            path.moment(path.moment().with(connection.leavingBy(path.packet().findText(Fact.OUT))));
        }
        scene.nat().map(path, new Mapping(source, to.get(), ports, statement.flags()));
        return Optional.empty();
    }

    private Optional<Mapping.To> masqueraded(Path path) {
        Packet packet = path.packet();
        Optional<Address> nextHop = path.moment().route().flatMap(Routing::nextHop);
        return found(path, scene.terrain().masqueraded(packet, nextHop));
    }

    private Optional<Mapping.To> redirected(Path path, At at) {
        if (at.hook() == Hook.OUTPUT) {
            boolean v4 = at.layer() == org.nftrace.ir.Family.IP;
            return Optional.of(new Mapping.To.Exactly(v4 ? LOOPBACK_V4 : LOOPBACK_V6));
        }
        return found(path, scene.terrain().redirected(path.packet()));
    }

    private static Optional<Mapping.To> found(Path path, Surroundings.Finding<Optional<Address>> finding) {
        path.assume(finding.rests());
        if (finding.value().isEmpty()) {
            return Optional.of(new Mapping.To.Unknown());
        }
        return finding.value().get().map(Mapping.To.Exactly::new);
    }

    private static Mapping.To to(Taken taken, boolean prefix) {
        return taken.value().map(value -> to(value, prefix)).orElseGet(Mapping.To.Unknown::new);
    }

    private static Mapping.To to(Value value, boolean prefix) {
        return switch (value) {
            case Value.IpAddress(Address address) -> new Mapping.To.Exactly(address);
            case Value.IpPrefix(Prefix network) ->
                prefix ? new Mapping.To.Network(network) : new Mapping.To.Between(network.first(), network.last());
            case Value.Range(Value.IpAddress(Address first), Value.IpAddress(Address last)) ->
                new Mapping.To.Between(first, last);
            case Value.Concatenation(var parts) -> to(parts.getFirst(), prefix);
            case Value _ -> new Mapping.To.Unknown();
        };
    }

    // A map may give address and port together: `10.0.0.1 . 80`.
    private Optional<Mapping.Ports> portOf(Taken taken) {
        return taken.value()
                .flatMap(value -> value instanceof Value.Concatenation(var parts) && parts.size() > 1
                        ? Optional.of(ports(parts.get(1)))
                        : Optional.empty());
    }

    private static Mapping.Ports ports(Taken taken) {
        return taken.value().map(NatStatement::ports).orElse(Mapping.Ports.UNKNOWN);
    }

    private static Mapping.Ports ports(Value value) {
        return switch (value) {
            case Value.Number(long port) -> Mapping.Ports.of((int) port, (int) port);
            case Value.Range(Value.Number(long first), Value.Number(long last)) ->
                Mapping.Ports.of((int) first, (int) last);
            case Value _ -> Mapping.Ports.UNKNOWN;
        };
    }
}
