package org.nftrace.trace;

import java.util.Optional;
import org.nftrace.ir.Action;
import org.nftrace.ir.Expression;
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

    /// {@return the mapping that is the same for every packet, as nothing of it is read from one; else nothing}
    static Optional<Mapping> written(Action.Nat statement) {
        boolean told = statement.kind() == Action.NatKind.SNAT || statement.kind() == Action.NatKind.DNAT;
        boolean literal = statement.address().filter(a -> !(a instanceof Value)).isEmpty()
                && statement.port().filter(p -> !(p instanceof Value)).isEmpty();
        if (!told || !literal) {
            return Optional.empty();
        }
        return Optional.of(mapping(statement, taken(statement.address()), taken(statement.port())));
    }

    private static Optional<Taken> taken(Optional<Expression> literal) {
        return literal.map(value -> new Taken(Optional.of((Value) value)));
    }

    private static Mapping mapping(Action.Nat statement, Optional<Taken> address, Optional<Taken> port) {
        Mapping.To to = address.map(a -> to(a, statement.prefix())).orElseGet(Mapping.To.Same::new);
        return mapping(statement, to, address, port);
    }

    private static Mapping mapping(Action.Nat statement, Mapping.To to, Optional<Taken> address, Optional<Taken> port) {
        Optional<Mapping.Ports> ports = port.map(NatStatement::ports).or(() -> address.flatMap(NatStatement::portOf));
        return new Mapping(isOfSource(statement), to, ports, statement.flags());
    }

    private static boolean isOfSource(Action.Nat statement) {
        return statement.kind() == Action.NatKind.SNAT || statement.kind() == Action.NatKind.MASQUERADE;
    }

    /// {@return the mapping that the statement asks for; nothing where there is no address to map to}
    ///
    /// @param address what the statement's address is for this packet
    /// @param port    what the statement's port is for this packet
    Optional<Mapping> asked(Path path, Action.Nat statement, Optional<Taken> address, Optional<Taken> port, At at) {
        return switch (statement.kind()) {
            case SNAT, DNAT -> Optional.of(mapping(statement, address, port));
            case MASQUERADE -> masqueraded(path).map(to -> mapping(statement, to, address, port));
            case REDIRECT -> redirected(path, at).map(to -> mapping(statement, to, address, port));
        };
    }

    /// Maps the packet's connection.
    void run(Path path, Action.Nat statement, Mapping mapping) {
        if (statement.kind() == Action.NatKind.MASQUERADE) {
            Connection connection = path.moment().connection().orElseThrow();
            path.moment(path.moment().with(connection.leavingBy(path.packet().findText(Fact.OUT))));
        }
        scene.nat().map(path, mapping);
    }

    /// {@return why a packet is dropped for which there is no address to map to}
    static DropReason noAddress(Packet packet, Action.Nat statement) {
        return new DropReason.NoAddress(
                packet.findText(isOfSource(statement) ? Fact.OUT : Fact.IN).orElse(""));
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
    private static Optional<Mapping.Ports> portOf(Taken taken) {
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
