package org.nftrace.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is known of the kernel from elsewhere, seen through the harness: if one of these fails, the harness is wrong.
@Tag("kernel")
class KernelFactsTest {

    private static final String REQUEST = "udp:10.1.0.9:4000->10.2.0.9:53 in=eth0";
    private static final String ANSWER = "udp:10.2.0.9:53->10.1.0.9:4000 in=eth1";

    private static KernelRun run;

    @BeforeAll
    static void world() throws IOException {
        KernelMachine.require();
        run = KernelRun.in(Worlds.HOST);
    }

    @AfterAll
    static void end() throws IOException {
        if (run != null) {
            run.close();
        }
    }

    @Test
    void of_chains_at_one_priority_the_one_made_last_is_first() throws IOException {
        var path = chains(send("""
            table ip a { chain c { type filter hook forward priority 0; }; }
            table inet b { chain c { type filter hook forward priority 0; }; }
            table ip d { chain c { type filter hook forward priority 0; }; }
            """, REQUEST));
        assertEquals(List.of("d c", "b c", "a c"), path);
    }

    @Test
    void nat_chains_stand_at_the_place_of_nat_whatever_their_priority() throws IOException {
        var path = chains(send("""
            table ip t {
              chain nat { type nat hook prerouting priority -199; ct state new; }
              chain before { type filter hook prerouting priority -120; }
              chain after { type filter hook prerouting priority -99; }
            }
            """, REQUEST));
        assertEquals(
                List.of("t before", "t nat", "t after"),
                path.stream().distinct().toList());
    }

    @Test
    void nat_chains_are_not_met_while_nothing_asks_for_connection_tracking() throws IOException {
        var path = chains(
                send("table ip t { chain nat { type nat hook prerouting priority -100; policy drop; }; }", REQUEST));
        assertEquals(List.of(), path);
    }

    @Test
    void an_answer_is_translated_and_meets_no_nat_chain() throws IOException {
        run.load(Rules.nft("""
            table ip t {
              chain post { type nat hook postrouting priority 100; masquerade; }
              chain pre { type nat hook prerouting priority -100; counter; }
            }
            """));
        var outcomes = run.send(
                List.of(ProbeReader.read(REQUEST), ProbeReader.read("udp:10.2.0.9:53->10.2.0.1:4000 in=eth1")));
        assertEquals(List.of("t pre", "t pre", "t post"), chains(outcomes.getFirst()));
        var answer = outcomes.getLast();
        assertEquals(List.of(), answer.path());
        assertEquals(
                "10.1.0.9", answer.emitted().getFirst().headers().orElseThrow().destination());
        var state = answer.passage().events().stream()
                .flatMap(event -> event.tracked().stream())
                .toList()
                .getLast();
        assertEquals("established", state.state());
        assertEquals(Event.Direction.REPLY, state.direction().orElseThrow());
    }

    @Test
    void accept_ends_one_base_chain_and_goto_forgets_where_it_came_from() throws IOException {
        var outcome = send("""
            table ip t {
              chain target { counter; }
              chain c { type filter hook forward priority 0; goto target; drop; }
              chain d { type filter hook forward priority -1; accept; }
            }
            """, REQUEST);
        assertEquals(
                List.of("t d accept", "t c goto target", "t target continue", "t c accept"),
                outcome.path().stream()
                        .map(line -> line.table() + " " + line.chain() + " " + line.verdict())
                        .toList());
        assertEquals(1, outcome.emitted().size());
    }

    @Test
    void a_packet_to_the_host_itself_goes_out_and_comes_in_over_lo() throws IOException {
        var outcome = send("", "udp:10.1.0.1:1->10.2.0.1:2 local");
        assertEquals(
                List.of("ip output", "ip postrouting", "ip sent", "ip prerouting", "ip input", "ip delivered"),
                outcome.hooks());
    }

    @Test
    void a_packet_without_a_route_ends_after_prerouting_and_its_sender_is_told() throws IOException {
        var outcome = send("", "udp:10.1.0.77:1->192.0.2.1:2 in=eth0");
        assertEquals(List.of("ip prerouting"), outcome.hooks());
        assertEquals(List.of(), outcome.emitted());
        var error = outcome.made().getFirst();
        assertTrue(error.headers().layer4() instanceof Headers.Icmp(var type, var code, _, _)
                && type == 3
                && code == 0);
        assertEquals(
                List.of("ip output", "ip postrouting", "ip sent"),
                error.passage().hooks());
    }

    @Test
    void a_local_sender_without_a_route_gets_an_error_and_no_chain_sees_it() throws IOException {
        var outcome = send("", "udp:10.1.0.1:1->192.0.2.1:2 local");
        final int networkUnreachable = 101;
        assertEquals(networkUnreachable, outcome.refused().orElseThrow());
        assertEquals(List.of(), outcome.hooks());
    }

    @Test
    void a_reject_is_a_drop_and_its_reset_is_the_kernels_own_packet() throws IOException {
        var outcome = send("""
            table ip t {
              chain in { type filter hook input priority 0; tcp dport 22 reject with tcp reset; }
              chain out { type filter hook output priority 0; ct state related counter; }
            }
            """, "tcp:10.1.0.9:4000->10.1.0.1:22 in=eth0");
        assertEquals(List.of("t in drop"), verdicts(outcome.path()));
        assertFalse(outcome.delivered());
        assertEquals(1, outcome.made().size());
        assertEquals(
                List.of("t out continue", "t out accept"),
                verdicts(outcome.made().getFirst().passage().path()));
    }

    @Test
    void an_exhausted_port_is_no_rules_doing_and_seen_all_the_same() throws IOException {
        run.load(Rules.nft("table ip t { chain post { type nat hook postrouting priority 100; udp dport 53 snat to"
                + " 10.2.0.1:4000; }; }"));
        var outcomes = run.send(
                List.of(ProbeReader.read(REQUEST), ProbeReader.read("udp:10.1.0.8:4000->10.2.0.9:53 in=eth0")));
        assertEquals(outcomes.getFirst().path(), outcomes.getLast().path());
        assertTrue(outcomes.getFirst().hooks().contains("ip sent"));
        assertFalse(outcomes.getLast().hooks().contains("ip sent"));
        assertEquals(List.of(), outcomes.getLast().emitted());
    }

    @Test
    void fragments_are_one_packet_to_the_rules_while_connections_are_tracked() throws IOException {
        var fragments = "udp:10.1.0.9:4000->10.2.0.9:53 data=56 fragments=32 in=eth0";
        var untracked = send(
                "table ip t { chain f { type filter hook forward priority 0; udp dport 53 counter; }; }", fragments);
        assertEquals(
                2,
                untracked.path().stream()
                        .filter(line -> line.kind() == Event.Kind.POLICY)
                        .count());
        var tracked = send(
                "table ip t { chain f { type filter hook forward priority 0; ct state new counter; }; }", fragments);
        assertEquals(
                1,
                tracked.path().stream()
                        .filter(line -> line.kind() == Event.Kind.POLICY)
                        .count());
        assertEquals(2, tracked.emitted().size());
    }

    @Test
    void a_packet_of_ip6_is_known_by_its_flow_label() throws IOException {
        var outcome = send(
                "table ip6 t { chain f { type filter hook forward priority 0; }; }",
                "udp:[fd00:1::9]:1->[fd00:2::9]:2 in=eth0");
        assertEquals(List.of("ip6 prerouting", "ip6 forward", "ip6 postrouting", "ip6 sent"), outcome.hooks());
        assertEquals(
                "fd00:1::9",
                outcome.emitted().getFirst().headers().orElseThrow().source());
    }

    @Test
    void the_dump_is_the_ruleset_alone() throws IOException {
        var dump = run.load(
                Rules.nft("table ip t { chain f { type filter hook forward priority 0; udp dport 53 drop; }; }"));
        assertTrue(dump.startsWith("table ip t { # handle"), dump);
        assertFalse(dump.contains(Watch.TABLE), dump);
        var path = run.send(ProbeReader.read(REQUEST)).path();
        assertEquals("udp dport 53 drop", new RuleTexts(dump).of(path.getFirst()));
    }

    @Test
    void connections_are_forgotten_from_ruleset_to_ruleset() throws IOException {
        var rules = "table ip t { chain f { type filter hook forward priority 0; ct state established counter; }; }";
        run.load(Rules.nft(rules));
        run.send(ProbeReader.read(REQUEST));
        assertEquals(2, run.send(ProbeReader.read(ANSWER)).path().size());
        assertEquals(1, send(rules, ANSWER).path().size());
    }

    private static Outcome send(String rules, String probe) throws IOException {
        run.load(Rules.nft(rules));
        return run.send(ProbeReader.read(probe));
    }

    private static List<String> chains(Outcome outcome) {
        return outcome.path().stream()
                .map(line -> line.table() + " " + line.chain())
                .toList();
    }

    private static List<String> verdicts(List<PathLine> path) {
        return path.stream()
                .map(line -> line.table() + " " + line.chain() + " " + line.verdict())
                .toList();
    }
}
