package org.nftrace.kernel.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.nftrace.host.Host;
import org.nftrace.host.HostReader;
import org.nftrace.ir.Ruleset;
import org.nftrace.kernel.Event;
import org.nftrace.kernel.Headers;
import org.nftrace.kernel.Outcome;
import org.nftrace.kernel.Packet;
import org.nftrace.kernel.Probe;
import org.nftrace.kernel.World;
import org.nftrace.nft.NftReader;
import org.nftrace.text.Diagnostic;
import org.nftrace.text.Source;
import org.nftrace.trace.Conversation;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// Our own engine, asked with what a user could hand over: the listing of the rules and what `ip` prints.
///
/// Packets that the host makes itself (answers to pings, resets) are told to the engine afterwards, as conntrack saw
/// them too. What comes after a packet that could not be decided, between the same hosts, is not claimed.
public final class EngineContender implements Contender {

    private static final Map<String, String> COMMANDS = Map.of(
            "ip-addr", "ip addr",
            "ip-route", "ip route show table all",
            "ip-rule", "ip rule",
            "ip-6-rule", "ip -6 rule",
            "ip-link", "ip -d link",
            "sysctl", "sysctl -a");

    private final List<Diagnostic> complaints = new ArrayList<>();
    /// Sequence numbers begin at some thousands; what is beyond this was made to be out of the window.
    private static final long FAR = 1 << 19;

    private static final int GRE = 47;

    private String hostText = "";
    private Host host = Host.UNKNOWN;

    @Override
    public Talk begin(Evidence evidence) {
        var read = NftReader.read(new Source("ruleset.nft", evidence.listing()));
        complaints.addAll(read.diagnostics());
        var options = new TraceOptions(Set.of(), TraceOptions.DEFAULT.branches(), true);
        var tracer = Tracer.of(new Ruleset(read.tables()), host(evidence), options);
        return new EngineTalk(evidence.world(), tracer.conversation());
    }

    private Host host(Evidence evidence) {
        var text = evidence.files().entrySet().stream()
                .filter(file -> COMMANDS.containsKey(file.getKey()))
                .map(file -> "$ " + COMMANDS.get(file.getKey()) + "\n" + file.getValue())
                .collect(Collectors.joining());
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

    private static final class EngineTalk implements Talk {
        private final ProbeSpec specs;
        private final Conversation conversation;
        private final Set<Set<String>> unsure = new HashSet<>();
        private final World world;
        private boolean sure = true;

        EngineTalk(World world, Conversation conversation) {
            this.world = world;
            this.specs = new ProbeSpec(world);
            this.conversation = conversation;
        }

        @Override
        public Told tell(Probe probe) {
            sure = false;
            if (probe.packet().cut().isPresent()) {
                return Told.nothing("fragments");
            }
            if (probe.packet().body() instanceof Packet.Tcp tcp && tcp.seq() > FAR) {
                return Told.nothing("tcp windows");
            }
            if (probe.packet().protocol() == GRE) {
                // What our payload says in the place of a GRE header is nothing that anybody would send.
                return Told.nothing("gre");
            }
            if (probe.packet().body() instanceof Packet.UdpLite) {
                // Linux 6.18 takes those from outside for invalid, for a reason that is not understood.
                return Told.nothing("udplite");
            }
            if (probe.packet().body() instanceof Packet.Sctp(_, _, int chunk, _) && chunk != 1) {
                return Told.nothing("sctp chunks");
            }
            if (probe.packet().body() instanceof Packet.IcmpError) {
                return Told.nothing("icmp errors");
            }
            var spec = specs.of(probe);
            if (unsure.contains(ends(probe))) {
                return Told.nothing("what came before");
            }
            if (isFlooded(probe)) {
                return Told.nothing("addresses that a bridge has not learnt");
            }
            var told = Ways.of(conversation.trace(spec));
            sure = told.isSure();
            return told;
        }

        @Override
        public void saw(Outcome outcome) {
            if (!sure) {
                unsure.add(ends(outcome.probe()));
                outcome.passage().events().stream()
                        .flatMap(event -> event.seen().flatMap(Event.Seen::headers).stream())
                        .map(EngineTalk::ends)
                        .forEach(unsure::add);
                outcome.emitted().stream()
                        .flatMap(frame -> frame.headers().stream())
                        .map(EngineTalk::ends)
                        .forEach(unsure::add);
                return;
            }
            outcome.made().stream()
                    .filter(made ->
                            made.headers().protocol() != 1 && made.headers().protocol() != 58
                                    || isAnswer(made.headers()))
                    .forEach(made -> conversation.trace(specs.of(made.headers())));
        }

        // A frame to an address that the bridge has not learnt goes to all ports.
        private boolean isFlooded(Probe probe) {
            return probe.origin() instanceof Probe.Wire(String link, _, Optional<String> to)
                    && world.link(link) instanceof World.Port port
                    && to.filter(mac -> !mac.equals(world.layer3(link).mac())
                                    && !mac.equals(port.mac())
                                    && (Integer.parseInt(mac.substring(0, 2), 16) & 1) == 0
                                    && world.peers().stream()
                                            .noneMatch(peer -> peer.mac().equals(mac)))
                            .isPresent();
        }

        // Of the host's ICMP only what answers a request concerns its connection.
        private static boolean isAnswer(Headers headers) {
            return headers.layer4() instanceof Headers.Icmp icmp
                    && (headers.version() == 4 ? icmp.type() == 0 : icmp.type() == 129);
        }

        private static Set<String> ends(Probe probe) {
            return ends(
                    org.nftrace.kernel.AddressText.of(probe.packet().source().getAddress()),
                    org.nftrace.kernel.AddressText.of(
                            probe.packet().destination().getAddress()));
        }

        private static Set<String> ends(Headers headers) {
            return ends(headers.source(), headers.destination());
        }

        private static Set<String> ends(String one, String other) {
            return new HashSet<>(List.of(one, other));
        }
    }
}
