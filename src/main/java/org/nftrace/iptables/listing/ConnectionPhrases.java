package org.nftrace.iptables.listing;

import static org.nftrace.iptables.listing.Phrase.NOT;
import static org.nftrace.iptables.listing.Phrase.item;
import static org.nftrace.iptables.listing.Phrase.negatable;

import java.util.List;
import java.util.regex.MatchResult;

/// Connections: `ctstate RELATED,ESTABLISHED`, `connmark match 0x1`, `#conn src/32 > 10`.
final class ConnectionPhrases {
    private ConnectionPhrases() {}

    static List<Phrase> all() {
        return List.of(
                Phrase.of(
                        "conntrack",
                        "(?=(! )?ct(state|proto|orig|repl|status|expire|dir))",
                        item(
                                NOT
                                        + "ct(state|proto|origsrc|origdst|replsrc|repldst|origsrcport|origdstport|replsrcport|repldstport|status|expire|dir)"
                                        + " (\\S+)",
                                "$1 --ct$2 $3")),
                Phrase.of("state", "(?=(! )?state )", item(NOT + "state (\\S+)", "$1 --state $2")),
                Phrase.of("helper", "helper match ", item(NOT + "\"(.*?)\"", "$1 --helper $2")),
                Phrase.of("connmark", "(?i:connmark match) +", item(NOT + "(0x\\S+)", "$1 --mark $2")),
                Phrase.of(
                        "connbytes",
                        "(?=(! )?connbytes )",
                        item("connbytes mode (\\S+)", "--connbytes-mode $1"),
                        item("connbytes direction (\\S+)", "--connbytes-dir $1"),
                        item(NOT + "connbytes ([\\d:]+)", "$1 --connbytes $2")),
                Phrase.of(
                        "connlabel",
                        "connlabel ",
                        item(NOT + "(\\S+) set", ConnectionPhrases::labelSet),
                        item(NOT + "(\\S+)", "$1 --label $2")),
                Phrase.of(
                        "connlimit",
                        "(?=#conn)",
                        item("#conn ?(src|dst|)/(\\d+) (>|<=) (\\d+)", ConnectionPhrases::connections)));
    }

    private static List<List<String>> labelSet(MatchResult found) {
        return List.of(negatable(found.group(1), "--label", found.group(2)), List.of("--set"));
    }

    private static List<List<String>> connections(MatchResult found) {
        String bound = found.group(3).equals(">") ? "--connlimit-above" : "--connlimit-upto";
        String side = found.group(1).equals("dst") ? "--connlimit-daddr" : "--connlimit-saddr";
        return List.of(List.of(bound, found.group(4)), List.of("--connlimit-mask", found.group(2)), List.of(side));
    }
}
