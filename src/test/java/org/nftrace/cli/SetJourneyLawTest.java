package org.nftrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nftrace.host.Host;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.load.Loaded;
import org.nftrace.net.Address;
import org.nftrace.nft.NftReader;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.report.Fate;
import org.nftrace.space.PacketSet;
import org.nftrace.space.Passage;
import org.nftrace.text.Source;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// What is proved of a set, through nat and all tables, is so of each packet of it in the tracer.
class SetJourneyLawTest {
    private static final int RULESETS = Integer.getInteger("laws.rulesets", 20);
    private static final int PACKETS = Integer.getInteger("laws.packets", 15);
    private static final Address HERE = address("192.0.2.1");

    private static final List<String> MATCHES = List.of(
            "",
            "ip saddr 10.0.0.0/8 ",
            "ip daddr 192.0.2.1 ",
            "ip daddr 172.17.0.2 ",
            "ip daddr != 172.17.0.0/16 ",
            "fib daddr type local ",
            "iifname eth0 ",
            "tcp dport 22 ",
            "tcp dport { 80, 8080 } ",
            "tcp dport 8000-9000 ",
            "tcp sport 1024-65535 ",
            "ct state new ",
            "ct state untracked ",
            "ct state { new, established } ",
            "ct status dnat ",
            "ct status & dnat == 0 ",
            "meta mark 1 ");
    private static final List<String> VERDICTS =
            List.of("accept", "drop", "reject", "meta mark set 1", "counter", "continue");
    private static final List<String> TRANSLATIONS = List.of(
            "dnat to 172.17.0.2:80",
            "dnat to 172.17.0.2",
            "dnat to 192.0.2.1:22",
            "dnat to :22",
            "dnat to 172.17.0.2:8000-8080",
            "dnat to tcp dport map { 80 : 172.17.0.2, 8080 : 172.17.0.3 }",
            "redirect to :8080",
            "accept",
            "drop");
    private static final List<String> SOURCES_TO = List.of("snat to 203.0.113.9", "masquerade", "accept");

    private final Random random;

    SetJourneyLawTest() {
        random = new Random(Integer.getInteger("laws.seed", 1));
    }

    @Test
    void a_packet_that_the_tracer_lets_through_or_stops_is_in_the_set_that_may() {
        int decided = 0;
        for (int i = 0; i < RULESETS; i++) {
            String text = ruleset();
            var read = NftReader.read(new Source("law.nft", text));
            assertEquals(List.of(), read.diagnostics(), text);
            var loaded = new Loaded(new org.nftrace.ir.Ruleset(read.tables()), Host.UNKNOWN, List.of());
            var passage = Passage.over(loaded.ruleset(), List.of());
            var journey = new SetJourney(loaded, passage, Family.IP, Optional.of(Hook.INPUT), true);
            Tracer tracer = Tracer.of(loaded.ruleset(), Host.UNKNOWN, new TraceOptions(Set.of(HERE), 64, true));
            for (int j = 0; j < PACKETS; j++) {
                Packet packet = packet();
                PacketSet set = journey.arriving(passage.of(packet, ConnectionState.NEW));
                var fates = journey.of(set).orElseThrow();
                Fate fate = Fate.of(tracer.trace(spec(packet)).steps());
                decided += fate == Fate.UNKNOWN ? 0 : 1;
                assertFalse(fate == Fate.ACCEPT && fates.passes().isEmpty(), () -> text + packet);
                assertFalse(
                        (fate == Fate.DROP || fate == Fate.REJECT)
                                && fates.stopped().isEmpty(),
                        () -> text + packet);
            }
        }
        assertTrue(decided > RULESETS, () -> "too few packets were decided");
    }

    private String ruleset() {
        return "table ip t {\n"
                + chain("raw", "type filter hook prerouting priority -300; policy accept;", List.of("notrack", "drop"))
                + chain("pre", "type nat hook prerouting priority -100; policy accept;", TRANSLATIONS)
                + chain("late", "type filter hook prerouting priority 0; policy accept;", VERDICTS)
                + chain("input", "type filter hook input priority 0; policy drop;", VERDICTS)
                + chain("forward", "type filter hook forward priority 0; policy drop;", VERDICTS)
                + chain("post", "type nat hook postrouting priority 100; policy accept;", SOURCES_TO)
                + chain("last", "type filter hook postrouting priority 150; policy accept;", VERDICTS)
                + "}\n";
    }

    private String chain(String name, String head, List<String> verdicts) {
        var out = new StringBuilder(" chain " + name + " {\n  " + head + "\n");
        for (int i = 0, rules = random.nextInt(5); i < rules; i++) {
            out.append("  ").append(of(MATCHES)).append(of(MATCHES));
            String verdict = of(verdicts);
            out.append(verdict.contains("to :") ? "meta l4proto tcp " : "")
                    .append(verdict)
                    .append('\n');
        }
        return out.append(" }\n").toString();
    }

    private Packet packet() {
        return Packet.UNKNOWN
                .with(Fact.ETHER_TYPE, 0x0800)
                .with(Fact.SOURCE, address(of(List.of("10.0.0.1", "198.51.100.7"))))
                .with(Fact.DESTINATION, HERE)
                .with(Fact.PROTOCOL, 6)
                .with(Fact.SPORT, of(List.of(999L, 40000L)))
                .with(Fact.DPORT, of(List.of(22L, 80L, 8080L, 443L)))
                .with(Fact.TCP_FLAGS, 2)
                .with(Fact.MARK, 0)
                .with(Fact.FRAGMENT_OFFSET, 0)
                .with(Fact.MORE_FRAGMENTS, 0)
                .with(Fact.IN, of(List.of("eth0", "eth1")));
    }

    private static PacketSpec spec(Packet packet) {
        return new PacketSpec(
                new Source("drawn", "").whole(), packet, Optional.of(false), Set.of(ConnectionState.NEW), false, false);
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    private <T> T of(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
