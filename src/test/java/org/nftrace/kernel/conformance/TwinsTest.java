package org.nftrace.kernel.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nftrace.kernel.KernelMachine;

/// A small part of what [TwinsRun] does at length.
@Tag("kernel")
class TwinsTest {

    @BeforeAll
    static void machine() {
        KernelMachine.require();
    }

    @Test
    void a_dump_of_iptables_and_what_nft_lists_of_it_are_traced_as_the_kernel_goes() throws IOException {
        var twins = new Twins();
        for (var scenario : TwinsRun.made(3, 8, 25)) {
            twins.compare(scenario);
        }
        System.out.print(twins);
        assertEquals("", String.join("\n", twins.differences()));
        assertEquals(8, twins.rulesets());
        assertTrue(twins.packets() > 80, twins::toString);
    }
}
