package org.nftrace.iptables.listing;

import static org.nftrace.iptables.listing.Phrase.item;
import static org.nftrace.iptables.listing.Phrase.negatable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.nftrace.iptables.listing.Phrase.Item;

/// Ports, flags and types: `tcp dpt:22 flags:0x17/0x02`, `icmptype 8`, `multiport dports 80,443`.
final class TransportPhrases {
    private static final Item SOURCE_PORT = item("spts?:(!?)(\\S+)", "$1 --sport $2");
    private static final Item DESTINATION_PORT = item("dpts?:(!?)(\\S+)", "$1 --dport $2");

    private static final Map<String, String> CHUNKS = Map.ofEntries(
            Map.entry("0x0000", "DATA"),
            Map.entry("0x0001", "INIT"),
            Map.entry("0x0002", "INIT_ACK"),
            Map.entry("0x0003", "SACK"),
            Map.entry("0x0004", "HEARTBEAT"),
            Map.entry("0x0005", "HEARTBEAT_ACK"),
            Map.entry("0x0006", "ABORT"),
            Map.entry("0x0007", "SHUTDOWN"),
            Map.entry("0x0008", "SHUTDOWN_ACK"),
            Map.entry("0x0009", "ERROR"),
            Map.entry("0x000a", "COOKIE_ECHO"),
            Map.entry("0x000b", "COOKIE_ACK"),
            Map.entry("0x000c", "ECN_ECNE"),
            Map.entry("0x000d", "ECN_CWR"),
            Map.entry("0x000e", "SHUTDOWN_COMPLETE"),
            Map.entry("0x0040", "I_DATA"),
            Map.entry("0x0080", "ASCONF_ACK"),
            Map.entry("0x0082", "RE_CONFIG"),
            Map.entry("0x0084", "PAD"),
            Map.entry("0x00c0", "FORWARD_TSN"),
            Map.entry("0x00c1", "ASCONF"),
            Map.entry("0x00c2", "I_FORWARD_TSN"));
    private static final List<String> DCCP_TYPES = List.of(
            "REQUEST",
            "RESPONSE",
            "DATA",
            "ACK",
            "DATAACK",
            "CLOSEREQ",
            "CLOSE",
            "RESET",
            "SYNC",
            "SYNCACK",
            "INVALID");
    private static final List<String> TCP_FLAGS = List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG");

    private TransportPhrases() {}

    static List<Phrase> all() {
        return List.of(
                Phrase.of(
                        "tcp",
                        "tcp(?=\\s|$)",
                        SOURCE_PORT,
                        DESTINATION_PORT,
                        item("option=(!?)(\\d+)", "$1 --tcp-option $2"),
                        item("flags:(!?)0x([0-9a-fA-F]+)/0x([0-9a-fA-F]+)", TransportPhrases::flagBits),
                        item("flags:(!?)(\\S+)/(\\S+)", "$1 --tcp-flags $2 $3")),
                Phrase.of("udp", "udp(?=\\s|$)", SOURCE_PORT, DESTINATION_PORT),
                Phrase.of(
                        "sctp",
                        "sctp(?=\\s|$)",
                        SOURCE_PORT,
                        DESTINATION_PORT,
                        item("(! )?(all|any|only|none) (\\S+)", TransportPhrases::chunks)),
                Phrase.of(
                        "dccp",
                        "dccp(?=\\s|$)",
                        SOURCE_PORT,
                        DESTINATION_PORT,
                        item("option=(!?)(\\d+)", "$1 --dccp-option $2"),
                        item("(! )?([A-Z0-9,]+)", TransportPhrases::dccpTypes)),
                Phrase.of(
                        "icmp",
                        "(?=icmp(type)?(\\s|$))",
                        item("icmp( ?!?) ?type (\\d+) code (\\d+)", "$1 --icmp-type $2/$3"),
                        item("icmp( ?!?) ?type (\\d+)(?: codes 0-255)?", TransportPhrases::icmpType),
                        item("icmp (!?)([a-zA-Z-]+)", "$1 --icmp-type $2")),
                Phrase.of(
                        "icmp6",
                        "(?=(ipv6-)?icmp(v?6)?(type)?(\\s|$))",
                        item("(?:ipv6-)?icmp(?:v?6)?( ?!?) ?type (\\d+) code (\\d+)", "$1 --icmpv6-type $2/$3"),
                        item("(?:ipv6-)?icmp(?:v?6)?( ?!?) ?type (\\d+)", "$1 --icmpv6-type $2"),
                        item("(?:ipv6-)?icmp(?:v?6)? (!?)([a-zA-Z-]+)", "$1 --icmpv6-type $2")),
                Phrase.of("multiport", "multiport ", item("(sports|dports|ports) +(!?)(\\S+)", "$2 --$1 $3")),
                Phrase.of("tcpmss", "tcpmss match ", item("(!?)(\\S+)", "$1 --mss $2")));
    }

    private static List<List<String>> flagBits(MatchResult found) {
        return List.of(negatable(found.group(1), "--tcp-flags", flagNames(found.group(2)), flagNames(found.group(3))));
    }

    private static String flagNames(String hex) {
        int bits = hex.length() > 4 ? 0 : Integer.parseInt(hex, 16);
        var names = new ArrayList<String>();
        for (int i = 0; i < TCP_FLAGS.size(); i++) {
            if ((bits >> i & 1) == 1) {
                names.add(TCP_FLAGS.get(i));
            }
        }
        return names.isEmpty() ? "NONE" : String.join(",", names);
    }

    private static List<List<String>> chunks(MatchResult found) {
        String types = Stream.of(found.group(3).split(","))
                .map(type -> {
                    String[] parts = type.split(":", 2);
                    String name = CHUNKS.getOrDefault(parts[0].toLowerCase(Locale.ROOT), parts[0]);
                    return parts.length > 1 ? name + ":" + parts[1] : name;
                })
                .reduce((a, b) -> a + "," + b)
                .orElse("");
        return List.of(negatable(found.group(1), "--chunk-types", found.group(2), types));
    }

    // INVALID is all numbers from 10.

    private static List<List<String>> dccpTypes(MatchResult found) {
        var names = new ArrayList<String>();
        for (String type : found.group(2).split(",")) {
            boolean number = type.chars().allMatch(Character::isDigit) && type.length() <= 2 && !type.isEmpty();
            String name = number ? DCCP_TYPES.get(Math.min(Integer.parseInt(type), DCCP_TYPES.size() - 1)) : type;
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return List.of(negatable(found.group(1), "--dccp-types", String.join(",", names)));
    }

    private static List<List<String>> icmpType(MatchResult found) {
        String type = found.group(2).equals("255") ? "any" : found.group(2);
        return List.of(negatable(found.group(1), "--icmp-type", type));
    }
}
