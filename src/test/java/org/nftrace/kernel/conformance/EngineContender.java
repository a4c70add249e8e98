package org.nftrace.kernel.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nftrace.host.Host;
import org.nftrace.host.HostReader;
import org.nftrace.host.Hosts;
import org.nftrace.ir.Ruleset;
import org.nftrace.kernel.Aftermath;
import org.nftrace.kernel.Event;
import org.nftrace.kernel.Headers;
import org.nftrace.kernel.Outcome;
import org.nftrace.kernel.Probe;
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.World;
import org.nftrace.net.Address;
import org.nftrace.nft.NftReader;
import org.nftrace.packet.Fact;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;
import org.nftrace.trace.TraceOptions;

/// Our own engine, asked with what a user could hand over: the listing of the rules and what `ip` prints.
///
/// Packets that the host makes itself (answers to pings, resets) are told to the engine afterwards, as conntrack saw
/// them too. What comes after a packet that could not be decided, between the same hosts, is not claimed.
public final class EngineContender implements Contender {

    private final List<Diagnostic> complaints = new ArrayList<>();

    private String hostText = "";
    private Host host = Host.UNKNOWN;

    @Override
    public EngineTalk begin(Evidence evidence) {
        return new EngineTalk(evidence, listing -> ruleset(evidence.rules(), listing), host(evidence.host()));
    }

    private Ruleset ruleset(Rules rules, String listing) {
        var read = NftReader.read(new Source("ruleset.nft", listing));
        complaints.addAll(read.diagnostics());
        return new Ruleset(new SavedTables(rules, complaints).instead(read.tables()));
    }

    private Host host(String text) {
        if (!text.equals(hostText)) {
            var read = HostReader.read(new Source("host", text));
            complaints.addAll(read.diagnostics());
            host = read.host();
            hostText = text;
        }
        return host;
    }

    /// {@return what could not be read of listings and hosts; the rules concerned leave packets undecided}
    List<Diagnostic> complaints() {
        return List.copyOf(complaints);
    }

    static final class EngineTalk implements Talk, Ways.Neighbours {
        private final ProbeSpec specs;
        private final Function<String, Ruleset> reader;
        private final Host host;
        private final World world;
        private final boolean marks;
        private String listing;
        private Ruleset ruleset;
        private BothWalks conversation;
        private String connections;
        private boolean sure = true;

        EngineTalk(Evidence evidence, Function<String, Ruleset> reader, Host host) {
            this.world = evidence.world();
            this.specs = new ProbeSpec(world);
            this.reader = reader;
            this.listing = withoutCounts(evidence.listing());
            this.ruleset = reader.apply(evidence.listing());
            this.host = host;
            this.marks = evidence.listing().contains("ct mark set")
                    || evidence.rules().parts().stream()
                            .anyMatch(part -> part.text().contains("CONNMARK"));
            this.connections = evidence.connections();
            this.conversation = from(connections);
        }

        private static String withoutCounts(String listing) {
            return listing.replaceAll("packets \\d+ bytes \\d+", "");
        }

        /// {@return a conversation that begins with the connections of a listing}
        private BothWalks from(String listing) {
            var read = HostReader.read(new Source("conntrack", "$ conntrack -L\n" + listing));
            var options = new TraceOptions(Set.of(), TraceOptions.DEFAULT.branches(), true);
            return new BothWalks(ruleset, Hosts.merge(List.of(host, read.host())), options);
        }

        @Override
        public Told tell(Probe probe) {
            sure = false;
            if (isFlooded(world, probe)) {
                return Told.nothing("addresses that a bridge has not learnt");
            }
            if (probe.packet().cut().isPresent() && !isWhole(probe.packet())) {
                return new Fragments(specs, piece -> from(connections).trace(piece), this).tell(probe);
            }
            var spec = specs.of(probe);
            var trace = conversation.trace(spec);
            var told = Ways.of(trace, this);
            sure = told.isSure() && trace.steps().stream().noneMatch(EngineTalk::isOpen);
            return told;
        }

        // ip_forward() tells the sender of a better way, now and then. What it sends passes output before the packet
        // passes
        // forward, with the packet's connection, and a rule there may set its mark, or put it into a set.
        @Override
        public Told claimed(Told told, Outcome outcome) {
            var marked = (marks || isFilled())
                    && outcome.made().stream()
                            .anyMatch(made -> isRedirect(made.headers())
                                    && made.passage().path().stream().anyMatch(line -> line.kind() == Event.Kind.RULE));
            return marked ? Told.nothing("marks or sets that a redirect of the host changed") : told;
        }

        private boolean isFilled() {
            return listing.contains("flags dynamic");
        }

        private static boolean isRedirect(Headers headers) {
            return headers.layer4() instanceof Headers.Icmp icmp && icmp.type() == (headers.version() == 4 ? 5 : 137);
        }

        @Override
        public boolean contradict(Assumption assumption) {
            return switch (assumption) {
                case Assumption.NotBehind(var address, var port, _) -> isAt(address, port);
                case Assumption.Behind(var network, var port, _) -> !isAt(network.address(), port);
                case Assumption _ -> false;
            };
        }

        private boolean isAt(Address address, String link) {
            return world.peerWith(address.toString())
                    .filter(peer -> peer.link().equals(link))
                    .isPresent();
        }

        @Override
        public boolean answers(Address address, Optional<String> out) {
            var v4 = address.isV4();
            var group = v4 ? (address.low() & 0xf000_0000L) == 0xe000_0000L : address.high() >>> 56 == 0xff;
            var broadcast = v4 && (address.low() & 0xff) == 0xff;
            var peer = world.peerWith(address.toString());
            return group
                    || broadcast
                    || peer.filter(p -> out.isEmpty()
                                    || world.layer3(p.link()).name().equals(out.get()))
                            .isPresent();
        }

        /// {@return whether the engine may not know what the packet left behind, even where it knows the way}
        private static boolean isOpen(Step step) {
            return switch (step) {
                case Step.Forked _ -> true;
                case Step.Rewrote(var before, var after, _) ->
                    Stream.of(Fact.SPORT, Fact.DPORT, Fact.ICMP_ID, Fact.SOURCE, Fact.DESTINATION)
                            .anyMatch(fact -> before.knows(fact) && !after.knows(fact));
                case Step _ -> false;
            };
        }

        /// What is not sure to be known of connections is taken over from the kernel, as a user would who hands in
        /// `conntrack -L`; what is in sets then, always.
        @Override
        public void saw(Outcome outcome, Aftermath after) {
            this.connections = after.connections();
            var filled = after.listing().filter(now -> !withoutCounts(now).equals(listing));
            if (filled.isPresent()) {
                listing = withoutCounts(filled.get());
                ruleset = reader.apply(filled.get());
                conversation = from(connections);
                return;
            }
            var complaints = outcome.made().stream().anyMatch(made -> isRefusal(made) || isComplaint(made.headers()));
            if (!sure || complaints && marks) {
                conversation = from(connections);
                return;
            }
            var open = outcome.made().stream()
                    .filter(made -> !isRefusal(made) && !isComplaint(made.headers()))
                    .map(made -> conversation.trace(specs.of(made.headers())))
                    .filter(trace -> !isWhole(trace))
                    .toList();
            if (!open.isEmpty()) {
                conversation = from(connections);
            }
        }

        private static boolean isWhole(org.nftrace.kernel.Packet packet) {
            return ProbeSpec.pieces(packet) == 1 && packet.cut().orElseThrow().only() <= 1;
        }

        private boolean isWhole(Trace trace) {
            return Ways.of(trace, this).isSure() && trace.steps().stream().noneMatch(EngineTalk::isOpen);
        }

        // A frame to an address that the bridge has not learnt goes to all ports.
        static boolean isFlooded(World world, Probe probe) {
            return probe.origin() instanceof Probe.Wire(String link, _, Optional<String> to)
                    && world.link(link) instanceof World.Port port
                    && to.filter(mac -> !mac.equals(world.layer3(link).mac())
                                    && !mac.equals(port.mac())
                                    && (Integer.parseInt(mac.substring(0, 2), 16) & 1) == 0
                                    && world.peers().stream()
                                            .noneMatch(peer -> peer.mac().equals(mac)
                                                    && world.layer3(peer.link()).equals(world.layer3(link))))
                            .isPresent();
        }

        // What `reject` sends comes with the connection of what it refused (nf_send_reset, nf_ct_attach).
        private static boolean isRefusal(Outcome.Made made) {
            return made.passage().events().stream()
                    .flatMap(event -> event.tracked().stream())
                    .findFirst()
                    .filter(tracked -> tracked.state().equals("related"))
                    .isPresent();
        }

        // Of the host's ICMP only what answers a request is a step of its connection. The rest, too, passes rules that
        // may set its mark.
        private static boolean isComplaint(Headers headers) {
            return (headers.protocol() == 1 || headers.protocol() == 58)
                    && !(headers.layer4() instanceof Headers.Icmp icmp
                            && (headers.version() == 4 ? icmp.type() == 0 : icmp.type() == 129));
        }
    }
}
