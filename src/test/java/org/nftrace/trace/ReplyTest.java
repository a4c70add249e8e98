package org.nftrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nftrace.host.HostReader;
import org.nftrace.ir.Ruleset;
import org.nftrace.nft.NftReader;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketReader;
import org.nftrace.packet.PacketSpec;
import org.nftrace.text.Source;

/// What `--reply` traces: the answer as it is sent, and what conntrack makes of it.
class ReplyTest {

    private static final String NAT = """
        table ip t {
          chain pre { type nat hook prerouting priority -100; tcp dport 8080 dnat to 10.1.0.9:80; }
          chain post { type nat hook postrouting priority 100; oifname "eth1" masquerade; }
          chain fwd { type filter hook forward priority 0; policy drop; ct state established accept; ip daddr 10.1.0.9 accept; }
          chain in { type filter hook input priority 0; policy accept; tcp dport 23 reject; tcp dport 24 drop; }
        }
        """;
    private static final String HOST = """
        $ ip addr
        2: eth0: <UP> mtu 1500
            inet 10.0.0.1/24 scope global eth0
        3: eth1: <UP> mtu 1500
            inet 10.1.0.1/24 scope global eth1
        $ ip route
        10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.1
        10.1.0.0/24 dev eth1 proto kernel scope link src 10.1.0.1
        """;

    @Test
    void the_answer_is_sent_to_what_nat_made_of_the_source_and_comes_back_as_from_whom_was_asked() {
        var answer = answer("tcp:10.0.0.9:40000->10.0.0.1:8080 flags=syn in=eth0");
        assertEquals("10.1.0.9:80->10.1.0.1:40000", ends(answer.packet().packet()));
        assertEquals("10.0.0.1:8080->10.0.0.9:40000", ends(last(answer)));
        assertEquals(Optional.of("eth1"), answer.packet().packet().findText(Fact.IN));
    }

    @Test
    void no_nat_chain_is_asked_about_the_answer() {
        var answer = answer("tcp:10.0.0.9:40000->10.0.0.1:8080 flags=syn in=eth0");
        assertEquals(
                List.of("fwd"),
                answer.steps().stream()
                        .filter(Step.EnteredBaseChain.class::isInstance)
                        .map(step -> ((Step.EnteredBaseChain) step).chain().name())
                        .toList());
    }

    @Test
    void a_syn_is_answered_by_syn_and_ack() {
        var answer = answer("tcp:10.0.0.9:40000->10.0.0.1:8080 flags=syn in=eth0");
        assertEquals(0x12, answer.packet().packet().number(Fact.TCP_FLAGS));
    }

    @Test
    void the_host_itself_answers_what_was_delivered() {
        var answer = answer("udp:10.0.0.9:40000->10.0.0.1:53 in=eth0");
        assertEquals(Optional.of(true), answer.packet().local());
        assertEquals("10.0.0.1:53->10.0.0.9:40000", ends(last(answer)));
    }

    @Test
    void a_ping_is_answered_by_an_echo_reply() {
        var answer = answer("icmp:10.0.0.9->10.0.0.1 type=echo-request in=eth0");
        assertEquals(0, answer.packet().packet().number(Fact.ICMP_TYPE));
    }

    @Test
    void what_did_not_arrive_is_not_answered() {
        assertTrue(isAnswerable("tcp:10.0.0.9:40000->10.0.0.1:22 flags=syn in=eth0"));
        assertFalse(isAnswerable("tcp:10.0.0.9:40000->10.0.0.1:23 flags=syn in=eth0"));
        assertFalse(isAnswerable("tcp:10.0.0.9:40000->10.0.0.1:24 flags=syn in=eth0"));
        assertFalse(isAnswerable("tcp:10.1.0.9:40000->10.0.0.9:25 flags=syn in=eth1"));
    }

    private static Trace answer(String packet) {
        var conversation = conversation();
        var spec = spec(packet);
        conversation.trace(spec);
        return conversation.trace(new PacketSpec(spec.span(), spec.packet(), Optional.empty(), Set.of(), true, false));
    }

    private static boolean isAnswerable(String packet) {
        var conversation = conversation();
        conversation.trace(spec(packet));
        return conversation.isAnswerable();
    }

    private static Conversation conversation() {
        var tables = NftReader.read(new Source("ruleset.nft", NAT)).tables();
        var host = HostReader.read(new Source("host", HOST)).host();
        return Tracer.of(new Ruleset(tables), host, TraceOptions.DEFAULT).conversation();
    }

    private static PacketSpec spec(String packet) {
        return PacketReader.read(new Source("packet", packet)).packet().orElseThrow();
    }

    private static Packet last(Trace trace) {
        return trace.steps().stream()
                .filter(Step.Rewrote.class::isInstance)
                .map(step -> ((Step.Rewrote) step).after())
                .reduce((_, last) -> last)
                .orElse(trace.packet().packet());
    }

    private static String ends(Packet packet) {
        return packet.address(Fact.SOURCE) + ":" + packet.number(Fact.SPORT)
                + "->" + packet.address(Fact.DESTINATION) + ":"
                + packet.number(Fact.DPORT);
    }
}
