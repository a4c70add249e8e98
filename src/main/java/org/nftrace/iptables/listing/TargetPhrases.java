package org.nftrace.iptables.listing;

import static org.nftrace.iptables.listing.Phrase.item;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nftrace.iptables.listing.Phrase.Item;

/// How `iptables -L` words what a target does, from iptables 1.2 to 1.8. The name of the target stands in its own
/// column.
public final class TargetPhrases {
    private static final Item RANDOM = item("random", "--random");
    private static final Item FULLY = item("random-fully", "--random-fully");
    private static final Item PERSISTENT = item("persistent", "--persistent");

    private static final Map<Integer, String> LOG_FLAGS = Map.of(
            0x01, "--log-tcp-sequence",
            0x02, "--log-tcp-options",
            0x04, "--log-ip-options",
            0x08, "--log-uid",
            0x20, "--log-macdecode");

    private static final Map<String, Phrase> ALL = Stream.of(translation(), logging(), marks(), rewriting(), others())
            .flatMap(List::stream)
            .collect(Collectors.toMap(Phrase::extension, phrase -> phrase));

    private TargetPhrases() {}

    /// {@return the wording of a target, or empty when it has none}
    public static Optional<Phrase> of(String target) {
        return Optional.ofNullable(ALL.get(target));
    }

    private static List<Phrase> translation() {
        return List.of(
                Phrase.of("DNAT", "(?=to:)", item("to:(\\S+)", "--to-destination $1"), RANDOM, PERSISTENT),
                Phrase.of("SNAT", "(?=to:)", item("to:(\\S+)", "--to-source $1"), FULLY, RANDOM, PERSISTENT),
                Phrase.of("NETMAP", "(?=to:)", item("to:(\\S+)", "--to $1")),
                Phrase.of(
                        "MASQUERADE",
                        "(?=masq ports|random)",
                        item("masq ports: (\\S+)", "--to-ports $1"),
                        FULLY,
                        RANDOM),
                Phrase.of("REDIRECT", "(?=redir ports|random)", item("redir ports (\\S+)", "--to-ports $1"), RANDOM),
                Phrase.of("SNPT", "SNPT ", item("(src-pfx|dst-pfx) (\\S+)", "--$1 $2")),
                Phrase.of("DNPT", "DNPT ", item("(src-pfx|dst-pfx) (\\S+)", "--$1 $2")));
    }

    private static List<Phrase> logging() {
        return List.of(
                Phrase.of(
                        "LOG",
                        "LOG(?=\\s|$)",
                        item("flags (\\d+)", TargetPhrases::logFlags),
                        item("level (\\S+)", "--log-level $1"),
                        item("tcp-sequence", "--log-tcp-sequence"),
                        item("tcp-options", "--log-tcp-options"),
                        item("ip-options", "--log-ip-options"),
                        item("uid", "--log-uid"),
                        item("macdecode", "--log-macdecode"),
                        item("prefix (?:\"(.*)\"|`(.*)')", TargetPhrases::prefix)),
                Phrase.of(
                        "NFLOG",
                        "(?=nflog-)",
                        item(
                                "nflog-prefix +(?:\"(.*?)\"(?= nflog-|$)|(\\S+))",
                                found -> List.of(List.of("--nflog-prefix", either(found)))),
                        item("(nflog-(?:group|range|size|threshold)) (\\d+)", "--$1 $2")),
                Phrase.of(
                        "ULOG",
                        "ULOG(?=\\s|$)",
                        item("copy_range (\\d+)", "--ulog-cprange $1"),
                        item("nlgroup (\\d+)", "--ulog-nlgroup $1"),
                        item("queue_threshold (\\d+)", "--ulog-qthreshold $1"),
                        item(
                                "prefix (?:\"(.*?)\"|`(.*?)')",
                                found -> List.of(List.of("--ulog-prefix", either(found))))),
                Phrase.of("AUDIT", "AUDIT ", item("(accept|drop|reject)", "--type $1")));
    }

    private static List<Phrase> marks() {
        Item[] changes = {
            item("set (0x\\S+)", "--set-mark $1"),
            item("xset (0x\\S+)", "--set-xmark $1"),
            item("and (0x\\S+)", "--and-mark $1"),
            item("or (0x\\S+)", "--or-mark $1"),
            item("xor (0x\\S+)", "--xor-mark $1")
        };
        return List.of(
                Phrase.of("MARK", "MARK ", changes),
                Phrase.of(
                        "CONNMARK",
                        "CONNMARK ",
                        Stream.concat(
                                        Stream.of(changes),
                                        Stream.of(
                                                item("(save|restore)", "--$1-mark"),
                                                item("mask (0x\\S+)", "--mask $1"),
                                                item("(ctmask|nfmask) ~?(0x\\S+)", "--$1 $2")))
                                .toArray(Item[]::new)),
                Phrase.of("SECMARK", "SECMARK ", item("selctx (\\S+)", "--selctx $1")),
                Phrase.of("CONNSECMARK", "CONNSECMARK ", item("(save|restore)", "--$1")),
                Phrase.of("CLASSIFY", "CLASSIFY ", item("set (\\S+)", "--set-class $1")));
    }

    private static List<Phrase> rewriting() {
        return List.of(
                hops("TTL", "ttl"),
                hops("HL", "hl"),
                Phrase.of(
                        "TOS", "TOS ", item("set ?(\\S+)", "--set-tos $1"), item("(and|or|xor) (\\S+)", "--$1-tos $2")),
                Phrase.of("DSCP", "DSCP ", item("set (\\S+)", "--set-dscp $1")),
                Phrase.of("ECN", "ECN ", item("TCP remove", "--ecn-tcp-remove")),
                Phrase.of(
                        "TCPMSS",
                        "TCPMSS ",
                        item("clamp to PMTU", "--clamp-mss-to-pmtu"),
                        item("set (\\d+)", "--set-mss $1")),
                Phrase.of("TCPOPTSTRIP", "TCPOPTSTRIP ", item("options (\\S+)", "--strip-options $1")),
                Phrase.of("CHECKSUM", "CHECKSUM ", item("fill", "--checksum-fill")));
    }

    private static Phrase hops(String target, String option) {
        return Phrase.of(
                target,
                target + " ",
                item("set to (\\d+)", "--" + option + "-set $1"),
                item("increment by (\\d+)", "--" + option + "-inc $1"),
                item("decrement by (\\d+)", "--" + option + "-dec $1"));
    }

    private static List<Phrase> others() {
        return List.of(
                Phrase.of("REJECT", "(?=reject-with )", item("reject-with (\\S+)", "--reject-with $1")),
                Phrase.of(
                        "NFQUEUE",
                        "NFQUEUE ",
                        item("num (\\d+)", "--queue-num $1"),
                        item("balance (\\S+)", "--queue-balance $1"),
                        item("bypass", "--queue-bypass"),
                        item("cpu-fanout", "--queue-cpu-fanout")),
                Phrase.of(
                        "CT",
                        "(?=CT |NOTRACK)",
                        item("(?:CT )?(?:notrack|NOTRACK)", "--notrack"),
                        item(
                                "(?:CT )?(helper|timeout|ctevents|expevents|zone|zone-orig|zone-reply) (\\S+)",
                                "--$1 $2")),
                Phrase.of(
                        "TPROXY",
                        "TPROXY redirect ",
                        item(
                                "(\\S+):(\\d+) mark (\\S+)",
                                found -> List.of(
                                        List.of("--on-ip", found.group(1)),
                                        List.of("--on-port", found.group(2)),
                                        List.of("--tproxy-mark", found.group(3))))),
                Phrase.of("TEE", "TEE ", item("gw:(\\S+)", "--gateway $1"), item("oif=(\\S+)", "--oif $1")),
                Phrase.of(
                        "SET",
                        "(?=(add|del|map)-set )",
                        item("((?:add|del|map)-set) (\\S+) (\\S+)", "--$1 $2 $3"),
                        item("(exist|map-mark|map-prio|map-queue)", "--$1"),
                        item("timeout (\\d+)", "--timeout $1")),
                Phrase.of(
                        "SYNPROXY",
                        "SYNPROXY(?=\\s|$)",
                        item("(sack-perm|timestamp|ecn)", "--$1"),
                        item("(wscale|mss) (\\d+)", "--$1 $2")),
                Phrase.of(
                        "IDLETIMER",
                        "(?=timeout:)",
                        item("timeout:(\\d+)", "--timeout $1"),
                        item("label:(\\S+)", "--label $1"),
                        item("alarm", "--alarm")),
                Phrase.of(
                        "RATEEST",
                        "(?=name )",
                        item("name (\\S+)", "--rateest-name $1"),
                        item("(interval|ewmalog) (\\S+)", "--rateest-$1 $2")),
                Phrase.of(
                        "HMARK",
                        "HMARK ",
                        item("mod (\\d+)", "--hmark-mod $1"),
                        item("\\+ (\\S+)", "--hmark-offset $1"),
                        item(
                                "(src-prefix|dst-prefix|sport-mask|dport-mask|proto-mask|spi-mask|sport|dport|spi|rnd)"
                                        + " (\\S+)",
                                "--hmark-$1 $2"),
                        item("ct,?", "--hmark-tuple ct")),
                Phrase.of(
                        "LED",
                        "(?=led-)",
                        item("led-trigger-id:\"(.*?)\"", "--led-trigger-id $1"),
                        item("led-delay:(\\S+?)(?:ms)?", "--led-delay $1"),
                        item("led-always-blink", "--led-always-blink")));
    }

    private static List<List<String>> logFlags(MatchResult found) {
        int bits = found.group(1).length() > 4 ? 0 : Integer.parseInt(found.group(1));
        var options = new ArrayList<List<String>>();
        for (int bit = 1; bit <= bits; bit <<= 1) {
            if ((bits & bit) != 0 && LOG_FLAGS.containsKey(bit)) {
                options.add(List.of(LOG_FLAGS.get(bit)));
            }
        }
        return options;
    }

    private static List<List<String>> prefix(MatchResult found) {
        return List.of(List.of("--log-prefix", either(found)));
    }

    private static String either(MatchResult found) {
        return Optional.ofNullable(found.group(1)).orElseGet(() -> found.group(2));
    }
}
