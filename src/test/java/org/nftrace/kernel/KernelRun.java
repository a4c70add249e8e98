package org.nftrace.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Loads rulesets into a live world, one after the other, and sends packets through them.
public final class KernelRun implements AutoCloseable {

    /// Longer than a packet takes on a busy machine. A late event is still told by its packet's mark.
    private static final int SILENCE_MS = 4;

    private static final int LAST_MARK = 60_000;

    private final LiveWorld live;
    private final KernelTrace trace;
    private final FarEnds farEnds;
    private Attribution attribution = new Attribution();
    private int lastMark;
    private boolean fills;

    private KernelRun(LiveWorld live, KernelTrace trace, FarEnds farEnds) {
        this.live = live;
        this.trace = trace;
        this.farEnds = farEnds;
    }

    public static KernelRun in(World world) throws IOException {
        var live = LiveWorld.create(world);
        try {
            return new KernelRun(live, KernelTrace.listen(live.host(), live::hostLink), FarEnds.open(live));
        } catch (IOException | RuntimeException | Error e) {
            live.close();
            throw e;
        }
    }

    public LiveWorld live() {
        return live;
    }

    /// Replaces the ruleset and forgets all connections. Rules of iptables-legacy stay for the life of the world.
    ///
    /// {@return the new ruleset as `nft -a list ruleset` prints it}
    public String load(Rules rules) throws IOException {
        var refusal = tryLoad(rules);
        refusal.ifPresent(Command::orThrow);
        return listing();
    }

    /// Loads rules beside those that are there; connections go on.
    ///
    /// {@return the whole ruleset as `nft -a list ruleset` prints it}
    public String add(Rules rules) throws IOException {
        for (var part : rules.parts()) {
            live.host().run(part.text(), part.loader().command().toArray(String[]::new));
        }
        return listing();
    }

    /// {@return the command that did not take its part of the rules, if one did not}
    public Optional<Command> tryLoad(Rules rules) throws IOException {
        var all = String.join("\n", rules.parts().stream().map(Rules.Part::text).toList());
        live.host().run("flush ruleset\n" + Watch.tables(live.world(), all), "nft", "-f", "-");
        forgetConnections();
        listen();
        attribution = new Attribution();
        fills = all.contains("flags dynamic");
        for (var part : rules.parts()) {
            var text = part.loader() == Rules.Loader.NFT ? withoutFlush(part.text()) : part.text();
            var command = live.host().tryRun(text, part.loader().command().toArray(String[]::new));
            if (!command.succeeded()) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    /// {@return the loaded ruleset as `nft -a list ruleset` prints it, ours left out}
    public String listing() throws IOException {
        return Watch.withoutTables(live.host().run("", "nft", "-a", "list", "ruleset"));
    }

    /// {@return the connections as /proc/net/nf_conntrack lists them}
    public String connections() throws IOException {
        return live.host().inside(() -> Files.readString(Path.of("/proc/thread-self/net/nf_conntrack")));
    }

    public Aftermath aftermath() throws IOException {
        return new Aftermath(connections(), fills ? Optional.of(listing()) : Optional.empty());
    }

    public void forgetConnections() throws IOException {
        live.host().inside(() -> {
            ConntrackFlush.run();
            return null;
        });
    }

    /// Sends packets one by one; {@return what became of each}
    public List<Outcome> send(List<Probe> probes) throws IOException {
        var outcomes = new ArrayList<Outcome>();
        for (var probe : probes) {
            outcomes.add(send(probe));
        }
        return outcomes;
    }

    public Outcome send(Probe probe) throws IOException {
        var mark = nextMark();
        attribution.begin(probe, mark);
        var refused = put(probe, mark);
        listen();
        return attribution.outcome(mark, refused);
    }

    @Override
    public void close() throws IOException {
        trace.close();
        farEnds.close();
        live.close();
    }

    private void listen() throws IOException {
        trace.untilSilent(SILENCE_MS).forEach(attribution::add);
        farEnds.received().forEach(attribution::add);
    }

    /// {@return the error number that the sender got, if any} Of fragments, the others are sent all the same.
    private Optional<Integer> put(Probe probe, int mark) throws IOException {
        Optional<Integer> refused = Optional.empty();
        for (var packet : Wire.packets(probe.packet(), mark)) {
            switch (probe.origin()) {
                case Probe.Wire wire -> farEnds.send(wire.link(), frame(probe, wire, packet));
                case Probe.Local local -> {
                    var source = probe.packet().source();
                    var destination = probe.packet().destination();
                    try (var socket = LocalSocket.open(live.host(), local, source, destination)) {
                        socket.send(packet);
                    } catch (KernelException e) {
                        if (e.errno() == KernelException.ENODEV) {
                            throw e;
                        }
                        refused = Optional.of(e.errno());
                    }
                }
            }
        }
        return refused;
    }

    private byte[] frame(Probe probe, Probe.Wire wire, byte[] packet) {
        var world = live.world();
        var source = AddressText.of(probe.packet().source().getAddress());
        var sender = world.peerWith(source)
                .filter(peer -> peer.link().equals(wire.link()))
                .or(() -> world.peerAt(wire.link()))
                .map(World.Peer::mac)
                .orElse("02:00:00:00:02:00");
        var receiver = world.layer3(wire.link()).mac();
        return Wire.frame(
                wire.destinationMac().orElse(receiver), wire.sourceMac().orElse(sender), packet);
    }

    private int nextMark() {
        lastMark = lastMark % LAST_MARK + 1;
        return lastMark;
    }

    /// A dump that begins with `flush ruleset` would take the watching tables away.
    private static String withoutFlush(String ruleset) {
        return ruleset.replaceAll("(?m)^\\s*flush ruleset\\s*;?\\s*$", "");
    }
}
