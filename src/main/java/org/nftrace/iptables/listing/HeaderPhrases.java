package org.nftrace.iptables.listing;

import static org.nftrace.iptables.listing.Phrase.NOT;
import static org.nftrace.iptables.listing.Phrase.item;
import static org.nftrace.iptables.listing.Phrase.negatable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.nftrace.iptables.listing.Phrase.Item;

/// Fields of the IP header and IPv6's extension headers: `TTL match TTL == 1`, `DSCP match 0x2e`, `rt type:0`.
final class HeaderPhrases {
    private static final List<String> HEADERS =
            List.of("hop-by-hop", "ipv6-opts", "ipv6-route", "ipv6-frag", "ah", "esp", "ipv6-nonxt", "protocol");
    private static final int LAST_HEADER_BIT = 7;

    private HeaderPhrases() {}

    static List<Phrase> all() {
        return Stream.concat(fields().stream(), extensionHeaders().stream()).toList();
    }

    private static List<Phrase> fields() {
        return List.of(
                Phrase.of("length", "length ", item("(!?)(\\S+)", "$1 --length $2")),
                Phrase.of("ttl", "TTL match TTL ", comparison("ttl")),
                Phrase.of("hl", "HL match HL ", comparison("hl")),
                Phrase.of("dscp", "DSCP match ?", item("(!?)(0x\\S+)", "$1 --dscp $2")),
                Phrase.of("tos", "(?i:tos) match", item(" ?(!?) ?(\\S+)", "$1 --tos $2")),
                Phrase.of(
                        "ecn",
                        "ECN match ",
                        item("(!?)ECE", "$1 --ecn-tcp-ece"),
                        item("(!?)CWR", "$1 --ecn-tcp-cwr"),
                        item("(!?)ECT=(\\d)", "$1 --ecn-ip-ect $2")),
                Phrase.of(
                        "ah",
                        "ah(?=\\s|$)",
                        item(
                                "spis?:(!?)([\\d:]+)length:(!?)(\\d+)",
                                found -> List.of(
                                        negatable(found.group(1), "--ahspi", found.group(2)),
                                        negatable(found.group(3), "--ahlen", found.group(4)))),
                        item("spis?:(!?)([\\d:]+)", "$1 --ahspi $2"),
                        item("length:(!?)(\\d+)", "$1 --ahlen $2"),
                        item("reserved", "--ahres")),
                Phrase.of("esp", "esp(?=\\s|$)", item("spis?:(!?)([\\d:]+)", "$1 --espspi $2")),
                Phrase.of("ipcomp", "comp(?=\\s|$)", item("spis?:(!?)([\\d:]+)", "$1 --ipcompspi $2")),
                Phrase.of("mac", "MAC ?", item(NOT + "([0-9A-Fa-f:]+)", "$1 --mac-source $2")),
                Phrase.of("realm", "(?=(! )?realm )", item(NOT + "realm (\\S+)", "$1 --realm $2")));
    }

    private static Item comparison(String name) {
        Map<String, String> signs = Map.of("==", "-eq", "!=", "-eq", "<", "-lt", ">", "-gt");
        return item(
                "(==|!=|<|>) (\\d+)",
                found -> List.of(negatable(
                        found.group(1).equals("!=") ? "!" : "",
                        "--" + name + signs.get(found.group(1)),
                        found.group(2))));
    }

    private static List<Phrase> extensionHeaders() {
        return List.of(
                Phrase.of(
                        "frag",
                        "frag(?=\\s|$)",
                        item("ids?:(!?)([\\d:]+)", "$1 --fragid $2"),
                        item("length:(!?)(\\d+)", "$1 --fraglen $2"),
                        item("reserved", "--fragres"),
                        item("first", "--fragfirst"),
                        item("more", "--fragmore"),
                        item("last", "--fraglast")),
                Phrase.of(
                        "rt",
                        "rt(?=\\s|$)",
                        item("type:(!?)(\\d+)", "$1 --rt-type $2"),
                        item("segslefts?:(!?)([\\d:]+)", "$1 --rt-segsleft $2"),
                        item("length:(!?)(\\d+)", "$1 --rt-len $2"),
                        item("reserved", "--rt-0-res"),
                        item("0-addrs (\\S+)", "--rt-0-addrs $1"),
                        item("0-not-strict", "--rt-0-not-strict")),
                optionHeader("hbh"),
                optionHeader("dst"),
                Phrase.of("mh", "mh ", item("(!?)(\\S+)", "$1 --mh-type $2")),
                Phrase.of(
                        "srh",
                        "srh(?=\\s|$)",
                        item(
                                "(next-hdr|hdr-len-\\w\\w|segs-left-\\w\\w|last-entry-\\w\\w|tag|psid|nsid|lsid):(!?)(\\S+)",
                                "$2 --srh-$1 $3"),
                        item("(psid|nsid|lsid) (!?) ?(\\S+)", "$2 --srh-$1 $3")),
                Phrase.of(
                        "ipv6header",
                        "ipv6header ",
                        item("flags:(!?)0x([0-9a-fA-F]+)", HeaderPhrases::headerBits),
                        item("flags:(!?)(\\S+)", "$1 --header $2"),
                        item("soft", "--soft")),
                Phrase.of("eui64", "eui64(?=\\s|$)"));
    }

    private static Phrase optionHeader(String name) {
        return Phrase.of(
                name,
                name + "(?=\\s|$)",
                item("length:(!?)(\\d+)", "$1 --" + name + "-len $2"),
                item("opts (\\S+)", "--" + name + "-opts $1"));
    }

    private static List<List<String>> headerBits(MatchResult found) {
        int bits = found.group(2).length() > 4 ? 0 : Integer.parseInt(found.group(2), 16);
        var names = new ArrayList<String>();
        var order = new TreeSet<Integer>();
        for (int i = 0; i < HEADERS.size(); i++) {
            if ((bits >> (LAST_HEADER_BIT - i) & 1) == 1) {
                order.add(i);
            }
        }
        order.forEach(i -> names.add(HEADERS.get(i)));
        return List.of(negatable(found.group(1), "--header", String.join(",", names)));
    }
}
