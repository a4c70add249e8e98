package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.host.Fib;
import org.nftrace.host.Host;
import org.nftrace.ir.Family;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.trace.Surroundings.AddressType;

/// Traces packets through a ruleset as the kernel would.
///
/// Made once of a ruleset and a host; then each packet is on its own, unless it is traced in a [Conversation].
public final class Tracer {
    private static final List<Fact> ENDS = List.of(Fact.SOURCE, Fact.DESTINATION);
    private static final long IPV4 = 0x0800;
    private static final long IPV6 = 0x86dd;

    private final Ruleset ruleset;
    private final Hooks hooks;
    private final Inference inference;
    private final Host host;
    private final boolean told;
    private final Bridges bridges;
    private final Fib fib;
    private final TraceOptions options;
    private volatile Connections listed;

    private Tracer(Ruleset ruleset, Hooks hooks, Inference inference, Host host, TraceOptions options) {
        this.ruleset = ruleset;
        this.hooks = hooks;
        this.inference = inference;
        this.host = host;
        this.told = !host.equals(Host.UNKNOWN);
        this.bridges = new Bridges(host);
        this.fib = Fib.of(host);
        this.options = options;
    }

    public static Tracer of(Ruleset ruleset, Host host, TraceOptions options) {
        return of(ruleset, host, options, Indexing.USUAL);
    }

    public static Tracer of(Ruleset ruleset, Host host, TraceOptions options, Indexing indexing) {
        var tables = new ArrayList<ReadyTable>();
        for (Table table : ruleset.tables()) {
            tables.add(new ReadyTable(ruleset, table, indexing));
        }
        return new Tracer(ruleset, Hooks.of(tables), Inference.of(ruleset), host, options);
    }

    /// {@return the way of a packet before which came only what the host's own table of connections tells of}
    public Trace trace(PacketSpec spec) {
        // Nothing is entered into it, so that all packets can share it; of packets at the same time, two may read it.
        if (listed == null) {
            listed = Entries.of(host.connections());
        }
        return answer(spec, walk(spec, listed, true));
    }

    /// {@return what rules show of the host that an assumption rests on; nothing where it rests on no rule}
    public List<Clue> clues(Assumption assumption) {
        return inference.behind(assumption);
    }

    /// {@return the way as it is told: with `--strict`, what rests on an assumption all the same is no answer}
    Trace answer(PacketSpec spec, Path path) {
        var trace = new Trace(spec, path.steps());
        return options.strict() ? Strict.refuse(trace) : trace;
    }

    /// {@return the interfaces that rules name}
    Set<String> interfaces() {
        return Inference.interfaces(ruleset);
    }

    /// {@return the addresses that rules show to be the host's}
    Set<Address> own() {
        return inference.own();
    }

    Host host() {
        return host;
    }

    TraceOptions options() {
        return options;
    }

    /// {@return a conversation: connections are carried over from packet to packet}
    public Conversation conversation() {
        return new Conversation(this, Entries.of(host.connections()));
    }

    /// {@return the way of a packet after those that left `connections`, which takes up what this one leaves}
    Path walk(PacketSpec spec, Connections connections) {
        Path path = walk(spec, connections, true);
        keep(path, connections);
        return path;
    }

    private Path walk(PacketSpec spec, Connections connections, boolean asTold) {
        Packet packet = spec.packet();
        Optional<Family> layer = layer(packet);
        var path = new Path(Moment.of(packet), options.branches());
        if (layer.isEmpty()) {
            path.end(new Outcome.Undecided(new Question.ValueOf(Fact.ETHER_TYPE)));
            return path;
        }
        Set<ConnectionState> told = asTold ? spec.connection() : Set.of();
        Terrain outside = terrain(packet, false);
        boolean sent = sent(spec, outside, path);
        if (!sent && mayBeSent(spec)) {
            path.end(new Outcome.Undecided(new Question.IsLocal(packet.address(Fact.SOURCE))));
            return path;
        }
        for (Fact end : ENDS) {
            if (!packet.knows(end)) {
                path.assume(new Assumption.OrdinaryAddress(end, Assumption.Ground.CONVENTION));
            }
        }
        if (options.strict()
                && !sent
                && !packet.knows(Fact.IN)
                && !packet.knows(Fact.PORT_IN)
                && !bridges.names().isEmpty()) {
            path.assume(new Assumption.InIsNoneOf(bridges.names(), Assumption.Ground.NOTHING_ELSE_SAID));
        }
        Terrain terrain = sent ? terrain(packet, true) : outside;
        var scene = new Scene(hooks, terrain, bridges, connections, options, told, _ -> firstOf(spec));
        var journey = new Journey(scene, layer.get());
        if (sent) {
            journey.send(path);
        } else {
            journey.comeIn(path);
        }
        return path;
    }

    private Terrain terrain(Packet packet, boolean sent) {
        var inferred = new InferredTerrain(inference, host, options, packet, sent);
        Terrain terrain = told
                ? new ToldTerrain(fib, host, inferred, sent ? packet.findText(Fact.OUT) : Optional.empty(), sent)
                : inferred;
        return options.strict() ? new StrictTerrain(terrain) : terrain;
    }

    // A packet whose source is the host's own and that is not said to come in by an interface, the host sends itself.
    private static boolean sent(PacketSpec spec, Terrain outside, Path path) {
        if (spec.local().isPresent()) {
            return spec.local().get();
        }
        Packet packet = spec.packet();
        if (packet.knows(Fact.IN) || !packet.knows(Fact.SOURCE)) {
            return false;
        }
        var type = outside.typeOf(packet.address(Fact.SOURCE), Optional.empty(), packet);
        boolean own = type.value().equals(Optional.of(AddressType.LOCAL));
        if (own) {
            path.assume(type.rests());
        }
        return own;
    }

    // Whether the host sends it decides on its first step already: nothing follows that would hold for both.
    private boolean mayBeSent(PacketSpec spec) {
        Packet packet = spec.packet();
        if (!options.strict() || spec.local().isPresent() || packet.knows(Fact.IN) || !packet.knows(Fact.SOURCE)) {
            return false;
        }
        Address source = packet.address(Fact.SOURCE);
        return terrain(packet, false)
                .typeOf(source, Optional.empty(), packet)
                .value()
                .isEmpty();
    }

    // The translation of a packet that is told to be established: that of the connection's first packet.
    private Optional<Connection> firstOf(PacketSpec spec) {
        Path first = walk(spec, new Connections(), false);
        return first.isSplit() ? Optional.empty() : first.moment().connection();
    }

    private static void keep(Path path, Connections connections) {
        if (!path.isSplit()) {
            path.moment()
                    .connection()
                    .filter(c -> c.has(Connection.Status.CONFIRMED))
                    .ifPresent(connections::keep);
        }
    }

    private static Optional<Family> layer(Packet packet) {
        if (packet.knows(Fact.ETHER_TYPE)) {
            long type = packet.number(Fact.ETHER_TYPE);
            return type == IPV4 ? Optional.of(Family.IP) : type == IPV6 ? Optional.of(Family.IP6) : Optional.empty();
        }
        return packet.findAddress(Fact.SOURCE)
                .or(() -> packet.findAddress(Fact.DESTINATION))
                .map(Address::isV4)
                .map(v4 -> v4 ? Family.IP : Family.IP6);
    }
}
