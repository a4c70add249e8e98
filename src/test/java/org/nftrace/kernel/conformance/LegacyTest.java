package org.nftrace.kernel.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nftrace.kernel.KernelMachine;

/// Packets move the counters of iptables-legacy where our engine says that they match.
@Tag("kernel")
class LegacyTest {

    @BeforeAll
    static void machine() {
        KernelMachine.require();
    }

    /// Newer kernels are built without the tables of legacy: then there is nothing to compare with.
    @Test
    void the_counters_that_a_packet_moves_are_those_of_the_rules_told() throws IOException, InterruptedException {
        if (!hasLegacy()) {
            System.out.println("no iptables-legacy here");
            return;
        }
        var result = LegacyRun.of(5, 3, 15);
        assertTrue(result.compared() > 0, result::toString);
        assertEquals(0, result.different(), result::toString);
    }

    private static boolean hasLegacy() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--net", "iptables-legacy", "-S")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
