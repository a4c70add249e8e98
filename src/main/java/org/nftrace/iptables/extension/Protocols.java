package org.nftrace.iptables.extension;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// The names of protocols as iptables prints them after `-p`: those of /etc/protocols.
public final class Protocols {
    private static final List<Map.Entry<Integer, String>> PRINTED = List.of(
            Map.entry(0, "all"),
            Map.entry(1, "icmp"),
            Map.entry(2, "igmp"),
            Map.entry(3, "ggp"),
            Map.entry(4, "ipencap"),
            Map.entry(5, "st"),
            Map.entry(6, "tcp"),
            Map.entry(8, "egp"),
            Map.entry(9, "igp"),
            Map.entry(12, "pup"),
            Map.entry(17, "udp"),
            Map.entry(20, "hmp"),
            Map.entry(22, "xns-idp"),
            Map.entry(27, "rdp"),
            Map.entry(29, "iso-tp4"),
            Map.entry(33, "dccp"),
            Map.entry(36, "xtp"),
            Map.entry(37, "ddp"),
            Map.entry(38, "idpr-cmtp"),
            Map.entry(41, "ipv6"),
            Map.entry(43, "ipv6-route"),
            Map.entry(44, "ipv6-frag"),
            Map.entry(45, "idrp"),
            Map.entry(46, "rsvp"),
            Map.entry(47, "gre"),
            Map.entry(50, "esp"),
            Map.entry(51, "ah"),
            Map.entry(57, "skip"),
            Map.entry(58, "ipv6-icmp"),
            Map.entry(59, "ipv6-nonxt"),
            Map.entry(60, "ipv6-opts"),
            Map.entry(73, "rspf"),
            Map.entry(81, "vmtp"),
            Map.entry(88, "eigrp"),
            Map.entry(89, "ospf"),
            Map.entry(93, "ax.25"),
            Map.entry(94, "ipip"),
            Map.entry(97, "etherip"),
            Map.entry(98, "encap"),
            Map.entry(103, "pim"),
            Map.entry(108, "ipcomp"),
            Map.entry(112, "vrrp"),
            Map.entry(115, "l2tp"),
            Map.entry(124, "isis"),
            Map.entry(132, "sctp"),
            Map.entry(133, "fc"),
            Map.entry(135, "mobility-header"),
            Map.entry(136, "udplite"),
            Map.entry(137, "mpls-in-ip"),
            Map.entry(138, "manet"),
            Map.entry(139, "hip"),
            Map.entry(140, "shim6"),
            Map.entry(141, "wesp"),
            Map.entry(142, "rohc"));
    // Other names: of people, of older versions, and of the files of other distributions (IANA's keywords).
    private static final Map<String, Integer> ALSO = Map.ofEntries(
            Map.entry("icmpv6", 58),
            Map.entry("icmp6", 58),
            Map.entry("mh", 135),
            Map.entry("ipv6-mh", 135),
            Map.entry("ip", 0),
            Map.entry("hopopt", 0),
            Map.entry("ipcompv4", 108),
            Map.entry("comp", 108),
            Map.entry("ipv4", 4),
            Map.entry("cbt", 7),
            Map.entry("mux", 18),
            Map.entry("dsr", 48),
            Map.entry("bna", 49),
            Map.entry("swipe", 53),
            Map.entry("narp", 54),
            Map.entry("mobile", 55),
            Map.entry("tlsp", 56),
            Map.entry("cftp", 62),
            Map.entry("sun-nd", 77),
            Map.entry("ifmp", 101),
            Map.entry("pnni", 102),
            Map.entry("aris", 104),
            Map.entry("scps", 105),
            Map.entry("qnx", 106),
            Map.entry("a/n", 107),
            Map.entry("snp", 109),
            Map.entry("pgm", 113),
            Map.entry("ddx", 116),
            Map.entry("iatp", 117),
            Map.entry("stp", 118),
            Map.entry("srp", 119),
            Map.entry("uti", 120),
            Map.entry("smp", 121),
            Map.entry("sm", 122),
            Map.entry("ptp", 123),
            Map.entry("fire", 125),
            Map.entry("crtp", 126),
            Map.entry("crudp", 127),
            Map.entry("sps", 130),
            Map.entry("pipe", 131),
            Map.entry("rsvp-e2e-ignore", 134),
            Map.entry("ethernet", 143));

    private static final Map<String, Integer> NUMBERS = numbers();
    private static final Map<Integer, String> NAMES =
            PRINTED.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    /// A protocol by name or number, printed as a number.
    static final Shape NUMBER = Shape.one("a protocol by name or number", Protocols::byNumber);

    private Protocols() {}

    /// {@return the number that a name or number stands for; 0 is every protocol}
    public static OptionalInt number(String text) {
        Integer named = NUMBERS.get(text.toLowerCase(Locale.ROOT));
        if (named != null) {
            return OptionalInt.of(named);
        }
        var number = Numbers.parse(text, Numbers.BYTE);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    /// {@return the protocol as it is printed after `-p`}
    public static String name(int number) {
        return Optional.ofNullable(NAMES.get(number)).orElseGet(() -> Integer.toString(number));
    }

    public static List<String> names() {
        return NUMBERS.keySet().stream().sorted().toList();
    }

    private static Outcome byNumber(String text) {
        var number = number(text);
        return number.isPresent() && number.getAsInt() != 0
                ? Outcome.good(Integer.toString(number.getAsInt()))
                : Outcome.bad();
    }

    private static Map<String, Integer> numbers() {
        var all = new HashMap<>(ALSO);
        PRINTED.forEach(entry -> all.put(entry.getValue(), entry.getKey()));
        return Map.copyOf(all);
    }
}
