package org.nftrace.iptables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nftrace.text.Repeated;
import org.nftrace.text.Shortcuts;
import org.nftrace.text.Source;

/// What holds of every dump of iptables, tried on those of the golden cases and on rules made at random.
class IptablesLawsTest {
    private static final Path CASES = Path.of("src/test/resources/golden/parse");
    private static final Pattern MARKER = Pattern.compile("^-- (\\S.*?) --\\R", Pattern.MULTILINE);
    private static final int RANDOM_DUMPS = 150;
    private static final List<String> HEADERS = List.of(
            "-s 10.0.0.1/32",
            "! -d 10.0.0.0/8",
            "-s 10.0.0.1,10.0.0.2",
            "-d 0.0.0.0/0",
            "-i eth0",
            "-o \"eth1\"",
            "-p tcp",
            "-p 17",
            "-f",
            "-4",
            "-c 3 180");
    private static final List<String> MATCHES = List.of(
            "-m tcp --dport 22",
            "--sport 1024:65535",
            "-m udp ! --dport 53",
            "-m multiport --dports 22,80,443",
            "-m multiport --ports 1:5,9 -m comment --comment \"a 1\"",
            "-m comment --comment \"22 of 7\"",
            "-m comment --comment -5",
            "-m conntrack --ctstate NEW,ESTABLISHED",
            "-m conntrack --ctorigdst 10.0.0.1 --ctorigdstport 80",
            "-m limit --limit 5/sec --limit-burst 7",
            "-m mark --mark 0x1/0xff",
            "-m mark --mark 12",
            "-m iprange --src-range 10.0.0.1-10.0.0.9",
            "-m tcp -m comment --dport 22 --comment \"x\"",
            "-m ttl --ttl-eq 64",
            "-m length --length 100:200",
            "-m foo --bar 12",
            "-m recent --name \"R 1\" --seconds 60 --update",
            "-m connlimit --connlimit-above 10");
    private static final List<String> TARGETS = List.of(
            "-j ACCEPT",
            "-j LOG --log-prefix \"x27 \" --log-level 4",
            "-j DNAT --to-destination 10.0.0.9:80",
            "-j DNAT --to-destination 10.0.0.9:80-90",
            "-j REJECT --reject-with tcp-reset",
            "-j MARK --set-xmark 0x1/0xffffffff",
            "-j MARK --set-mark 7",
            "-j \"c 1\"",
            "-j SNAT --to-source 10.0.0.1-10.0.0.3",
            "-g c7",
            "-j NFLOG --nflog-group 5",
            "");

    private static Stream<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        try (var files = Files.list(CASES)) {
            for (Path file : files.sorted().toList()) {
                texts.add(MARKER.split(Files.readString(file))[1]);
            }
        }
        IntStream.range(0, RANDOM_DUMPS).mapToObj(IptablesLawsTest::dump).forEach(texts::add);
        return texts.stream();
    }

    private static String dump(int seed) {
        var random = new Random(seed);
        var text = new StringBuilder("*filter\n:INPUT ACCEPT [0:0]\n:c7 - [0:0]\n");
        for (int rule = 0; rule < 8; rule++) {
            var words = new ArrayList<String>();
            words.add(random.nextInt(4) == 0 ? "[3:180] -A INPUT" : "-A INPUT");
            words.addAll(some(HEADERS, 3, random));
            words.addAll(some(MATCHES, 3, random));
            words.addAll(some(TARGETS, 1, random));
            text.append(String.join(" ", words)).append('\n');
        }
        return text.append("COMMIT\n").toString();
    }

    private static List<String> some(List<String> all, int most, Random random) {
        int count = most == 1 ? 1 : random.nextInt(most);
        return random.ints(count, 0, all.size()).mapToObj(all::get).toList();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_rule_that_is_like_another_is_read_as_if_it_were_the_first(String text) {
        String repeated = Repeated.lines(text, line -> line.contains("-A "), new Random(7));
        for (String some : List.of(text, repeated, repeated.replace("\n", "\r\n"))) {
            var source = new Source("dump.save", some);
            assertEquals(IptablesReader.read(source.whole(), Shortcuts.NONE), IptablesReader.read(source));
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_rule_that_is_read_ahead_is_read_as_if_those_before_it_had_been(String text) {
        String repeated = Repeated.lines(text, line -> line.contains("-A "), new Random(8));
        for (String some : List.of(text, repeated, repeated + repeated, repeated.replace("\n", "\r\n"))) {
            var source = new Source("dump.save", some);
            assertEquals(
                    IptablesReader.read(source.whole(), Shortcuts.NONE),
                    IptablesReader.read(source.whole(), Repeated.AHEAD));
        }
    }

    @Test
    void a_rule_is_read_with_the_chains_that_are_declared_above_it() {
        String rules = "-A INPUT -s 10.0.0.1/32 -j LOG\n".repeat(20);
        var source = new Source("dump.save", "*filter\n:INPUT ACCEPT [0:0]\n" + rules + ":LOG - [0:0]\n" + rules);
        assertEquals(
                IptablesReader.read(source.whole(), Shortcuts.NONE),
                IptablesReader.read(source.whole(), Repeated.AHEAD));
    }
}
