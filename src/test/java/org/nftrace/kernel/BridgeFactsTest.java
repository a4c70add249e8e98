package org.nftrace.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Bridges, devices and iptables as the harness shows them.
@Tag("kernel")
class BridgeFactsTest {

    private static KernelRun run;

    @BeforeAll
    static void world() throws IOException {
        KernelMachine.require();
        run = KernelRun.in(Worlds.BRIDGE);
    }

    @AfterAll
    static void end() throws IOException {
        if (run != null) {
            run.close();
        }
    }

    @Test
    void ip_hooks_run_inside_those_of_the_bridge() throws IOException {
        run.load(Rules.nft(""));
        var bridged = run.send(ProbeReader.read("udp:172.18.0.2:1->172.18.0.3:2 in=veth2 dst-mac="
                + Worlds.BRIDGE.peers().get(2).mac()));
        assertEquals(
                List.of(
                        "bridge prerouting",
                        "ip prerouting",
                        "bridge forward",
                        "ip forward",
                        "bridge postrouting",
                        "ip postrouting",
                        "ip sent"),
                bridged.hooks());
        assertEquals(
                List.of("veth3"), bridged.emitted().stream().map(Frame::link).toList());
    }

    @Test
    void a_frame_for_the_host_passes_input_of_the_bridge_first() throws IOException {
        run.load(Rules.nft(""));
        var toHost = run.send(ProbeReader.read("udp:[fd00:18::2]:1->[fd00:1::9]:2 in=veth2"));
        assertEquals(
                List.of(
                        "bridge prerouting",
                        "ip6 prerouting",
                        "bridge input",
                        "ip6 forward",
                        "ip6 postrouting",
                        "ip6 sent"),
                toHost.hooks());
    }

    @Test
    void devices_have_their_place_before_prerouting_and_after_postrouting() throws IOException {
        run.load(Rules.nft("""
            table netdev d {
              chain in { type filter hook ingress device "eth0" priority 0; }
              chain out { type filter hook egress device "veth2" priority 0; }
            }
            table inet t {
              chain in { type filter hook ingress device "eth0" priority -1; }
              chain pre { type filter hook prerouting priority 0; }
            }
            table bridge b { chain post { type filter hook postrouting priority 0; }; }
            """));
        var outcome = run.send(ProbeReader.read("udp:10.1.0.9:1->172.18.0.2:2 in=eth0"));
        assertEquals(
                List.of("inet t in", "netdev d in", "inet t pre", "bridge b post", "netdev d out"),
                outcome.path().stream()
                        .map(line -> line.family() + " " + line.table() + " " + line.chain())
                        .toList());
    }

    @Test
    void rules_of_iptables_have_handles_like_others() throws IOException {
        var dump = run.load(Rules.iptables("""
            *nat
            :PREROUTING ACCEPT [0:0]
            -A PREROUTING -p udp --dport 53 -j DNAT --to-destination 172.18.0.2:5353
            COMMIT
            *filter
            :FORWARD DROP [0:0]
            -A FORWARD -m conntrack --ctstate DNAT -j ACCEPT
            COMMIT
            """));
        var outcome = run.send(ProbeReader.read("udp:10.1.0.9:1->10.1.0.1:53 in=eth0"));
        var rules = new RuleTexts(dump);
        assertEquals(
                List.of(
                        "udp dport 53 counter packets 0 bytes 0 dnat to 172.18.0.2:5353",
                        "ct status dnat counter packets 0 bytes 0 accept"),
                outcome.path().stream().map(rules::of).toList());
    }
}
