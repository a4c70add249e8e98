package org.nftrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nftrace.host.Host;
import org.nftrace.kernel.conformance.ProbeSpec;
import org.nftrace.kernel.generate.Scenario;
import org.nftrace.kernel.generate.ScenarioGenerator;
import org.nftrace.load.Loaded;
import org.nftrace.load.Loader;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketReader;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketsFile;
import org.nftrace.text.Source;

/// For a packet with open fields, every concrete packet that fits it takes one of the branches told, exactly the one
/// whose condition it meets. `-Dlaw.pairs=20000` asks of more than the 2,000 pairs of a build.
///
/// Where the way in or the source is open, that the packet came in is said: else it could be one that the host sends.
class ForkLawTest {
    private static final int PAIRS = Integer.getInteger("law.pairs", 2_000);
    private static final int PACKETS = 12;
    private static final int TIMES = 3;
    private final Random random = new Random(5);
    private int followed;
    private int forked;
    private int open;
    private int otherwise;
    private int withoutAddress;

    @Test
    void every_packet_takes_the_branch_whose_condition_it_meets_through_random_rules() {
        for (int number = 0; followed < PAIRS; number++) {
            Scenario scenario = new ScenarioGenerator(29).make(number, PACKETS);
            var tracer = Tracer.of(Stock.rules(scenario).ruleset(), Host.UNKNOWN, Stock.own(scenario));
            var specs = new ProbeSpec(scenario.built());
            for (var probe : scenario.probes()) {
                for (int i = 0; i < TIMES; i++) {
                    check(tracer, specs.of(probe), "scenario " + number);
                }
            }
        }
        report("random rules");
        assertTrue(forked * 4 > followed, "enough of them fork: " + forked + " of " + followed);
        assertTrue(open * 4 < followed, "few ways end open: " + open + " of " + followed);
        assertTrue(withoutAddress * 4 > followed, "many lack an address or the way in: " + withoutAddress);
    }

    @Test
    void every_packet_takes_the_branch_whose_condition_it_meets_through_the_samples() throws IOException {
        for (Path dump : Stock.dumps()) {
            for (boolean told : new boolean[] {true, false}) {
                Loaded loaded = Loader.load(List.of(Stock.source(dump)), told ? Stock.host(dump) : List.of());
                var tracer = Tracer.of(loaded.ruleset(), loaded.host(), TraceOptions.DEFAULT);
                for (PacketSpec spec : PacketsFile.read(Stock.source(dump.resolveSibling("packets.txt")))
                        .packets()) {
                    for (int i = 0; i < 4 * TIMES; i++) {
                        check(tracer, spec, dump.toString());
                    }
                }
            }
        }
        report("samples");
    }

    @Test
    void a_packet_made_for_each_branch_of_the_radius_story_takes_that_branch() throws IOException {
        Loaded loaded = Loader.load(List.of(Stock.source(Path.of("samples/radius/ruleset.nft"))), List.of());
        var tracer = Tracer.of(loaded.ruleset(), Host.UNKNOWN, TraceOptions.DEFAULT);
        PacketSpec spec = PacketReader.read(new Source("--packet", "udp:10.254.10.105->10.254.10.252"))
                .packet()
                .orElseThrow();
        Trace told = tracer.trace(spec);
        var ports = new ArrayList<Long>();
        samples(told.steps(), ports);
        assertTrue(ports.containsAll(List.of(514L, 67L, 1812L, 0L)), ports::toString);
        for (long port : ports) {
            Trace concrete = tracer.trace(with(spec, spec.packet().with(Fact.DPORT, port)));
            assertEquals(Following.Found.Way.class, Following.of(told, concrete).getClass(), "port " + port);
        }
    }

    private static void samples(List<Step> steps, List<Long> ports) {
        for (Step step : steps) {
            if (step instanceof Step.Forked(_, var branches)) {
                for (Step.Branch branch : branches) {
                    branch.condition().terms().stream()
                            .flatMap(t -> t.says().stream())
                            .flatMap(Narrowed::samples)
                            .map(Word::low)
                            .filter(port -> port >= 0 && port < 65_536)
                            .forEach(ports::add);
                    samples(branch.steps(), ports);
                }
            }
        }
    }

    private void check(Tracer tracer, PacketSpec whole, String where) {
        PacketSpec some = Stock.opened(whole, random);
        Trace concrete = tracer.trace(whole);
        // A limit, or an interface that no file tells of: then even this packet has several ways.
        if (concrete.steps().stream().anyMatch(Step.Forked.class::isInstance)) {
            return;
        }
        Trace told = tracer.trace(some);
        switch (Following.of(told, concrete)) {
            case Following.Found.Way(int forks) -> {
                followed++;
                withoutAddress += lacksAddress(some.packet()) ? 1 : 0;
                forked += forks > 0 ? 1 : 0;
            }
            case Following.Found.OpenEnd _ -> open++;
            case Following.Found.Otherwise _ -> otherwise++;
            case Following.Found.Broken(String how, _) ->
                fail(where + ": " + whole.packet() + "\n  open " + some.packet() + "\n  " + how);
        }
    }

    private static boolean lacksAddress(Packet packet) {
        return !packet.knows(Fact.SOURCE) || !packet.knows(Fact.DESTINATION) || !packet.knows(Fact.IN);
    }

    private static PacketSpec with(PacketSpec spec, Packet packet) {
        return new PacketSpec(spec.span(), packet, spec.local(), spec.connection(), spec.reply(), spec.continues());
    }

    private void report(String what) {
        if (PAIRS > 2_000) {
            System.out.println(
                    what + ": " + followed + " pairs follow, " + forked + " of them through forks, " + withoutAddress
                            + " without an address or the way in; " + open
                            + " ways end open, " + otherwise + " rest on what is not so");
        }
    }
}
