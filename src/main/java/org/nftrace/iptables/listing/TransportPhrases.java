package org.nftrace.iptables.listing;

import static org.nftrace.iptables.extension.TransportWords.CHUNKS;
import static org.nftrace.iptables.extension.TransportWords.FLAGS;
import static org.nftrace.iptables.extension.TransportWords.PACKETS;
import static org.nftrace.iptables.listing.Phrase.item;
import static org.nftrace.iptables.listing.Phrase.negatable;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.iptables.listing.Phrase.Item;

/// Ports, flags and types: `tcp dpt:22 flags:0x17/0x02`, `icmptype 8`, `multiport dports 80,443`.
final class TransportPhrases {
    private static final Item SOURCE_PORT = item("spts?:(!?)(\\S+)", "$1 --sport $2");
    private static final Item DESTINATION_PORT = item("dpts?:(!?)(\\S+)", "$1 --dport $2");

    // libxt_dccp.c prints every number from 10 as INVALID.
    private static final int FIRST_INVALID = 10;

    private static final Pattern CHUNK_NUMBER = Pattern.compile("0[xX][0-9a-fA-F]{1,4}");
    private static final Pattern DCCP_NUMBER = Pattern.compile("[0-9]{1,2}");

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
        String names = FLAGS.words().stream()
                .filter(flag -> FLAGS.number(flag).stream().anyMatch(bit -> (bits & bit) != 0))
                .collect(Collectors.joining(","));
        return names.isEmpty() ? "NONE" : names;
    }

    private static List<List<String>> chunks(MatchResult found) {
        String types = Stream.of(found.group(3).split(","))
                .map(TransportPhrases::chunk)
                .collect(Collectors.joining(","));
        return List.of(negatable(found.group(1), "--chunk-types", found.group(2), types));
    }

    // 0x0000:Ube: the flags of the chunk follow.
    private static String chunk(String text) {
        String[] parts = text.split(":", 2);
        String name = CHUNK_NUMBER.matcher(parts[0]).matches()
                ? CHUNKS.word(Integer.decode(parts[0])).orElse(parts[0])
                : parts[0];
        return parts.length > 1 ? name + ":" + parts[1] : name;
    }

    private static List<List<String>> dccpTypes(MatchResult found) {
        String names = Stream.of(found.group(2).split(","))
                .map(TransportPhrases::dccpType)
                .distinct()
                .collect(Collectors.joining(","));
        return List.of(negatable(found.group(1), "--dccp-types", names));
    }

    private static String dccpType(String text) {
        return DCCP_NUMBER.matcher(text).matches()
                ? PACKETS.word(Math.min(Integer.parseInt(text), FIRST_INVALID)).orElse(text)
                : text;
    }

    private static List<List<String>> icmpType(MatchResult found) {
        String type = found.group(2).equals("255") ? "any" : found.group(2);
        return List.of(negatable(found.group(1), "--icmp-type", type));
    }
}
