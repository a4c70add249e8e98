package org.nftrace.iptables.listing;

import static org.nftrace.iptables.listing.Phrase.NOT;
import static org.nftrace.iptables.listing.Phrase.item;
import static org.nftrace.iptables.listing.Phrase.negatable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nftrace.iptables.listing.Phrase.Item;

/// How often and how much: `limit: avg 3/min burst 5`, `recent: CHECK seconds: 60`, `statistic mode nth every 5`.
final class RatePhrases {
    private RatePhrases() {}

    static List<Phrase> all() {
        Item[] hashed = {
            item("burst (\\S+)", "--hashlimit-burst $1"),
            item(
                    "mode (\\S+)",
                    found -> List.of(List.of("--hashlimit-mode", found.group(1).replace('-', ',')))),
            item("(htable-\\w+) (\\d+)", "--hashlimit-$1 $2"),
            item("(srcmask|dstmask) (\\d+)", "--hashlimit-$1 $2"),
            item("rate-match", "--hashlimit-rate-match"),
            item("rate-interval (\\d+)", "--hashlimit-rate-interval $1")
        };
        return List.of(
                Phrase.of(
                        "hashlimit",
                        "limit: (?=up to|above)",
                        concat(
                                hashed,
                                item("up to (\\S+)", "--hashlimit-upto $1"),
                                item("above (\\S+)", "--hashlimit-above $1"))),
                Phrase.of(
                        "hashlimit",
                        "limit: (?=avg \\S+ burst \\d+ mode )",
                        concat(hashed, item("avg (\\S+)", "--hashlimit-upto $1"))),
                Phrase.of(
                        "limit",
                        "limit: ",
                        item(
                                "avg (\\S+) burst (\\d+)",
                                found -> List.of(
                                        List.of("--limit", found.group(1)), List.of("--limit-burst", found.group(2))))),
                // The listing does not show whether it is negated.
                Phrase.lossy("quota", "quota: ", item("(\\d+) bytes", "--quota $1")),
                Phrase.of(
                        "recent",
                        "(?=(! )?recent: )",
                        item(NOT + "recent: SET", "$1 --set"),
                        item(NOT + "recent: CHECK", "$1 --rcheck"),
                        item(NOT + "recent: UPDATE", "$1 --update"),
                        item(NOT + "recent: REMOVE", "$1 --remove"),
                        item("seconds: (\\d+)", "--seconds $1"),
                        item("reap", "--reap"),
                        item("hit_count: (\\d+)", "--hitcount $1"),
                        item("TTL-Match", "--rttl"),
                        item("name: (.+?)(?= side: )", found -> List.of(List.of("--name", found.group(1)))),
                        item("side: source", "--rsource"),
                        item("side: dest", "--rdest"),
                        item("mask: (\\S+)", "--mask $1")),
                Phrase.of(
                        "statistic",
                        "statistic mode ",
                        item(
                                "random (! )?probability (\\S+)",
                                found -> List.of(
                                        List.of("--mode", "random"),
                                        negatable(found.group(1), "--probability", found.group(2)))),
                        item(
                                "nth (! )?every (\\d+)",
                                found -> List.of(
                                        List.of("--mode", "nth"),
                                        negatable(found.group(1), "--every", found.group(2)))),
                        item("packet (\\d+)", "--packet $1")),
                Phrase.of("nfacct", "nfacct-name ", item(" ?(\\S+)", "--nfacct-name $1")));
    }

    private static Item[] concat(Item[] some, Item... more) {
        var all = new ArrayList<Item>(Arrays.asList(more));
        all.addAll(Arrays.asList(some));
        return all.toArray(Item[]::new);
    }
}
