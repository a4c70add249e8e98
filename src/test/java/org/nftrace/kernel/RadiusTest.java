package org.nftrace.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The story of `samples/radius`, told by the kernel.
@Tag("kernel")
class RadiusTest {

    private static final Path SAMPLE = Path.of("samples", "radius");

    @BeforeAll
    static void machine() {
        KernelMachine.require();
    }

    @Test
    void a_request_to_the_published_port_meets_the_rules_of_docker_and_firewalld() throws IOException {
        var request = conversation().getFirst();
        assertEquals(
                List.of(
                        "ip nat PREROUTING jump DOCKER",
                        "ip nat DOCKER accept",
                        "ip filter FORWARD jump DOCKER-USER",
                        "ip filter DOCKER-USER return",
                        "ip filter FORWARD jump DOCKER-ISOLATION-STAGE-1",
                        "ip filter DOCKER-ISOLATION-STAGE-1 return",
                        "ip filter FORWARD jump DOCKER",
                        "ip filter DOCKER accept",
                        "inet firewalld filter_FORWARD accept",
                        "ip nat POSTROUTING accept",
                        "ip firewalld nat_POSTROUTING jump nat_POSTROUTING_ZONES",
                        "ip firewalld nat_POSTROUTING_ZONES goto nat_POST_public",
                        "ip firewalld nat_POST_public jump nat_POST_public_allow",
                        "ip firewalld nat_POST_public_allow accept"),
                steps(request));
        assertEquals(
                List.of(
                        "ip prerouting",
                        "ip forward",
                        "ip postrouting",
                        "ip sent",
                        "bridge output",
                        "bridge postrouting"),
                request.hooks());
        assertEquals(
                List.of("vethr 172.20.0.1 -> 172.20.0.4"),
                request.emitted().stream().map(RadiusTest::addresses).toList());
    }

    /// The bridge's input and ip's forward are both passed: conntrack puts the client's address back inside the
    /// bridge's prerouting.
    @Test
    void the_answer_meets_no_nat_chain_but_the_input_hook_of_the_bridge_and_the_forward_hook_of_ip()
            throws IOException {
        var answer = conversation().getLast();
        assertEquals(
                List.of(
                        "ip filter FORWARD jump DOCKER-USER",
                        "ip filter DOCKER-USER return",
                        "ip filter FORWARD jump DOCKER-ISOLATION-STAGE-1",
                        "ip filter DOCKER-ISOLATION-STAGE-1 return",
                        "ip filter FORWARD accept",
                        "inet firewalld filter_FORWARD accept"),
                steps(answer));
        assertEquals(
                List.of(
                        "bridge prerouting",
                        "ip prerouting",
                        "bridge input",
                        "ip forward",
                        "ip postrouting",
                        "ip sent"),
                answer.hooks());
        assertEquals(
                List.of("ens192 10.254.10.252 -> 10.254.10.105"),
                answer.emitted().stream().map(RadiusTest::addresses).toList());
    }

    private static List<Outcome> conversation() throws IOException {
        var world = WorldReader.read(Files.readString(SAMPLE.resolve("world")));
        try (var run = KernelRun.in(world)) {
            run.load(Rules.nft(Files.readString(SAMPLE.resolve("ruleset.nft"))));
            return run.send(List.of(
                    ProbeReader.read("udp:10.254.10.105:40000->10.254.10.252:1812 in=ens192"),
                    ProbeReader.read("udp:172.20.0.4:1812->172.20.0.1:40000 in=vethr")));
        }
    }

    private static List<String> steps(Outcome outcome) {
        return outcome.path().stream()
                .map(line -> line.family() + " " + line.table() + " " + line.chain() + " " + line.verdict())
                .toList();
    }

    private static String addresses(Frame frame) {
        var headers = frame.headers().orElseThrow();
        return frame.link() + " " + headers.source() + " -> " + headers.destination();
    }
}
