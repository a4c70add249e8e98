package org.nftrace.iptables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.nftrace.iptables.IptablesPrinter.Wording;
import org.nftrace.nft.NftPrinter;
import org.nftrace.nft.NftReader;
import org.nftrace.text.Source;

/// Rules made at random as `iptables-save` would print them: printed as nft, read again and printed as iptables, each
/// is what it was.
class BothWaysTest {

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void a_rule_that_nft_can_say_comes_back_the_same(@ForAll("rules") String rule) {
        String saved = "# iptables-save\n"
                + "*filter\n"
                + ":INPUT ACCEPT [0:0]\n"
                + ":FORWARD ACCEPT [0:0]\n"
                + ":OUTPUT ACCEPT [0:0]\n"
                + ":web - [0:0]\n"
                + rule + "\nCOMMIT\n";
        var read = IptablesReader.read(new Source("rules.save", saved));
        assertEquals(List.of(), read.diagnostics());
        assertEquals(List.of(), NftPrinter.unsayable(read.tables()));

        var again = NftReader.read(new Source("rules.nft", NftPrinter.print(read.tables())));
        assertEquals(List.of(), again.diagnostics());
        var printed = IptablesPrinter.print(again.tables(), Wording.CANONICAL);
        assertEquals(List.of(), printed.diagnostics());
        assertEquals(saved, printed.text());
    }

    @Provide
    Arbitrary<String> rules() {
        var conditions = Combinators.combine(
                        maybe(source()), maybe(destination()), maybe(in()), maybe(out()), protocol())
                .as((s, d, i, o, p) -> s + d + i + o + p);
        var matches =
                match().list().ofMaxSize(3).uniqueElements(BothWaysTest::name).map(all -> String.join("", all));
        var comment = Arbitraries.of("", "", " -m comment --comment \"why not\"", " -m comment --comment once");
        return Combinators.combine(conditions, matches, comment, target())
                .as((first, then, said, last) -> "-A FORWARD" + first + then + said + last);
    }

    // Two of a kind are one match to nft, where they can be one.
    private static String name(String match) {
        return match.replace(" !", "").split(" ")[2];
    }

    private static Arbitrary<String> maybe(Arbitrary<String> option) {
        return Arbitraries.oneOf(Arbitraries.just(""), option);
    }

    private static Arbitrary<String> not() {
        return Arbitraries.of("", "", " !");
    }

    private static Arbitrary<String> source() {
        return Combinators.combine(not(), network()).as((not, network) -> not + " -s " + network);
    }

    private static Arbitrary<String> destination() {
        return Combinators.combine(not(), network()).as((not, network) -> not + " -d " + network);
    }

    private static Arbitrary<String> network() {
        return Arbitraries.of("10.0.0.0/8", "192.0.2.1/32", "198.51.100.128/25", "10.0.2.0/255.0.255.0");
    }

    private static Arbitrary<String> in() {
        return Combinators.combine(not(), Arbitraries.of("eth0", "veth+")).as((not, name) -> not + " -i " + name);
    }

    private static Arbitrary<String> out() {
        return Combinators.combine(not(), Arbitraries.of("eth1", "br-+")).as((not, name) -> not + " -o " + name);
    }

    private static Arbitrary<String> port() {
        return Arbitraries.of("22", "0", "65535", "1024:65535", "53:60");
    }

    private static Arbitrary<String> protocol() {
        var ports = Combinators.combine(Arbitraries.of("tcp", "udp", "sctp", "dccp"), not(), port(), not(), port())
                .as((p, notFrom, from, notTo, to) ->
                        " -p " + p + " -m " + p + notFrom + " --sport " + from + notTo + " --dport " + to);
        var lists = Combinators.combine(Arbitraries.of("tcp", "udp"), not(), Arbitraries.of("--sports", "--dports"))
                .as((p, not, which) -> " -p " + p + " -m multiport" + not + " " + which + " 22,80,8000:8100");
        var icmp = Combinators.combine(not(), Arbitraries.of("8", "3", "3/4", "255"))
                .as((not, type) -> type.contains("/") && !not.isEmpty()
                        ? " -p icmp -m icmp --icmp-type " + type
                        : " -p icmp -m icmp" + not + " --icmp-type " + type);
        return Arbitraries.oneOf(
                Arbitraries.of("", "", " -p tcp", " ! -p udp", " -p gre", " -p 200", " -p esp -m esp --espspi 5:9"),
                ports,
                lists,
                icmp,
                Arbitraries.of(
                        " -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN",
                        " -p tcp -m tcp ! --tcp-flags SYN,ACK SYN,ACK",
                        " -p tcp -m tcpmss --mss 500:1400"));
    }

    private static Arbitrary<String> match() {
        return Arbitraries.oneOf(
                said("-m conntrack%s --ctstate %s", "NEW", "INVALID,NEW,UNTRACKED", "RELATED,ESTABLISHED", "DNAT"),
                said("-m conntrack%s --ctstatus %s", "ASSURED", "EXPECTED,CONFIRMED"),
                said("-m conntrack%s --ctorigdst %s", "192.0.2.1", "10.0.0.0/8"),
                said("-m mark%s --mark %s", "0x1", "0x0", "0x10/0xff", "0xffffffff"),
                said("-m connmark%s --mark %s", "0x1", "0x10/0xf0"),
                said("-m pkttype%s --pkt-type %s", "unicast", "multicast", "broadcast"),
                said("-m length%s --length %s", "100", "0:1500", "64:65535"),
                said("-m ttl%s --ttl-eq %s", "64"),
                said("-m dscp%s --dscp %s", "0x00", "0x2e", "0x3f"),
                said("-m tos%s --tos %s", "0x10/0xff", "0x08/0x3f"),
                said("-m iprange%s --src-range %s", "192.0.2.1-192.0.2.9"),
                said("-m addrtype%s --dst-type %s", "LOCAL", "UNICAST,BROADCAST"),
                said("-m mac%s --mac-source %s", "52:54:00:12:34:56"),
                said("-m devgroup%s --src-group %s", "0xb", "0x1/0x3"),
                said("-m helper%s --helper %s", "ftp", "sip-5060"),
                Arbitraries.of(
                        " -m limit --limit 3/min",
                        " -m limit --limit 5/sec --limit-burst 9",
                        " -m ttl --ttl-lt 5",
                        " -m rpfilter",
                        " -m rpfilter --loose --validmark --invert",
                        " -m statistic --mode random --probability 0.25000000000",
                        " -m statistic --mode nth --every 4 --packet 1",
                        " -m quota --quota 4096",
                        " -m policy --dir out --pol none",
                        " -m cpu --cpu 2"));
    }

    private static Arbitrary<String> said(String form, String... values) {
        return Combinators.combine(not(), Arbitraries.of(values)).as((not, value) -> " " + form.formatted(not, value));
    }

    private static Arbitrary<String> target() {
        return Arbitraries.of(
                " -j ACCEPT",
                " -j DROP",
                " -j RETURN",
                " -j web",
                " -g web",
                " -j LOG",
                " -j LOG --log-prefix \"in: \" --log-level 6 --log-tcp-sequence --log-ip-options",
                " -j NFLOG --nflog-prefix nf --nflog-group 5 --nflog-size 80",
                " -j REJECT --reject-with icmp-port-unreachable",
                " -j REJECT --reject-with icmp-host-prohibited",
                " -j MARK --set-xmark 0x1/0xffffffff",
                " -j MARK --set-xmark 0x1/0x1",
                " -j MARK --set-xmark 0x0/0xff",
                " -j CONNMARK --set-xmark 0x7/0xff",
                " -j CONNMARK --save-mark --nfmask 0xffffffff --ctmask 0xffffffff",
                " -j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask 0xff",
                " -j NFQUEUE --queue-num 3 --queue-bypass",
                " -j NFQUEUE --queue-balance 1:4",
                " -j CLASSIFY --set-class 0001:0010");
    }
}
