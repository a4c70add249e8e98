package org.nftrace.kernel.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The conditions of iptables rules.
final class IptablesMatches {

    enum Protocol {
        ANY,
        TCP,
        UDP,
        ICMP;

        static Protocol choose(Chance chance) {
            return chance.of(ANY, ANY, TCP, TCP, UDP, UDP, ICMP);
        }
    }

    private final Chance chance;
    private final Vocabulary words;
    private final boolean v6;

    IptablesMatches(Chance chance, Vocabulary words, boolean v6) {
        this.chance = chance;
        this.words = words;
        this.v6 = v6;
    }

    /// In the order in which iptables-save prints them: addresses, interfaces, protocol, then the modules.
    List<String> make(String chain, Protocol protocol) {
        var all = new ArrayList<String>();
        if (chance.percent(30)) {
            all.add(not() + "-s " + address());
        }
        if (chance.percent(35)) {
            all.add(not() + "-d " + address());
        }
        if (chance.percent(20) && !chain.equals("OUTPUT") && !chain.equals("POSTROUTING")) {
            all.add(not() + "-i " + name());
        }
        if (chance.percent(20) && !chain.equals("PREROUTING") && !chain.equals("INPUT")) {
            all.add(not() + "-o " + name());
        }
        all.addAll(transport(protocol));
        for (int i = 0, count = chance.of(0, 0, 0, 1, 1, 2); i < count; i++) {
            all.add(module());
        }
        return all;
    }

    private List<String> transport(Protocol protocol) {
        return switch (protocol) {
            case ANY -> List.of();
            case TCP ->
                List.of(
                        "-p tcp",
                        chance.<String>make(
                                () -> "-m tcp " + ports(),
                                () -> "-m tcp " + ports(),
                                () -> "-m multiport " + not() + "--dports " + multiport(),
                                () -> "-m tcp " + not() + "--tcp-flags "
                                        + chance.of(
                                                "FIN,SYN,RST,ACK SYN",
                                                "SYN,ACK ACK",
                                                "ALL NONE",
                                                "RST RST",
                                                "SYN,FIN SYN,FIN"),
                                () -> "-m tcp --syn"));
            case UDP ->
                List.of(
                        "-p udp",
                        chance.<String>make(
                                () -> "-m udp " + ports(),
                                () -> "-m multiport " + chance.of("--ports ", "--sports ", "--dports ") + multiport()));
            case ICMP ->
                v6
                        ? List.of(
                                "-p ipv6-icmp",
                                "-m icmp6 " + not() + "--icmpv6-type " + chance.of("128", "129", "1", "1/4"))
                        : List.of(
                                "-p icmp",
                                "-m icmp " + not() + "--icmp-type " + chance.of("8", "0", "3", "3/3", "11", "any"));
        };
    }

    private String module() {
        var makers = new ArrayList<Supplier<String>>(List.of(
                () -> "-m conntrack " + not() + "--ctstate "
                        + chance.of(
                                "NEW", "RELATED,ESTABLISHED", "INVALID", "UNTRACKED", "DNAT", "SNAT", "NEW,UNTRACKED"),
                () -> "-m conntrack --ctstate " + chance.of("NEW", "RELATED,ESTABLISHED", "ESTABLISHED", "INVALID"),
                () -> "-m conntrack --ctdir " + chance.of("ORIGINAL", "REPLY"),
                () -> "-m conntrack --ctstatus " + chance.of("CONFIRMED", "SEEN_REPLY", "NONE"),
                () -> "-m conntrack --ctorigdst " + chance.of(words.own(v6)),
                () -> "-m mark " + not() + "--mark " + chance.of("0x1", "0x7", "0x1/0xff", "0x0", "0x10/0x10"),
                () -> "-m connmark " + not() + "--mark " + chance.of("0x7", "0x1/0xff", "0x0"),
                () -> "-m addrtype "
                        + chance.of("--dst-type LOCAL", "--dst-type UNICAST", "--src-type LOCAL", "! --dst-type LOCAL"),
                () -> "-m length --length " + chance.of("0:40", "28", "41:100"),
                () -> "-m pkttype --pkt-type " + chance.of("unicast", "broadcast", "multicast"),
                () -> "-m comment --comment \"said before\""));
        if (!v6) {
            makers.add(() -> "-m ttl " + chance.of("--ttl-eq 64", "--ttl-lt 64", "--ttl-gt 1"));
            makers.add(() -> "-m iprange " + not() + chance.of("--src-range ", "--dst-range ") + "10.0.0.1-10.0.0.9");
            makers.add(() -> "-m dscp --dscp 0x0a");
        }
        return chance.of(makers).get();
    }

    private String ports() {
        var port = chance.of(words.ports());
        return not()
                + chance.of("--dport ", "--dport ", "--sport ")
                + (chance.percent(25) ? port + ":" + Math.min(65535, port + 100) : port);
    }

    private String multiport() {
        return String.join(
                ",", chance.some(3, words.ports()).stream().map(String::valueOf).toList());
    }

    private String address() {
        return chance.percent(65) ? chance.of(words.asked(v6)) : chance.of(words.networks(v6));
    }

    private String name() {
        return chance.percent(80) ? chance.of(words.interfaces()) : chance.of("eth+", "lo");
    }

    private String not() {
        return chance.percent(12) ? "! " : "";
    }
}
