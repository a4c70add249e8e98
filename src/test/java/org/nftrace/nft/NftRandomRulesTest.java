package org.nftrace.nft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.nftrace.text.Repeated;
import org.nftrace.text.Shortcuts;
import org.nftrace.text.Source;

/// Rules made at random as nft would print them: each is read without a word and printed as it was.
class NftRandomRulesTest {

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void a_rule_that_nft_would_print_is_printed_back(@ForAll("rules") String rule) {
        String listing = "table inet t {\n\tchain c {\n\t\t" + rule + "\n\t}\n}\n";
        NftReader.Read read = NftReader.read(new Source("random.nft", listing));
        assertEquals(List.of(), read.diagnostics());
        assertEquals(listing, NftPrinter.print(read.tables()));
        assertEquals(
                rule,
                read.tables().getFirst().chains().getFirst().rules().getFirst().text());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void rules_that_are_like_each_other_are_read_as_if_each_were_the_first(
            @ForAll("rules") String rule, @ForAll Random random) {
        String rules = Repeated.lines("\t\t" + rule, _ -> true, random);
        var source = new Source("random.nft", "table inet t {\n\tchain c {\n" + rules + "\t}\n}\n");
        var read = NftReader.read(source.whole(), Shortcuts.NONE);
        assertEquals(read, NftReader.read(source));
        assertEquals(read, NftReader.read(source.whole(), Repeated.AHEAD));
    }

    @Provide
    Arbitrary<String> rules() {
        Arbitrary<String> matches = match().list().ofMaxSize(4).map(all -> String.join(" ", all));
        Arbitrary<String> comment = Arbitraries.of("", "", " comment \"why not\"", " comment \"# { } ;\"");
        return Combinators.combine(matches, action(), comment)
                .as((first, then, last) -> (first.isEmpty() ? then : first + " " + then) + last);
    }

    private Arbitrary<String> match() {
        return Arbitraries.oneOf(
                side(Arbitraries.of("tcp dport", "udp sport", "th dport", "ct original proto-dst"), port()),
                side(Arbitraries.of("ip saddr", "ip daddr", "ct original ip saddr"), address4()),
                side(Arbitraries.of("ip6 saddr", "ip6 daddr"), address6()),
                side(
                        Arbitraries.of("iifname", "oifname", "meta ibrname"),
                        Arbitraries.of("\"eth0\"", "\"veth*\"", "\"br-1\"")),
                side(Arbitraries.of("meta mark", "ct mark", "meta mark & 0x000000ff =="), mark()),
                side(Arbitraries.of("ip dscp", "ip6 dscp"), Arbitraries.of("cs1", "af41", "ef", "0x02")),
                side(
                        Arbitraries.of("meta l4proto", "ip6 nexthdr"),
                        Arbitraries.of("tcp", "udp", "sctp", "ipv6-icmp", "200")),
                side(Arbitraries.of("icmp type"), Arbitraries.of("echo-request", "redirect", "time-exceeded", "77")),
                side(Arbitraries.of("ether saddr"), Arbitraries.of("00:11:22:33:44:55", "de:ad:be:ef:00:01")),
                Arbitraries.of("established", "related", "new", "untracked", "invalid")
                        .set()
                        .ofMinSize(1)
                        .map(states -> "ct state " + String.join(",", states)),
                Arbitraries.of(
                        "tcp flags & (fin | syn | rst | ack) == syn",
                        "tcp flags syn / fin,syn",
                        "fib daddr type local",
                        "ct status ! dnat",
                        "frag more-fragments 1",
                        "exthdr hbh missing",
                        "tcp option maxseg exists",
                        "meta hour \"08:00\"-\"17:30\"",
                        "@th,16,16 0x50",
                        "limit rate 10/second burst 5 packets",
                        "ip saddr . tcp dport { 192.0.2.1 . 22, 192.0.2.0/24 . 80-90 }",
                        "ct count over 20",
                        "xt match \"recent\""));
    }

    // A field compared with one value, with a range of two, with a set, or with anything else than one.
    private static Arbitrary<String> side(Arbitrary<String> field, Arbitrary<String> value) {
        Arbitrary<String> set = value.list().ofMinSize(1).ofMaxSize(5).map(NftRandomRulesTest::braces);
        Arbitrary<String> compared = Arbitraries.oneOf(value, set, value.map(v -> "!= " + v), set.map(s -> "!= " + s));
        return Combinators.combine(field, compared)
                .as((left, right) -> left.endsWith("==") && right.startsWith("!=")
                        ? left.substring(0, left.length() - 2) + right
                        : left + " " + right);
    }

    private static String braces(List<String> values) {
        return values.stream().collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static Arbitrary<String> port() {
        Arbitrary<Integer> port = Arbitraries.integers().between(0, 65535);
        return Arbitraries.oneOf(
                port.map(String::valueOf),
                Combinators.combine(port, port).as((a, b) -> Math.min(a, b) + "-" + Math.max(a, b)));
    }

    private static Arbitrary<String> mark() {
        Arbitrary<String> mark = Arbitraries.integers().map(n -> String.format("0x%08x", n));
        return Arbitraries.oneOf(mark, Combinators.combine(mark, mark).as((a, b) -> a + "-" + b));
    }

    private static Arbitrary<String> address4() {
        Arbitrary<Integer> octet = Arbitraries.integers().between(0, 255);
        Arbitrary<String> address =
                Combinators.combine(octet, octet, octet, octet).as((a, b, c, d) -> a + "." + b + "." + c + "." + d);
        return Arbitraries.oneOf(
                address,
                Combinators.combine(octet, Arbitraries.integers().between(1, 31))
                        .as((a, bits) -> a + ".0.0.0/" + bits),
                Combinators.combine(address, address).as((a, b) -> a + "-" + b));
    }

    private static Arbitrary<String> address6() {
        return Arbitraries.of(
                "2001:db8::1", "fe80::/10", "::1", "2001:db8:1:2:3:4:5:6", "fd00::1-fd00::ff", "::ffff:192.0.2.1");
    }

    private Arbitrary<String> action() {
        Arbitrary<String> before =
                Arbitraries.of("", "counter ", "counter packets 7 bytes 420 ", "log prefix \"a b\" level info ");
        Arbitrary<String> verdict = Arbitraries.oneOf(
                Arbitraries.of(
                        "accept",
                        "drop",
                        "return",
                        "jump DOCKER-USER",
                        "goto log",
                        "reject",
                        "reject with tcp reset",
                        "reject with icmpx admin-prohibited",
                        "masquerade fully-random",
                        "notrack",
                        "queue flags bypass to 1-3",
                        "tcp dport vmap { 22 : accept, 80-90 : jump web }",
                        "update @seen { ip saddr timeout 1m counter }",
                        "ip dscp set cs1",
                        "tcp option maxseg size set rt mtu"),
                mark().filter(m -> !m.contains("-")).map(m -> "meta mark set meta mark | " + m),
                Combinators.combine(address4().filter(a -> !a.contains("/")), port())
                        .as((a, p) -> "dnat ip to " + a + ":" + p));
        return Combinators.combine(before, verdict).as(String::concat);
    }
}
