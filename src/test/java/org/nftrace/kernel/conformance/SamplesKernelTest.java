package org.nftrace.kernel.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.WorldReader;
import org.nftrace.nft.NftReader;
import org.nftrace.packet.PacketReader;
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

    private static final Path SAMPLES = Path.of("samples");

    @BeforeAll
    static void machine() {
        KernelMachine.require();
    }

    static List<Path> dumps() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".nft"))
                    .filter(file -> Files.exists(file.resolveSibling("world")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("dumps")
    void packets_of_a_sample_go_the_way_that_the_kernel_lets_them_go(Path dump) throws IOException {
        var packets = SampleRun.packets(dump.resolveSibling("packets.txt"));
        var tally = new Tally(dump);
        try (var run = KernelRun.in(WorldReader.read(Files.readString(dump.resolveSibling("world"))))) {
            var listing = run.load(Rules.nft(Files.readString(dump)));
            var recorded = new StringBuilder();
            for (var packet : packets) {
                var outcome = run.send(ProbeReader.read(packet));
                var printed = new MonitorPrinter(listing).print(outcome);
                recorded.append(printed);
                tally.compare(packet, listing, outcome.path(), MonitorLine.read(printed));
            }
            assertEquals(
                    SampleRun.steady(Files.readString(record(dump))),
                    SampleRun.steady(recorded.toString()),
                    dump + " beside its record");
        }
        System.out.print(tally);
        assertEquals("", String.join("\n", tally.problems), dump.toString());
    }

    /// What came of the packets of one sample.
    private static final class Tally {
        private final Path dump;
        private final List<String> problems = new ArrayList<>();
        /// Packets whose destination is taken for the host's, or not, for want of `--host`; the trace says so.
        private final List<String> assumed = new ArrayList<>();

        private int packets;
        private int told;
        private int untold;
        private int left;

        Tally(Path dump) {
            this.dump = dump;
        }

        /// Both with the sample's dump, which may spell the rules in its own way, and with the kernel's listing.
        void compare(String packet, String listing, List<PathLine> path, List<MonitorLine> kernel) {
            packets++;
            var host = dump.resolveSibling("host").toString();
            var withHost = SampleRun.nftrace(listing, "--ruleset", "-", "--host", host, "--packet", packet);
            var dumped = SampleRun.nftrace("", "--ruleset", dump.toString(), "--host", host, "--packet", packet);
            var known = withHost.equals(kernel) && withoutRules(dumped).equals(withoutRules(kernel));
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
                    .formatted(dump, packets, told, untold, left, assumed.size(), String.join("", assumed));
        }
    }

    private static boolean assumes(List<Step> steps) {
        return steps.stream()
                .anyMatch(step -> step instanceof Step.Assumed(var assumption)
                        && (assumption instanceof Assumption.IsLocal || assumption instanceof Assumption.IsNotLocal));
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

    private static Path record(Path dump) {
        var alone = dump.resolveSibling("kernel.txt");
        var name = dump.getFileName().toString().replaceFirst("\\.nft$", ".kernel.txt");
        return Files.exists(alone) ? alone : dump.resolveSibling(name);
    }
}
