package org.nftrace.kernel.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nftrace.kernel.KernelMachine;
import org.nftrace.kernel.KernelRun;
import org.nftrace.kernel.PathLine;
import org.nftrace.kernel.Probe;
import org.nftrace.kernel.ProbeReader;
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.generate.Scenario;

/// The judge is fair: it finds nothing where there is nothing, and what is wrong it finds and makes small.
@Tag("kernel")
class ConformanceTest {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

    @BeforeAll
    static void machine() {
        KernelMachine.require();
    }

    @Test
    void the_kernel_agrees_with_itself_in_another_world_of_the_same_kind() throws IOException {
        try (var contender = new KernelItself(UnaryOperator.identity())) {
            // Not 3: it has a masquerade to a range of ports, of which the kernel takes one by chance, and then a
            // packet of
            // that connection.
            var result = new Sweep(4, 8, 15, 1).run(contender, SILENT);
            assertEquals(List.of(), result.differences());
            assertEquals(List.of(), result.unstable());
            assertTrue(
                    result.coverage().packets() > 150, () -> result.coverage().toString());
        }
    }

    @Test
    void who_forgets_that_a_return_is_told_is_shown_it_with_one_rule_and_one_packet() throws IOException {
        var scenario = new Scenario(
                "returns",
                """
                link eth0 address 10.0.0.1/24
                link eth1 address 10.1.0.1/24
                peer p0 at eth0 address 10.0.0.9
                peer p1 at eth1 address 10.1.0.9
                sysctl net.ipv4.ip_forward = 1
                """,
                Rules.nft("""
                    table ip other {
                    chain c { type filter hook prerouting priority 10; policy accept;
                    ct state new counter
                    }
                    }
                    table ip t {
                    set ports { type inet_service; elements = { 53, 54 }; }
                    chain base { type filter hook prerouting priority 0; policy accept;
                    meta l4proto tcp drop
                    ip saddr 10.0.0.0/24 meta mark set 7 jump regular
                    udp dport @ports accept
                    }
                    chain regular {
                    iifname "eth0" udp dport 53 meta mark 7 return
                    counter
                    }
                    }
                    """),
                probes("icmp:10.0.0.9->10.1.0.9", "udp:10.0.0.9:1->10.1.0.9:54", "udp:10.0.0.9:1->10.1.0.9:53"));
        try (var contender = new KernelItself(ConformanceTest::withoutReturns);
                var conformance = new Conformance(contender)) {
            var found = conformance.explore(scenario, 1, new Coverage());
            assertFalse(found.isEmpty());
            assertEquals(
                    """
                    returns
                    -- world --
                    link eth0 address 10.0.0.1/24
                    -- ruleset.nft --
                    table ip t {
                    chain base { type filter hook prerouting priority 0; policy accept;
                    jump regular
                    }
                    chain regular {
                    return
                    }
                    }
                    -- packets.txt --
                    udp:10.0.0.9:1->10.1.0.9:53 in=eth0
                    """,
                    Shrinker.shrink(conformance, found.getFirst()).scenario().toString());
        }
    }

    private static List<Probe> probes(String... packets) {
        return Stream.of(packets)
                .map(packet -> ProbeReader.read(packet + " in=eth0"))
                .toList();
    }

    private static List<PathLine> withoutReturns(List<PathLine> way) {
        return way.stream().filter(line -> !line.verdict().equals("return")).toList();
    }

    /// Foretells by asking another copy of the world, and perhaps misunderstands what it sees.
    private static final class KernelItself implements Contender, AutoCloseable {

        private final UnaryOperator<List<PathLine>> view;
        private Optional<KernelRun> run = Optional.empty();

        KernelItself(UnaryOperator<List<PathLine>> view) {
            this.view = view;
        }

        @Override
        public Talk begin(Evidence evidence) throws IOException {
            if (!run.map(r -> r.live().world()).equals(Optional.of(evidence.world()))) {
                close();
                run = Optional.of(KernelRun.in(evidence.world()));
            }
            run.get().load(evidence.rules());
            return probe -> Told.surely(view.apply(run.get().send(probe).path()));
        }

        @Override
        public void close() throws IOException {
            if (run.isPresent()) {
                run.get().close();
            }
        }
    }
}
