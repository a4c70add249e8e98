package org.nftrace.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Our reading of the trace messages is nft's own, word for word.
@Tag("kernel")
class MonitorTest {

    private static final Pattern RULE =
            Pattern.compile("trace id (\\w+) (\\w+) (\\S+) (\\S+) rule .*# handle (\\d+) \\(verdict (.*)\\)");
    private static final Pattern POLICY = Pattern.compile("trace id (\\w+) (\\w+) (\\S+) (\\S+) policy (\\S+).*");
    private static final Pattern PACKET = Pattern.compile(
            ".* packet: (?:iif \"(?<in>\\S+)\" )?(?:oif \"(?<out>\\S+)\" )?.*ip6? saddr (?<from>\\S+) ip6? daddr"
                    + " (?<to>\\S+) .*");

    private static final String RULES = """
        table inet t {
          chain regular { tcp dport 22 return; counter; goto last; }
          chain last { udp dport vmap { 53 : jump deep, 54 : drop }; meta mark set 7; }
          chain deep { ct state new counter; }
          chain pre {
            type filter hook prerouting priority mangle; policy accept;
            jump regular
            tcp dport { 22, 23 } accept
            meta l4proto icmp drop
          }
          chain in { type filter hook input priority 0; policy drop; tcp dport 23 reject with tcp reset; }
          chain out { type filter hook output priority 0; policy accept; }
        }
        table ip n {
          chain pre { type nat hook prerouting priority dstnat; tcp dport 22 redirect to :2222; }
        }
        """;

    @BeforeAll
    static void machine() {
        KernelMachine.require();
    }

    @Test
    void what_we_read_from_the_kernel_is_what_nft_prints() throws IOException {
        try (var run = KernelRun.in(Worlds.HOST)) {
            run.load(Rules.nft(RULES));
            try (var monitor = Monitor.start(run.live().host())) {
                var outcomes = run.send(List.of(
                        ProbeReader.read("tcp:10.1.0.9:40000->10.1.0.1:22 in=eth0"),
                        ProbeReader.read("tcp:10.1.0.9:40000->10.1.0.1:23 in=eth0"),
                        ProbeReader.read("udp:10.1.0.9:40000->10.1.0.1:53 in=eth0"),
                        ProbeReader.read("udp:[fd00:1::9]:40000->[fd00:1::1]:54 in=eth0"),
                        ProbeReader.read("icmp:10.1.0.9->10.1.0.1 in=eth0"),
                        ProbeReader.read("udp:10.1.0.1:5->10.2.0.9:53 local")));
                var ours = allEvents(outcomes);
                var theirs = withoutChatter(monitor.printed(), ours);
                assertTrue(ours.size() > 40, () -> "only " + ours);
                assertEquals(
                        lines(theirs),
                        ours.stream().flatMap(e -> line(e).stream()).toList());
                assertEquals(
                        packets(theirs),
                        ours.stream().flatMap(e -> packet(e).stream()).toList());
            }
        }
    }

    /// In the order of the messages: the reset comes in front of the reject that sends it, which is the packet's last
    /// event; an answer to a packet that was delivered comes behind it.
    private static List<Event> allEvents(List<Outcome> outcomes) {
        var all = new ArrayList<Event>();
        for (var outcome : outcomes) {
            var own = outcome.passage().events();
            var rejected =
                    own.getLast().verdict().equals("drop") && !outcome.made().isEmpty();
            all.addAll(rejected ? own.subList(0, own.size() - 1) : own);
            outcome.made().forEach(made -> all.addAll(made.passage().events()));
            if (rejected) {
                all.add(own.getLast());
            }
        }
        return all;
    }

    /// A host says now and then which multicast groups it is in; that is traced too.
    private static List<String> withoutChatter(List<String> printed, List<Event> ours) {
        var ids = ours.stream().map(event -> "%08x".formatted(event.id())).collect(Collectors.toSet());
        return printed.stream()
                .filter(line -> line.startsWith("trace id ") && ids.contains(line.split(" ")[2]))
                .toList();
    }

    private static Optional<String> line(Event e) {
        return e.kind() == Event.Kind.END ? Optional.empty() : Optional.of("%08x ".formatted(e.id()) + e.line());
    }

    private static Optional<String> packet(Event e) {
        return e.seen()
                .flatMap(seen -> seen.headers()
                        .map(headers -> "%08x %s %s %s %s"
                                .formatted(
                                        e.id(),
                                        seen.in().orElse("-"),
                                        seen.out().orElse("-"),
                                        headers.source(),
                                        headers.destination())));
    }

    private static List<String> lines(List<String> printed) {
        var lines = new ArrayList<String>();
        for (var text : printed) {
            var rule = RULE.matcher(text);
            var policy = POLICY.matcher(text);
            if (rule.matches()) {
                lines.add(rule.group(1) + " " + rule.group(2) + " " + rule.group(3) + " " + rule.group(4) + " rule "
                        + rule.group(5) + " " + rule.group(6));
            } else if (policy.matches()) {
                lines.add(policy.group(1) + " " + policy.group(2) + " " + policy.group(3) + " " + policy.group(4)
                        + " policy " + policy.group(5));
            }
        }
        return lines;
    }

    private static List<String> packets(List<String> printed) {
        var packets = new ArrayList<String>();
        for (var text : printed) {
            var packet = PACKET.matcher(text);
            if (packet.matches()) {
                packets.add("%s %s %s %s %s"
                        .formatted(
                                text.split(" ")[2],
                                Optional.ofNullable(packet.group("in")).orElse("-"),
                                Optional.ofNullable(packet.group("out")).orElse("-"),
                                packet.group("from"),
                                packet.group("to")));
            }
        }
        return packets;
    }
}
