package org.nftrace.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Table;
import org.nftrace.kernel.Event;
import org.nftrace.kernel.KernelMachine;
import org.nftrace.kernel.KernelRun;
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.WorldReader;
import org.nftrace.kernel.generate.Sieve;
import org.nftrace.nft.NftReader;
import org.nftrace.text.Source;

/// What the sets say of rules, held against the kernel: each rule that is not dead is matched by the packet that the
/// analysis gives, and no dead rule by any of the packets.
///
/// `-Dlaws.kernel=50` takes so many rulesets.
@Tag("kernel")
class WitnessKernelTest {
    private static final int RULESETS = Integer.getInteger("laws.kernel", 5);

    private static final List<String> LINKS = List.of("lan", "eth0", "eth1", "veth7");
    private static final String OTHER = "wan";

    /// All is forwarded, by one link to a router that knows the way; nobody answers.
    private static final String WORLD = """
        link lan address 10.250.0.1/24 address fd00:fa::1/64
        link eth0 address 10.250.1.1/24 address fd00:fb::1/64
        link eth1 address 10.250.2.1/24 address fd00:fc::1/64
        link veth7 address 10.250.3.1/24 address fd00:fd::1/64
        link wan address 10.250.9.1/24 address fd00:ff::1/64
        peer router at wan address 10.250.9.9 address fd00:ff::9
        peer a at lan address 10.250.0.9
        peer b at eth0 address 10.250.1.9
        peer c at eth1 address 10.250.2.9
        peer d at veth7 address 10.250.3.9
        route default via 10.250.9.9
        route -6 default via fd00:ff::9
        sysctl net.ipv4.ip_forward = 1
        sysctl net.ipv6.conf.all.forwarding = 1
        sysctl net.ipv4.conf.all.rp_filter = 0
        sysctl net.ipv4.conf.default.rp_filter = 0
        sysctl net.netfilter.nf_conntrack_tcp_be_liberal = 1
        """;

    /// It asks for connections only so that they are tracked.
    private static final String TRACKING = "table inet tracking {\n"
            + "  chain first {\n"
            + "    type filter hook prerouting priority 300;\n"
            + "    ct state new\n"
            + "  }\n"
            + "}\n";

    private int dead;
    private final List<String> unsent = new ArrayList<>();
    private int sent;
    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    static void machine() {
        KernelMachine.require();
    }

    @Test
    void in_the_kernel_a_rule_is_matched_by_its_witness_and_a_dead_one_by_none() throws IOException {
        try (var run = KernelRun.in(WorldReader.read(WORLD))) {
            for (int seed = 0; seed < RULESETS; seed++) {
                var rules = Rules.nft(new RuleDraw(new Random(seed)).table(false));
                Sieve.Loaded loaded = Sieve.load(run, rules);
                judge(run, loaded.rules(), table(loaded.listing()));
            }
        }
        System.out.println(this);
        assertEquals(List.of(), wrong);
        assertTrue(sent > 10 * unsent.size(), toString());
    }

    @Override
    public String toString() {
        return "of " + RULESETS + " rulesets " + dead + " rules are dead; " + (sent + unsent.size())
                + " are not, of which " + sent + " had a witness that could be sent: " + wrong.size()
                + " of them went another way; not sent: " + unsent;
    }

    private void judge(KernelRun run, Rules rules, Table table) throws IOException {
        Reach reach = Reach.of(table, true);
        assertTrue(reach.isDecided());
        var deliveries = new Deliveries(reach, LINKS, OTHER);
        var deadLines = new HashSet<String>();
        var alive = new LinkedHashMap<String, Rule>();
        for (Chain chain : table.chains()) {
            for (Rule rule : chain.rules()) {
                if (reach.isMatched(rule)) {
                    alive.put(line(chain, rule), rule);
                } else {
                    deadLines.add(line(chain, rule));
                }
            }
        }
        dead += deadLines.size();
        for (var entry : alive.entrySet()) {
            Optional<Delivery> delivery = deliveries.of(entry.getValue());
            sent += delivery.isPresent() ? 1 : 0;
            if (delivery.isEmpty()) {
                unsent.add(entry.getValue().text());
            }
            if (delivery.isPresent()) {
                List<String> met = met(run, rules, delivery.get());
                if (!met.contains(entry.getKey()) || met.stream().anyMatch(deadLines::contains)) {
                    wrong.add(entry.getValue().text() + " for " + delivery.get() + " which meets " + met + " in\n"
                            + table.span().text());
                }
            }
        }
    }

    /// Each comes to a host that knows no connections but those made for it.
    ///
    /// {@return the rules that it matches}
    private static List<String> met(KernelRun run, Rules rules, Delivery delivery) throws IOException {
        run.load(Rules.nft(TRACKING));
        run.send(delivery.before());
        run.add(Rules.nft(delivery.table()));
        run.add(rules);
        return run.send(delivery.probe()).path().stream()
                .filter(line -> line.kind() == Event.Kind.RULE)
                .map(line -> line.table() + " " + line.chain() + " " + line.handle())
                .toList();
    }

    private static String line(Chain chain, Rule rule) {
        return "t " + chain.name() + " " + rule.handle().orElseThrow();
    }

    private static Table table(String listing) {
        return NftReader.read(new Source("listing", listing)).tables().getFirst();
    }
}
