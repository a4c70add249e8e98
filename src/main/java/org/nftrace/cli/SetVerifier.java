package org.nftrace.cli;

import java.util.List;
import org.nftrace.ir.Family;
import org.nftrace.load.Loaded;
import org.nftrace.report.CheckResult;
import org.nftrace.report.CheckResult.Status;
import org.nftrace.report.CheckWords;
import org.nftrace.report.Fate;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Passage;
import org.nftrace.space.Sample;
import org.nftrace.trace.Trace;

/// Holds what is expected of whole sets against a ruleset: by proof, or by a packet that the tracer agrees about.
final class SetVerifier {
    private static final int MOST_SAMPLES = 8;

    private final Loaded loaded;
    private final CheckWords words;

    SetVerifier(Loaded loaded, CheckWords words) {
        this.loaded = loaded;
        this.words = words;
    }

    CheckResult verify(Expectation.OfSet expected) {
        var passage = Passage.over(loaded.ruleset(), List.of(expected.set()));
        Family layer = expected.six() ? Family.IP6 : Family.IP;
        var journey = new SetJourney(loaded, passage, layer, expected.hook(), expected.one());
        var fates = journey.of(journey.arriving(passage.set(expected.set())));
        if (fates.isEmpty()) {
            return undecided(expected, words.tooMuch(), List.of());
        }
        PacketSet wrong = isDrop(expected) ? fates.get().passes() : fates.get().stopped();
        List<Trace> traces = passage.samples(wrong, MOST_SAMPLES).stream()
                .map((Sample sample) -> journey.trace(sample))
                .toList();
        return traces.stream()
                .filter(trace -> isAgainst(expected, trace))
                .findFirst()
                .map(trace -> failed(expected, trace))
                .orElseGet(() -> judge(expected, fates.get(), traces));
    }

    private CheckResult judge(Expectation.OfSet expected, SetJourney.Fates fates, List<Trace> traces) {
        if (fates.astray()) {
            return undecided(expected, words.noHook(), List.of());
        }
        if (!fates.open().isEmpty()) {
            return undecided(expected, words.leavesOpen(), List.of());
        }
        if (!traces.isEmpty()) {
            return undecided(expected, words.unsure(), List.of(traces.getFirst()));
        }
        String proved = words.proved(fates.hooks(), isDrop(expected));
        return new CheckResult(expected.name(), Status.OK, List.of(proved), List.of());
    }

    private static boolean isDrop(Expectation.OfSet expected) {
        return expected.expect() == Fate.DROP;
    }

    // Only what the tracer agrees with is a counter-example.
    private static boolean isAgainst(Expectation.OfSet expected, Trace trace) {
        Fate fate = Fate.of(trace.steps());
        return isDrop(expected) ? fate == Fate.ACCEPT : fate == Fate.DROP || fate == Fate.REJECT;
    }

    private CheckResult failed(Expectation.OfSet expected, Trace trace) {
        var why = List.of(
                words.verdict(Fate.of(trace.steps()), expected.expect()),
                words.counterExample(trace.packet().packet()));
        return new CheckResult(expected.name(), Status.FAILED, why, List.of(trace));
    }

    private static CheckResult undecided(Expectation.OfSet expected, String why, List<Trace> traces) {
        return new CheckResult(expected.name(), Status.UNDECIDED, List.of(why), traces);
    }
}
