package org.nftrace.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Table;
import org.nftrace.kernel.Event;
import org.nftrace.kernel.KernelMachine;
import org.nftrace.kernel.KernelRun;
import org.nftrace.kernel.Outcome;
import org.nftrace.kernel.ProbeReader;
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.World;
import org.nftrace.kernel.WorldReader;
import org.nftrace.nft.NftReader;
import org.nftrace.text.Source;

/// Each match of a long list, at every hook, asked of the kernel and of us about the same packets.
@Tag("kernel")
class MatchesAgainstKernelTest {
    private static final World WORLD = WorldReader.read("""
        link eth0 address 10.1.0.1/24 address fd00:1::1/64
        link eth1 address 10.2.0.1/24 address fd00:2::1/64
        peer left at eth0 address 10.1.0.9 address fd00:1::9
        peer right at eth1 address 10.2.0.9 address fd00:2::9
        sysctl net.ipv4.ip_forward = 1
        sysctl net.ipv6.conf.all.forwarding = 1
        """);

    private static final Map<String, String> HOOKS = Map.of(
            "raw", "prerouting priority -301",
            "prerouting", "prerouting priority 0",
            "input", "input priority 0",
            "forward", "forward priority 0",
            "output", "output priority 0",
            "postrouting", "postrouting priority 0");

    private static final List<String> PACKETS = List.of(
            "udp:10.1.0.9:4000->10.2.0.9:53 in=eth0",
            "udp:10.1.0.9:4000->10.2.0.9:80 in=eth0 ttl=17 tos=32",
            "tcp:10.1.0.9:4000->10.2.0.9:80 flags=syn in=eth0 tos=2",
            "tcp:10.1.0.9:4001->10.2.0.9:80 flags=ack in=eth0",
            "tcp:10.1.0.9:4002->10.2.0.9:22 flags=syn,ack in=eth0",
            "icmp:10.1.0.9->10.2.0.9 type=8 in=eth0",
            "icmp:10.1.0.9->10.2.0.9 type=0 in=eth0",
            "udp:10.1.0.9:4000->10.1.0.1:53 in=eth0",
            "udp:10.1.0.9:4000->10.2.0.1:53 in=eth0",
            "udp:10.1.0.9:4000->10.1.0.255:53 in=eth0",
            "udp:[fd00:1::9]:4000->[fd00:2::9]:53 in=eth0",
            "tcp:[fd00:1::9]:4000->[fd00:2::9]:80 flags=syn in=eth0 tos=32",
            "icmpv6:[fd00:1::9]->[fd00:2::9] type=128 in=eth0",
            "tcp:[fd00:1::9]:4000->[fd00:1::1]:22 flags=syn in=eth0",
            "sctp:10.1.0.9:4000->10.2.0.9:80 in=eth0",
            "47:10.1.0.9->10.2.0.9 in=eth0",
            "udp:10.2.0.1:4000->10.2.0.9:53 local",
            "tcp:10.2.0.1:4000->10.2.0.9:80 local flags=syn mark=7");

    @Test
    void every_match_holds_where_it_holds_in_the_kernel() throws IOException {
        KernelMachine.require();
        try (var run = KernelRun.in(WORLD)) {
            String listing = run.load(Rules.nft(ruleset(lines("/matches/any.txt"))));
            Table table = NftReader.read(new Source("listing", listing)).tables().stream()
                    .filter(t -> t.name().equals("m"))
                    .findFirst()
                    .orElseThrow();
            var wrong = new ArrayList<String>();
            var asked = new Tally();
            for (String packet : PACKETS) {
                run.forgetConnections();
                compare(packet, run.send(ProbeReader.read(packet)), table, wrong, asked);
            }
            assertEquals("", String.join("\n", wrong));
            assertTrue(asked.decided > 15 * asked.open, () -> asked.open + " of " + asked.decided + " left open");
        }
    }

    private static final class Tally {
        private int decided;
        private int open;
    }

    private static String ruleset(List<String> matches) {
        var text = new StringBuilder("table inet m {\n");
        HOOKS.forEach((chain, hook) -> {
            text.append("chain ")
                    .append(chain)
                    .append(" { type filter hook ")
                    .append(hook)
                    .append(";\n");
            matches.stream()
                    .filter(m -> isAllowed(m, chain))
                    .forEach(m -> text.append(m).append('\n'));
            text.append("}\n");
        });
        return text.append("}\n").toString();
    }

    // A route is looked up for packets that have a way in (net/netfilter/nft_fib.c, nft_fib_validate).
    private static boolean isAllowed(String match, String chain) {
        boolean route = match.startsWith("fib") && (match.contains("oif") || match.contains("iif"));
        return !route || !chain.equals("output") && !chain.equals("postrouting");
    }

    private static void compare(String packet, Outcome outcome, Table table, List<String> wrong, Tally asked) {
        var evaluator = Evaluator.of(new Ruleset(List.of(table)), table);
        var theirs = outcome.path().stream().collect(Collectors.toSet());
        for (Event event : outcome.passage().events()) {
            if (!event.table().equals(table.name()) || event.seen().isEmpty()) {
                continue;
            }
            View view = KernelViews.of(event);
            for (Rule rule : table.chain(event.chain()).orElseThrow().rules()) {
                Answer ours = answer(evaluator, rule, view);
                boolean matched = theirs.stream()
                        .anyMatch(l -> l.table().equals(table.name())
                                && l.chain().equals(event.chain())
                                && l.handle() == rule.handle().orElseThrow());
                if (ours == Answer.UNKNOWN) {
                    asked.open++;
                    continue;
                }
                asked.decided++;
                if (matched != (ours == Answer.YES)) {
                    wrong.add(packet + ": " + event.chain() + " `" + rule.text() + "` holds " + matched + ", we say "
                            + ours + " of " + view.packet());
                }
            }
        }
    }

    private static Answer answer(Evaluator evaluator, Rule rule, View view) {
        Answer all = Answer.YES;
        for (Statement statement : rule.statements()) {
            all = all.and(
                    switch (statement) {
                        case Match match -> evaluator.judge(match, view).answer();
                        case Action.VerdictMap map ->
                            switch (evaluator.lookup(map.key(), map.map(), view)) {
                                case Lookup.Found _ -> Answer.YES;
                                case Lookup.Missing _ -> Answer.NO;
                                case Lookup.Undecided _ -> Answer.UNKNOWN;
                            };
                        case Action _ -> Answer.YES;
                    });
        }
        return all;
    }

    private static List<String> lines(String resource) {
        try (var in = MatchesAgainstKernelTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.isBlank() && !l.startsWith("# "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
