package org.nftrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.load.Loaded;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.report.CheckResult;
import org.nftrace.report.CheckResult.Status;
import org.nftrace.report.CheckWords;
import org.nftrace.report.Fate;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Passage;
import org.nftrace.space.Sample;
import org.nftrace.text.Source;
import org.nftrace.trace.Conversation;
import org.nftrace.trace.Route;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// Holds expectations against a ruleset.
final class Verifier {
    private static final long TCP = 6;
    private static final long UDP = 17;
    private static final long SYN = 2;
    private static final long ECHO_REQUEST = 8;
    private static final long ECHO_REQUEST_6 = 128;
    private static final long ICMP = 1;
    private static final long ICMP_6 = 58;
    /// A port that rules hardly name.
    private static final long SOME_PORT = 47011;

    private final Loaded loaded;
    private final Tracer tracer;
    private final CheckWords words;

    Verifier(Loaded loaded, CheckWords words) {
        this.loaded = loaded;
        this.words = words;
        tracer = Tracer.of(
                loaded.ruleset(), loaded.host(), new TraceOptions(Set.of(), TraceOptions.DEFAULT.branches(), true));
    }

    CheckResult verify(Expectation expectation) {
        return switch (expectation) {
            case Expectation.OfPackets packets -> packets(packets);
            case Expectation.OfSet set -> set(set);
        };
    }

    private CheckResult packets(Expectation.OfPackets expected) {
        var conversation = tracer.conversation();
        var traces = new ArrayList<Trace>();
        for (PacketSpec spec : expected.packets()) {
            traces.add(conversation.trace(spec));
        }
        var why = new ArrayList<String>();
        boolean open = false;
        for (Trace trace : traces) {
            Fate fate = Fate.of(trace.steps());
            if (fate != expected.expect()) {
                why.add(words.verdict(fate, expected.expect()));
                open |= fate == Fate.UNKNOWN;
            }
        }
        Trace last = traces.getLast();
        expected.nat()
                .filter(n -> !isLike(CheckWords.nat(last), n))
                .ifPresent(n -> why.add(words.differs("nat", CheckWords.nat(last), n)));
        List<String> chains =
                traces.stream().flatMap(t -> CheckWords.chains(t).stream()).toList();
        expected.via().stream()
                .filter(v -> !chains.contains(v))
                .forEach(v -> why.add(words.differs("via", String.join(", ", chains), v)));
        expected.by()
                .filter(b -> !CheckWords.decider(last).equals(b))
                .ifPresent(b -> why.add(words.differs("by", CheckWords.decider(last), b)));
        if (expected.reply().isPresent()) {
            open |= reply(expected, conversation, traces, why);
        }
        Status status = why.isEmpty() ? Status.OK : open ? Status.UNDECIDED : Status.FAILED;
        return new CheckResult(expected.name(), status, why, traces);
    }

    // `172.17.0.2:80` stands for any source.
    private static boolean isLike(String actual, String expected) {
        return actual.equals(expected.strip()) || actual.endsWith(" -> " + expected.strip());
    }

    // Whether it is undecided.
    private boolean reply(
            Expectation.OfPackets expected, Conversation conversation, List<Trace> traces, List<String> why) {
        if (!conversation.isAnswerable()) {
            why.add(words.noReply());
            return false;
        }
        PacketSpec first = expected.packets().getLast();
        Trace answer =
                conversation.trace(new PacketSpec(first.span(), first.packet(), first.local(), Set.of(), true, false));
        traces.add(answer);
        Fate fate = Fate.of(answer.steps());
        if (fate != expected.reply().orElseThrow()) {
            why.add("reply: " + words.verdict(fate, expected.reply().orElseThrow()));
        }
        return fate == Fate.UNKNOWN && fate != expected.reply().orElseThrow();
    }

    private CheckResult set(Expectation.OfSet expected) {
        var passage = Passage.over(loaded.ruleset(), List.of(expected.set()));
        PacketSet all = passage.set(expected.set());
        Optional<Route> route = expected.one() ? routed(all) : Optional.empty();
        Optional<Hook> hook = expected.hook().or(() -> route.flatMap(Verifier::hook));
        if (hook.isEmpty()) {
            return new CheckResult(expected.name(), Status.UNDECIDED, List.of(words.noHook()), List.of());
        }
        Optional<String> out = hook.get() == Hook.FORWARD ? route.flatMap(Verifier::out) : Optional.empty();
        var result = passage.through(
                expected.six() ? Family.IP6 : Family.IP, List.of(Hook.PREROUTING, hook.get()), out, all);
        if (result.isEmpty()) {
            return new CheckResult(expected.name(), Status.UNDECIDED, List.of(words.unsure()), List.of());
        }
        boolean drop = expected.expect() == Fate.DROP;
        PacketSet wrong = drop ? result.get().passes() : result.get().stopped();
        if (!result.get().translated().isEmpty()) {
            return new CheckResult(expected.name(), Status.UNDECIDED, List.of(words.translated()), List.of());
        }
        return wrong.isEmpty() && result.get().open().isEmpty()
                ? new CheckResult(expected.name(), Status.OK, List.of(words.proved(hook.get(), drop)), List.of())
                : counter(expected, wrong.sample());
    }

    // Only what the tracer agrees with is a counter-example.
    private CheckResult counter(Expectation.OfSet expected, Optional<Sample> sample) {
        Optional<Trace> trace = sample.map(s -> tracer.trace(spec(s)));
        Optional<Fate> fate = trace.map(t -> Fate.of(t.steps()));
        boolean drop = expected.expect() == Fate.DROP;
        boolean shown = fate.filter(f -> drop ? f == Fate.ACCEPT : f == Fate.DROP || f == Fate.REJECT)
                .isPresent();
        return shown
                ? new CheckResult(
                        expected.name(),
                        Status.FAILED,
                        List.of(
                                words.verdict(fate.orElseThrow(), expected.expect()),
                                words.counterExample(
                                        trace.orElseThrow().packet().packet())),
                        List.of(trace.orElseThrow()))
                : new CheckResult(
                        expected.name(),
                        Status.UNDECIDED,
                        List.of(words.unsure()),
                        trace.stream().toList());
    }

    private Optional<Route> routed(PacketSet all) {
        return all.sample()
                .map(s -> tracer.trace(spec(s)))
                .flatMap(trace -> trace.steps().stream()
                        .flatMap(step -> step instanceof Step.Routed(Route route) ? Stream.of(route) : Stream.empty())
                        .findFirst());
    }

    private static Optional<String> out(Route route) {
        return route instanceof Route.Through(_, Optional<String> out, _) ? out : Optional.empty();
    }

    private static Optional<Hook> hook(Route route) {
        return switch (route) {
            case Route.ToHost _ -> Optional.of(Hook.INPUT);
            case Route.Through _ -> Optional.of(Hook.FORWARD);
            case Route.Out _, Route.ToBridge _, Route.Bridged _ -> Optional.empty();
        };
    }

    /// {@return the first packet of a connection as the sample says; what it leaves open is something ordinary}
    private static PacketSpec spec(Sample sample) {
        Packet packet = sample.packet().without(Fact.OUT);
        boolean six = packet.knows(Fact.ETHER_TYPE) && packet.number(Fact.ETHER_TYPE) == 0x86dd;
        packet = packet.knows(Fact.SOURCE)
                ? packet
                : packet.with(Fact.SOURCE, address(six ? "2001:db8::7" : "198.51.100.7"));
        packet = or(packet, Fact.PROTOCOL, TCP);
        long protocol = packet.number(Fact.PROTOCOL);
        if (protocol == TCP || protocol == UDP) {
            packet = or(or(packet, Fact.SPORT, 40000), Fact.DPORT, SOME_PORT);
        }
        if (protocol == TCP) {
            packet = or(packet, Fact.TCP_FLAGS, SYN);
        } else if (protocol == ICMP || protocol == ICMP_6) {
            packet = or(or(packet, Fact.ICMP_TYPE, six ? ECHO_REQUEST_6 : ECHO_REQUEST), Fact.ICMP_CODE, 0);
        }
        return new PacketSpec(
                new Source("", "").whole(), packet, Optional.of(false), Set.of(ConnectionState.NEW), false, false);
    }

    private static Packet or(Packet packet, Fact fact, long number) {
        return packet.knows(fact) ? packet : packet.with(fact, number);
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }
}
