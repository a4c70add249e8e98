package org.nftrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nftrace.host.Host;
import org.nftrace.ir.Ruleset;
import org.nftrace.nft.NftReader;
import org.nftrace.packet.PacketReader;
import org.nftrace.text.Source;

/// What conntrack makes of packets one after the other. Each answer was the kernel's (Linux 6.18).
class ConversationTest {

    private static final String ROUTER = """
        table inet t {
          chain forward {
            type filter hook prerouting priority 0; policy accept;
            ct state new counter
            ct state established counter
            ct state related counter
            ct state invalid counter
          }
        }
        """;

    private static final String CLIENT = "tcp:10.0.0.9:40000->10.1.0.9:80 in=eth0 flags=";
    private static final String SERVER = "tcp:10.1.0.9:80->10.0.0.9:40000 in=eth1 flags=";

    @Test
    void a_connection_is_opened_and_closed() {
        assertEquals(
                List.of("new", "established", "established", "established", "established", "established"),
                states(
                        CLIENT + "syn",
                        SERVER + "syn+ack",
                        CLIENT + "ack",
                        CLIENT + "fin+ack",
                        SERVER + "fin+ack",
                        CLIENT + "ack"));
    }

    @Test
    void flags_that_no_end_sends_together_are_invalid_in_a_connection_too() {
        assertEquals(List.of("new", "invalid"), states(CLIENT + "syn", SERVER + "fin"));
    }

    @Test
    void an_ack_of_the_first_end_does_not_follow_its_syn() {
        assertEquals(List.of("new", "invalid"), states(CLIENT + "syn", CLIENT + "ack"));
    }

    @Test
    void a_reset_that_answers_a_syn_ends_the_connection() {
        assertEquals(
                List.of("new", "established", "new"), states(CLIENT + "syn", SERVER + "rst+ack", SERVER + "psh+ack"));
    }

    @Test
    void a_reset_by_the_other_end_does_not_make_way_for_a_syn() {
        assertEquals(
                List.of("new", "established", "established", "established"),
                states(CLIENT + "syn", SERVER + "syn+ack", SERVER + "rst", CLIENT + "syn"));
    }

    @Test
    void a_connection_that_was_closed_is_opened_anew() {
        assertEquals(
                List.of("new", "established", "established", "established", "established", "established", "new"),
                states(
                        CLIENT + "syn",
                        SERVER + "syn+ack",
                        CLIENT + "ack",
                        CLIENT + "fin+ack",
                        SERVER + "fin+ack",
                        CLIENT + "ack",
                        CLIENT + "syn"));
    }

    @Test
    void nat_of_one_family_does_nothing_to_packets_of_the_other() {
        var ruleset = """
            table inet t {
              chain pre {
                type nat hook prerouting priority dstnat; policy accept;
                meta l4proto udp dnat ip to 10.1.0.9
                ct state new counter
              }
            }
            """;
        assertEquals(
                List.of("meta l4proto udp dnat ip to 10.1.0.9 continue", "ct state new counter continue"),
                matched(ruleset, "udp:[fd00::9]:1->[fd00:1::9]:2 in=eth0").getFirst());
    }

    private static List<String> states(String... packets) {
        return matched(ROUTER, packets).stream()
                .map(rules -> String.join(",", rules).replaceAll("ct state (\\w+) counter continue", "$1"))
                .toList();
    }

    /// {@return the rules that each of the packets matches}
    private static List<List<String>> matched(String ruleset, String... packets) {
        var tables = NftReader.read(new Source("ruleset.nft", ruleset)).tables();
        var options = new TraceOptions(Set.of(), TraceOptions.DEFAULT.branches(), true);
        var conversation = Tracer.of(new Ruleset(tables), Host.UNKNOWN, options).conversation();
        var all = new ArrayList<List<String>>();
        for (String packet : packets) {
            var spec = PacketReader.read(new Source("packet", packet)).packet().orElseThrow();
            all.add(conversation.trace(spec).steps().stream()
                    .filter(Step.Matched.class::isInstance)
                    .map(Step.Matched.class::cast)
                    .map(m -> m.place().rule().text() + " "
                            + m.verdict().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
                    .toList());
        }
        return all;
    }
}
