package org.nftrace.kernel.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.nftrace.kernel.KernelMachine;

/// Our engine says of random packets, in random rulesets on random hosts, what the kernel does with them.
///
/// A difference is printed as small as it gets: but for `ways`, it is a golden file of the folder `trace`.
@Tag("kernel")
class EngineConformanceTest {

    private static final int SCENARIOS = 14;
    private static final int PACKETS = 20;
    private static final int MOST = 3;

    @BeforeAll
    static void machine() {
        KernelMachine.require();
    }

    @Test
    void the_packets_of_a_known_seed_go_the_kernels_way() throws IOException {
        agrees(101, SCENARIOS);
    }

    /// With `-Dconformance.fresh` every run asks about other packets, with `-Dconformance.rulesets=600` about more.
    @Test
    @EnabledIf("isFreshAskedFor")
    void the_packets_of_a_fresh_seed_go_the_kernels_way() throws IOException {
        agrees(ThreadLocalRandom.current().nextInt(1_000_000), Integer.getInteger("conformance.rulesets", SCENARIOS));
    }

    static boolean isFreshAskedFor() {
        return System.getProperty("conformance.fresh") != null || System.getProperty("conformance.rulesets") != null;
    }

    private static void agrees(long seed, int rulesets) throws IOException {
        var result = EngineSweep.run(new Sweep(seed, rulesets, PACKETS, MOST), System.out);
        assertEquals(0, result.differences().size(), "rulesets of seed " + seed + " where packets differ, see above");
    }
}
