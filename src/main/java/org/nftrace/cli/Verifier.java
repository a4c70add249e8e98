package org.nftrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nftrace.load.Loaded;
import org.nftrace.packet.PacketSpec;
import org.nftrace.report.CheckResult;
import org.nftrace.report.CheckResult.Status;
import org.nftrace.report.CheckWords;
import org.nftrace.report.Fate;
import org.nftrace.trace.Conversation;
import org.nftrace.trace.Trace;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// Holds expectations against a ruleset.
final class Verifier {
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
            case Expectation.OfSet set -> new SetVerifier(loaded, words).verify(set);
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
}
