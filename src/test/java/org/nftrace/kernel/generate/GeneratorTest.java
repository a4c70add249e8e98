package org.nftrace.kernel.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nftrace.kernel.KernelMachine;
import org.nftrace.kernel.KernelRun;
import org.nftrace.kernel.ProbeReader;

class GeneratorTest {

    @Test
    void a_seed_makes_the_same_scenarios_each_time_and_another_seed_makes_others() {
        var once = new ScenarioGenerator(5).make(3, 20).toString();
        assertEquals(once, new ScenarioGenerator(5).make(3, 20).toString());
        assertNotEquals(once, new ScenarioGenerator(6).make(3, 20).toString());
        assertNotEquals(once, new ScenarioGenerator(5).make(4, 20).toString());
    }

    @Test
    void packets_can_be_read_back_from_their_text() {
        for (int i = 0; i < 20; i++) {
            for (var probe : new ScenarioGenerator(7).make(i, 50).probes()) {
                assertEquals(probe, ProbeReader.read(probe.toString()));
            }
        }
    }

    @Test
    @Tag("kernel")
    void most_of_what_is_made_can_be_loaded_and_is_met_by_packets() throws IOException {
        KernelMachine.require();
        var kinds = new TreeSet<String>();
        var families = new TreeSet<String>();
        var refused = new ArrayList<String>();
        int rules = 0;
        int met = 0;
        int sent = 0;
        for (int i = 0; i < 16; i++) {
            var scenario = new ScenarioGenerator(11).make(i, 12);
            try (var run = KernelRun.in(scenario.built())) {
                var loaded = Sieve.load(run, scenario.rules());
                refused.addAll(loaded.refused());
                rules += loaded.listing().split("# handle ").length;
                for (var packet : new Session(run, i).send(scenario.probes())) {
                    var path = packet.outcome().path();
                    kinds.add(packet.kind());
                    path.forEach(line -> families.add(line.family()));
                    met += path.isEmpty() ? 0 : 1;
                    sent++;
                }
            }
        }
        assertTrue(refused.size() * 20 < rules, () -> String.join("\n", refused));
        assertTrue(met * 2 > sent, met + " of " + sent);
        assertTrue(kinds.containsAll(List.of("first", "answer", "again", "error", "onward")), kinds::toString);
        assertTrue(families.containsAll(List.of("ip", "ip6", "inet")), families::toString);
    }
}
