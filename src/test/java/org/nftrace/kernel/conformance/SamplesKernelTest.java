package org.nftrace.kernel.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nftrace.host.Host;
import org.nftrace.ir.Ruleset;
import org.nftrace.kernel.KernelMachine;
import org.nftrace.kernel.KernelRun;
import org.nftrace.kernel.MonitorPrinter;
import org.nftrace.kernel.PathLine;
import org.nftrace.kernel.ProbeReader;
import org.nftrace.kernel.WorldReader;
import org.nftrace.load.Loader;
import org.nftrace.nft.NftReader;
import org.nftrace.packet.PacketReader;
import org.nftrace.samples.Sample;
import org.nftrace.text.Source;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// Every packet of every sample goes the same way in the kernel, in what `--format monitor` prints with and without
/// `--host`, and in the record beside the sample.
@Tag("kernel")
class SamplesKernelTest {

    @BeforeAll
    static void machine() {
        KernelMachine.require();
    }

    /// The record says that the dump can be loaded: in a fragment, chains are missing.
    static List<Sample> dumps() throws IOException {
        return Sample.all().stream()
                .filter(sample -> Files.exists(sample.world()) && Files.exists(sample.kernel()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dumps")
    void packets_of_a_sample_go_the_way_that_the_kernel_lets_them_go(Sample sample) throws IOException {
        var packets = SampleRun.packets(sample.packets());
        var tally = new Tally(sample);
        try (var run = KernelRun.in(WorldReader.read(Files.readString(sample.world())))) {
            var listing = run.load(Loadable.rules(sample));
            var recorded = new StringBuilder();
            for (var packet : packets) {
                var outcome = run.send(ProbeReader.read(packet));
                var printed = new MonitorPrinter(listing).print(outcome);
                recorded.append(printed);
                tally.compare(packet, listing, outcome.path(), MonitorLine.read(printed));
            }
            var before = SampleRun.steady(Files.readString(sample.kernel()));
            var now = SampleRun.steady(recorded.toString());
            if (Boolean.getBoolean("golden.update") && !before.equals(now)) {
                Files.writeString(sample.kernel(), recorded);
            } else {
                assertEquals(before, now, sample + " beside its record");
            }
        }
        System.out.print(tally);
        assertEquals("", String.join("\n", tally.problems), sample.toString());
    }

    /// What came of the packets of one sample.
    private static final class Tally {
        private final Sample sample;
        private final List<String> problems = new ArrayList<>();
        /// Packets whose destination is taken for the host's, or not, for want of `--host`; the trace says so.
        private final List<String> assumed = new ArrayList<>();

        private int packets;
        private int told;
        private int untold;
        private int left;

        Tally(Sample sample) {
            this.sample = sample;
        }

        /// Both with the sample's dump, which may spell the rules in its own way, and with the kernel's listing, which
        /// lacks what nft cannot say of an extension.
        void compare(String packet, String listing, List<PathLine> path, List<MonitorLine> kernel) throws IOException {
            packets++;
            var both = new ArrayList<>(List.of("--ruleset", "-"));
            both.addAll(
                    Loadable.isSaved(sample)
                            ? sample.arguments()
                            : List.of("--host", sample.host().toString()));
            both.addAll(List.of("--packet", packet));
            var withHost = SampleRun.nftrace(listing, both);
            var arguments = new ArrayList<>(sample.arguments());
            arguments.addAll(List.of("--packet", packet));
            var dumped = SampleRun.nftrace("", arguments);
            var known = withHost.equals(kernel) && withoutRules(dumped).equals(withoutRules(kernel))
                    || chance(sample, listing, packet).allows(path);
            told += known ? 1 : 0;
            if (!known) {
                problems.add(
                        packet + " with --host\n" + lines(kernel) + "--\n" + lines(withHost) + "--\n" + lines(dumped));
            }
            var trace = untold(listing, packet);
            var open = Ways.of(trace);
            var alone = SampleRun.nftrace(listing, "--ruleset", "-", "--packet", packet);
            if (!open.isSure() && open.allows(path)) {
                left++;
            } else if (open.isSure() && sameAsFarAsTold(alone, kernel)) {
                untold++;
            } else if (assumes(trace.steps())) {
                assumed.add("  " + packet + "\n");
            } else {
                problems.add(packet + " without --host\n" + lines(kernel) + "--\n" + lines(alone) + open.because());
            }
        }

        @Override
        public String toString() {
            return "%s: %d packets; as the kernel with --host %d, without it %d; without it %d left open, %d assumed otherwise\n%s"
                    .formatted(sample, packets, told, untold, left, assumed.size(), String.join("", assumed));
        }
    }

    private static boolean assumes(List<Step> steps) {
        return steps.stream()
                .anyMatch(step -> step instanceof Step.Assumed(var assumption)
                        && (assumption instanceof Assumption.IsLocal || assumption instanceof Assumption.IsNotLocal));
    }

    /// What a limit lets through, only the kernel knows: one of the ways must be its own.
    private static Contender.Told chance(Sample sample, String listing, String packet) throws IOException {
        var dumps = new ArrayList<>(List.of(new Source("listing", listing)));
        var files = Loadable.isSaved(sample) ? sample.files() : List.<Path>of();
        for (Path file : files) {
            dumps.add(new Source(file.toString(), Files.readString(file)));
        }
        var facts = new ArrayList<Source>();
        for (Path file : Sample.list(sample.host())) {
            facts.add(new Source(file.toString(), Files.readString(file)));
        }
        var loaded = Loader.load(dumps, facts);
        var spec = PacketReader.read(new Source("packet", packet)).packet().orElseThrow();
        return Ways.of(
                Tracer.of(loaded.ruleset(), loaded.host(), TraceOptions.DEFAULT).trace(spec));
    }

    private static Trace untold(String listing, String packet) {
        var rules = NftReader.read(new Source("listing", listing));
        var spec = PacketReader.read(new Source("packet", packet)).packet().orElseThrow();
        var tracer = Tracer.of(new Ruleset(rules.tables()), Host.UNKNOWN, TraceOptions.DEFAULT);
        return tracer.trace(spec);
    }

    // Of a host that nobody told about, a packet line may lack the interfaces.
    private static boolean sameAsFarAsTold(List<MonitorLine> ours, List<MonitorLine> kernel) {
        if (ours.size() != kernel.size()) {
            return false;
        }
        for (int i = 0; i < ours.size(); i++) {
            if (!ours.get(i).agreesWith(kernel.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<MonitorLine> withoutRules(List<MonitorLine> lines) {
        return lines.stream().map(MonitorLine::withoutRule).toList();
    }

    private static String lines(List<MonitorLine> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
