package org.nftrace.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nftrace.host.Host;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.ir.Verdict;
import org.nftrace.net.Address;
import org.nftrace.nft.NftReader;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.text.Source;
import org.nftrace.trace.Step;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// In long chains packets are not subtracted rule by rule, and of large tables it is only noted that a rule matches.
/// Nothing that is said may change by that.
class LongChainLawTest {
    private static final int RULES = Integer.getInteger("laws.rules", 1_100);
    private static final int PACKETS = 400;
    private static final int ASKED = 40;

    private final Random random = new Random(11);
    private final Table table = table();
    private final Reach reach = Reach.of(table, true);
    private final List<Rule> rules =
            table.chains().stream().flatMap(chain -> chain.rules().stream()).toList();

    @Test
    void a_packet_ends_at_the_rule_where_the_tracer_ends_it_and_no_rule_is_called_dead_that_it_matches() {
        Chain input = table.chains().getFirst();
        Tracer tracer = Tracer.of(new Ruleset(List.of(table)), Host.UNKNOWN, TraceOptions.DEFAULT);
        for (int i = 0; i < PACKETS; i++) {
            PacketSpec spec = packet();
            List<Step.Matched> met = tracer.trace(spec).steps().stream()
                    .filter(Step.Matched.class::isInstance)
                    .map(Step.Matched.class::cast)
                    .toList();
            met.forEach(step -> assertTrue(
                    reach.isMatched(step.place().rule()),
                    () -> step.place().rule().text() + spec.packet()));
            var point =
                    reach.space().of(spec.packet(), spec.connection().iterator().next());
            List<String> ends = met.stream()
                    .filter(step -> step.verdict() instanceof Verdict.Accept || step.verdict() instanceof Verdict.Drop)
                    .map(step -> step.place().rule().text())
                    .toList();
            assertEquals(
                    ends,
                    reach.deciding(input, point).orElseThrow().stream()
                            .map(taken -> taken.rule().text())
                            .toList(),
                    () -> spec.packet().toString());
        }
    }

    @Test
    void a_rule_is_said_to_match_just_when_packets_are_found_for_it() {
        Chain input = table.chains().getFirst();
        List<Rule> dead = rules.stream().filter(rule -> !reach.isMatched(rule)).toList();
        assertTrue(dead.size() > ASKED);
        dead.subList(0, ASKED)
                .forEach(rule -> assertFalse(
                        reach.deciding(input, reach.asked(rule).orElseThrow()).orElseThrow().stream()
                                .anyMatch(taken -> taken.rule().equals(rule)),
                        rule.text()));
        List<Rule> alive = rules.stream().filter(reach::isMatched).toList();
        random.ints(ASKED, 0, alive.size())
                .mapToObj(alive::get)
                .forEach(rule -> assertFalse(reach.matching(rule).isEmpty(), rule.text()));
    }

    @Test
    void a_rule_of_a_large_table_is_matched_by_its_witness() {
        Tracer tracer = Tracer.of(new Ruleset(List.of(table)), Host.UNKNOWN, TraceOptions.DEFAULT);
        rules.stream().filter(reach::isMatched).limit(ASKED).forEach(rule -> {
            Sample sample = reach.witness(rule).orElseThrow();
            PacketSpec spec = spec(
                    filled(sample.packet()),
                    sample.connection().stream().findFirst().orElse(ConnectionState.NEW));
            assertTrue(
                    tracer.trace(spec).steps().stream()
                            .anyMatch(step -> step instanceof Step.Matched(var place, _)
                                    && place.rule().equals(rule)),
                    () -> rule.text() + spec.packet());
        });
    }

    private Table table() {
        var text = new StringBuilder("table inet t {\n  chain input {\n    type filter hook input priority 0;\n");
        IntStream.range(0, RULES)
                .forEach(_ -> text.append("    ").append(rule()).append('\n'));
        var read = NftReader.read(new Source("long.nft", text.append("  }\n}\n").toString()));
        assertEquals(List.of(), read.diagnostics());
        return read.tables().getFirst();
    }

    // Each rule is another's neighbour: few addresses, ports and interfaces.
    private String rule() {
        String verdict = random.nextBoolean() ? "accept" : "drop";
        int port = port();
        return switch (random.nextInt(5)) {
            case 0 -> "ip saddr " + address() + " tcp dport " + port + " " + verdict;
            case 1 -> "iifname \"eth" + random.nextInt(9) + "\" ip daddr " + address() + " " + verdict;
            case 2 -> "ip saddr " + address() + " udp dport " + port + "-" + (port + 20) + " " + verdict;
            case 3 -> "ip saddr " + address() + " tcp dport { " + port + ", " + port() + " } ct state new " + verdict;
            default -> "ip saddr " + address() + " ip daddr " + address() + " tcp dport " + port + " return";
        };
    }

    private String address() {
        return "10.0.0." + (1 + random.nextInt(30));
    }

    private int port() {
        return 1 + random.nextInt(40);
    }

    private PacketSpec packet() {
        Packet packet = Packet.UNKNOWN
                .with(Fact.SOURCE, Address.parse(address()).orElseThrow())
                .with(Fact.PROTOCOL, random.nextBoolean() ? 6L : 17L)
                .with(Fact.DPORT, port());
        return spec(filled(packet), random.nextBoolean() ? ConnectionState.NEW : ConnectionState.ESTABLISHED);
    }

    private Packet filled(Packet packet) {
        Packet full = packet.with(Fact.ETHER_TYPE, 0x0800);
        full = full.knows(Fact.PROTOCOL) ? full : full.with(Fact.PROTOCOL, 6L);
        full = full.knows(Fact.SOURCE)
                ? full
                : full.with(Fact.SOURCE, Address.parse("10.9.9.9").orElseThrow());
        full = full.knows(Fact.DESTINATION)
                ? full
                : full.with(Fact.DESTINATION, Address.parse(address()).orElseThrow());
        full = full.knows(Fact.DPORT) ? full : full.with(Fact.DPORT, 50_000L);
        return full.knows(Fact.IN) ? full : full.with(Fact.IN, "eth" + random.nextInt(9));
    }

    private static PacketSpec spec(Packet packet, ConnectionState state) {
        return new PacketSpec(new Source("drawn", "").whole(), packet, Optional.of(false), Set.of(state), false, false);
    }
}
