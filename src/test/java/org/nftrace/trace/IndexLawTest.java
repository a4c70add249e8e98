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
import org.nftrace.ir.Ruleset;
import org.nftrace.kernel.conformance.ProbeSpec;
import org.nftrace.kernel.generate.Scenario;
import org.nftrace.kernel.generate.ScenarioGenerator;
import org.nftrace.load.Loaded;
import org.nftrace.load.Loader;
import org.nftrace.packet.Fact;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketsFile;
import org.nftrace.text.Source;

/// An index passes rules over without asking them, and a packet that looks like others goes through a chain as they
/// did. Nothing that is told is another for it: not a step, not an assumption, not why a rule did not match.
/// `-Dlaw.scenarios=2000` asks of more than the 20 rulesets of a build.
class IndexLawTest {
    private static final int SCENARIOS = Integer.getInteger("law.scenarios", 20);
    private static final int PACKETS = 15;

    private final Random random = new Random(8);
    private int traces;
    private int steps;
    private int unasked;

    @Test
    void what_an_index_passes_over_would_not_have_matched_in_random_rules() {
        for (int number = 0; number < SCENARIOS; number++) {
            Scenario scenario = new ScenarioGenerator(31).make(number, PACKETS);
            var specs = new ProbeSpec(scenario.built());
            var packets = scenario.probes().stream().map(specs::of).toList();
            Ruleset ruleset = Stock.rules(scenario).ruleset();
            compare(ruleset, Host.UNKNOWN, Stock.own(scenario), packets, "scenario " + number);
        }
        assertPasses(0.05);
    }

    @Test
    void what_an_index_passes_over_would_not_have_matched_in_the_samples() throws IOException {
        for (Path dump : Stock.dumps()) {
            for (boolean told : new boolean[] {true, false}) {
                Loaded loaded = Loader.load(List.of(Stock.source(dump)), told ? Stock.host(dump) : List.of());
                var packets = PacketsFile.read(Stock.source(dump.resolveSibling("packets.txt")))
                        .packets();
                compare(loaded.ruleset(), loaded.host(), TraceOptions.DEFAULT, packets, dump.toString());
            }
        }
        assertPasses(0.05);
    }

    /// The random rulesets have short chains; here the values meet in long ones.
    @Test
    void what_an_index_passes_over_would_not_have_matched_in_long_chains() {
        for (int number = 0; number < SCENARIOS; number++) {
            var loaded = Loader.load(List.of(new Source("long.nft", LongChains.make(random))), List.of());
            assertEquals(List.of(), loaded.diagnostics());
            var packets = new ArrayList<PacketSpec>();
            for (int i = 0; i < PACKETS; i++) {
                packets.add(LongChains.packet(random));
            }
            compare(loaded.ruleset(), loaded.host(), TraceOptions.DEFAULT, packets, "long chains " + number);
        }
        assertPasses(0.3);
    }

    /// The first two of three ways stay apart; each is in two for a moment.
    @Test
    void branches_meet_at_the_same_rule_though_the_next_is_passed_over() {
        String rules = """
            table ip t {
                chain c {
                    type filter hook input priority 0; policy accept;
                    meta mark set tcp dport map { 53 : 0x1, 80 : 0x2, 443 : 0x3 } ip saddr != 10.0.0.1 counter
                    tcp sport 98 counter
                    tcp sport 99 counter
                    tcp sport 100 counter
                    counter
                }
            }
            """;
        var loaded = Loader.load(List.of(new Source("three.nft", rules)), List.of());
        PacketSpec whole = PacketsFile.read(new Source("packet", "tcp:10.0.0.9:1->10.0.0.2:80 in=eth0"))
                .packets()
                .getFirst();
        PacketSpec open = new PacketSpec(
                whole.span(),
                whole.packet().without(Fact.SOURCE).without(Fact.DPORT),
                whole.local(),
                whole.connection(),
                whole.reply(),
                whole.continues());
        compare(loaded.ruleset(), loaded.host(), TraceOptions.DEFAULT, List.of(whole, open), "three ways");
    }

    /// Jumps that lead to jumps are thousands of steps, of which only the first are remembered as one stretch.
    @Test
    void a_stretch_that_grows_long_ends_behind_jumps_and_the_walk_goes_on_there() {
        var rules = new StringBuilder("table ip t {\n");
        for (int level = 4; level > 0; level--) {
            rules.append("chain c%d {\n".formatted(level))
                    .append(
                            level == 4
                                    ? "tcp dport 80 counter\n"
                                    : "jump c%d\n".formatted(level + 1).repeat(7))
                    .append("}\n");
        }
        rules.append("chain in {\ntype filter hook input priority 0; policy accept;\njump c1\ncounter\n}\n}\n");
        var loaded = Loader.load(List.of(new Source("jumps.nft", rules.toString())), List.of());
        var packets = PacketsFile.read(new Source(
                        "packets", "tcp:10.0.0.9:1->10.0.0.2:80 in=eth0\ntcp:10.0.0.9:1->10.0.0.2:22 in=eth0"))
                .packets();
        compare(loaded.ruleset(), loaded.host(), TraceOptions.DEFAULT, packets, "jumps");
        assertTrue(steps > 1_000, steps + " steps");
    }

    // Each packet whole and with fields left open, alone and after the others.
    private void compare(Ruleset ruleset, Host host, TraceOptions options, List<PacketSpec> packets, String where) {
        for (boolean strict : new boolean[] {false, true}) {
            var asked = new TraceOptions(options.local(), options.branches(), options.knowsConnections(), strict);
            var walk = Tracer.of(ruleset, host, asked, Indexing.NEVER);
            var index = Tracer.of(ruleset, host, asked, Indexing.ALWAYS);
            var memory = Tracer.of(ruleset, host, asked, Indexing.REMEMBERED);
            var walked = walk.conversation();
            var indexed = index.conversation();
            var remembered = memory.conversation();
            for (PacketSpec packet : packets) {
                PacketSpec some = Stock.opened(packet, random);
                same(walk.trace(packet), index.trace(packet), memory.trace(packet), where);
                same(walk.trace(some), index.trace(some), memory.trace(some), where);
                same(walked.trace(packet), indexed.trace(packet), remembered.trace(packet), where);
            }
        }
    }

    private void same(Trace walked, Trace indexed, Trace remembered, String where) {
        same(walked, indexed, where);
        same(walked, remembered, where);
    }

    private void same(Trace walked, Trace indexed, String where) {
        traces++;
        steps += walked.steps().size();
        unasked += indexed.steps() instanceof Steps lazy ? lazy.unasked() : 0;
        assertEquals(
                happened(walked),
                indexed.happened(),
                () -> where + ": " + walked.packet().packet());
        for (int i = 0; i < walked.steps().size(); i++) {
            if (!walked.steps().get(i).equals(indexed.steps().get(i))) {
                fail(where + ": " + walked.packet().packet() + "\n  step " + i + ": "
                        + walked.steps().get(i) + "\n  but " + indexed.steps().get(i));
            }
        }
        assertEquals(walked.steps().size(), indexed.steps().size());
    }

    private static List<Step> happened(Trace trace) {
        return new Trace(trace.packet(), new ArrayList<>(trace.steps())).happened();
    }

    private void assertPasses(double least) {
        assertTrue(
                unasked > least * steps,
                unasked + " of " + steps + " steps in " + traces + " traces tell of rules that were not asked");
    }
}
