package org.nftrace.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nftrace.packet.PacketsFile;
import org.nftrace.text.Source;
import org.nftrace.trace.Step;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

class RedactionTest {
    private static final String PARTING = "\n=====\n";

    @Test
    void packets_of_the_samples_meet_the_same_rules_and_verdicts_when_all_addresses_are_others() throws IOException {
        int packets = 0;
        try (Stream<Path> files = Files.walk(Path.of("samples"), 2)) {
            for (Path dump : files.filter(RedactionTest::isTold).sorted().toList()) {
                String all = all(dump);
                for (String secret : List.of("one", "two", "three")) {
                    String other = Redaction.of(all, secret.getBytes(UTF_8));
                    assertNotEquals(all, other);
                    var ways = ways(all);
                    assertEquals(ways, ways(other), dump + " with secret " + secret);
                    packets += ways.size();
                }
            }
        }
        assertTrue(packets > 50, "packets: " + packets);
    }

    @Test
    void addresses_stay_in_their_class_and_keep_what_they_have_in_common() {
        String text =
                "10.1.2.3 10.1.9.9 192.168.7.1 127.0.0.1 224.0.0.251 255.255.255.0 8.8.8.8 8.8.4.4 fe80::1 fd00:a::1"
                        + " ff02::1";
        String[] other = Redaction.of(text, "secret".getBytes(UTF_8)).split(" ");
        assertTrue(other[0].startsWith("10.") && other[2].startsWith("192.168."), text);
        assertEquals(sixteen(other[0]), sixteen(other[1]));
        assertEquals(
                List.of("127.0.0.1", "224.0.0.251", "255.255.255.0"),
                List.of(other).subList(3, 6));
        assertEquals(sixteen(other[6]), sixteen(other[7]));
        assertFalse(other[6].startsWith("8.8."), other[6]);
        assertTrue(other[8].startsWith("fe80::") && other[9].startsWith("fd") && other[10].equals("ff02::1"), text);
    }

    @Test
    void a_range_keeps_its_order_and_a_network_its_zeros() {
        String other = Redaction.of("ip saddr 9.9.9.5-9.9.9.20 9.9.9.7 8.0.0.0/8 9.9.9.9", "s".getBytes(UTF_8));
        String[] words = other.split("[ -]");
        assertEquals(15, last(words[3]) - last(words[2]), other);
        assertEquals(2, last(words[4]) - last(words[2]), other);
        assertTrue(words[5].endsWith(".0.0.0/8"), other);
    }

    @Test
    void what_is_no_address_stays() {
        String text = "[12:345] 12:34:56 tcp dport 22 Linux 6.18.1 meter m0 size 65535 0x1.2 bridge_id docker0 1.2.3";
        assertEquals(text, Redaction.of(text, "s".getBytes(UTF_8)));
    }

    private static boolean isTold(Path dump) {
        return dump.toString().endsWith(".nft")
                && Files.exists(dump.resolveSibling("packets.txt"))
                && Files.isDirectory(dump.resolveSibling("host"));
    }

    private static int last(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
    }

    private static String sixteen(String address) {
        return address.substring(0, address.indexOf('.', address.indexOf('.') + 1));
    }

    private static String all(Path dump) throws IOException {
        var parts = new ArrayList<String>();
        parts.add(Files.readString(dump));
        parts.add(Files.readString(dump.resolveSibling("packets.txt")));
        try (Stream<Path> files = Files.list(dump.resolveSibling("host"))) {
            for (Path file : files.sorted().toList()) {
                parts.add(Files.readString(file));
            }
        }
        return String.join(PARTING, parts);
    }

    private static List<List<String>> ways(String all) {
        String[] parts = all.split(PARTING);
        var host = new ArrayList<Source>();
        for (int i = 2; i < parts.length; i++) {
            host.add(new Source("host" + i, parts[i]));
        }
        Loaded loaded = Loader.load(List.of(new Source("ruleset.nft", parts[0])), host);
        var tracer = Tracer.of(loaded.ruleset(), loaded.host(), TraceOptions.DEFAULT);
        return PacketsFile.read(new Source("packets.txt", parts[1])).packets().stream()
                .map(p -> way(tracer.trace(p).steps()))
                .toList();
    }

    private static List<String> way(List<Step> steps) {
        var way = new ArrayList<String>();
        for (Step step : steps) {
            if (step instanceof Step.Matched(var place, var verdict)) {
                way.add(place.table().name() + " " + place.chain().name() + " " + place.index() + " " + verdict);
            } else if (step instanceof Step.Decided(var outcome)) {
                way.add(outcome.getClass().getSimpleName());
            } else if (step instanceof Step.Forked(_, var branches)) {
                branches.forEach(b -> way.addAll(way(b.steps())));
            }
        }
        return way;
    }
}
