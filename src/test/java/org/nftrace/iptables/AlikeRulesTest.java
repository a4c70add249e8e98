package org.nftrace.iptables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nftrace.text.Shortcuts;
import org.nftrace.text.Source;

/// Rules that differ in numbers, addresses and quoted strings are read as if each were the first of its form, values at
/// the bounds of what iptables takes among them.
class AlikeRulesTest {
    private static final int FILES = 200;
    private static final int LINES = 40;
    private static final Shortcuts BY_FORM = new Shortcuts(true, Integer.MAX_VALUE, Runnable::run);

    private static final List<String> RULES = List.of(
            "-s ADDRESS -d ADDRESS -j DROP",
            "! -s ADDRESS/NUMBER -j DROP",
            "-p tcp -m tcp --sport PORT --dport PORT -j ACCEPT",
            "-p udp ! --dport PORT:PORT -j X",
            "-p tcp --destination-port PORT -j ACCEPT",
            "-p tcp -m multiport --dports PORT,PORT,PORT -j ACCEPT",
            "-p udp -m multiport ! --ports PORT,PORT:PORT -j ACCEPT",
            "-p sctp -m sctp --dport PORT -j DROP",
            "-p icmp -m icmp --icmp-type NUMBER/NUMBER -j ACCEPT",
            "-m iprange --src-range ADDRESS-ADDRESS -j DROP",
            "-m limit --limit NUMBER/min --limit-burst NUMBER -j LOG --log-prefix TEXT --log-level NUMBER",
            "-m connlimit ! --connlimit-upto NUMBER --connlimit-mask NUMBER -j DROP",
            "-m mark --mark NUMBER/NUMBER -j MARK --set-mark NUMBER",
            "-m length --length NUMBER:NUMBER -j ACCEPT",
            "-m comment --comment TEXT -j REJECT",
            "-m policy --dir in --pol ipsec --reqid NUMBER --next --reqid NUMBER -j X",
            "-m cluster --cluster-local-node NUMBER --cluster-total-nodes NUMBER --cluster-hash-seed NUMBER -j X",
            "-p tcp -j DNAT --to-destination ADDRESS:PORT-PORT",
            "-j SNAT --to-source ADDRESS-ADDRESS",
            "-j TOS --and-tos NUMBER",
            "-c NUMBER NUMBER -j ACCEPT");
    private static final Map<String, List<String>> ODD = Map.of(
            "PORT",
            List.of("0", "070", "9", "65535", "65536", "123456789012345", ":", "1:", "5:1", "22:22", "0:65535"),
            "ADDRESS",
            List.of(
                    "0.0.0.0",
                    "1.2.3.256",
                    "01.2.3.4",
                    "10.0.0.1/0",
                    "10.0.0.1/33",
                    "10.0.0.1/024",
                    "1.2.3.4/255.0.255.0"),
            "NUMBER",
            List.of("0", "00", "010", "1", "63", "64", "255", "256", "65536", "4294967296", "18446744073709551616"),
            "TEXT",
            List.of("\"\"", "\"b c\"", "\"-j\"", "\"!\"", "\"é\""));
    private static final Pattern HOLE = Pattern.compile("PORT|ADDRESS|NUMBER|TEXT");

    private final Random random = new Random(1);

    @Test
    void rules_of_one_form_are_read_as_if_each_were_the_first() {
        for (int i = 0; i < FILES; i++) {
            var dump = new Source("dump", dump());
            assertEquals(
                    IptablesReader.read(dump.whole(), Shortcuts.NONE),
                    IptablesReader.read(dump.whole(), BY_FORM),
                    dump::text);
        }
    }

    private String dump() {
        List<String> some = random.ints(3, 0, RULES.size()).mapToObj(RULES::get).toList();
        String rules = IntStream.range(0, LINES)
                .mapToObj(_ -> "-A INPUT " + filled(some.get(random.nextInt(some.size()))) + "\n")
                .collect(Collectors.joining());
        return "*filter\n:INPUT ACCEPT [0:0]\n:X - [0:0]\n" + rules + "COMMIT\n";
    }

    private String filled(String rule) {
        boolean odd = random.nextInt(3) == 0;
        return HOLE.matcher(rule).replaceAll(hole -> odd ? anyOf(ODD.get(hole.group())) : usual(hole.group()));
    }

    private String usual(String hole) {
        return switch (hole) {
            case "PORT" -> Integer.toString(1 + random.nextInt(65535));
            case "ADDRESS" -> random.ints(4, 0, 256).mapToObj(Integer::toString).collect(Collectors.joining("."));
            case "NUMBER" -> Integer.toString(random.nextInt(64));
            default -> "\"" + random.nextInt(1000) + "\"";
        };
    }

    private String anyOf(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
