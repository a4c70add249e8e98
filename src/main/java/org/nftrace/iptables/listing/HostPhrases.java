package org.nftrace.iptables.listing;

import static org.nftrace.iptables.listing.Phrase.NOT;
import static org.nftrace.iptables.listing.Phrase.item;
import static org.nftrace.iptables.listing.Phrase.negatable;
import static org.nftrace.iptables.listing.Phrase.noise;

import java.util.List;
import java.util.regex.MatchResult;

/// What the host knows of a packet, and what takes a look into it: `ADDRTYPE match dst-type LOCAL`, `owner UID match
/// 0`, `MAC 02:42:…`, `STRING match "GET /"`, `TIME from 08:00:00 to 18:00:00`.
final class HostPhrases {
    private HostPhrases() {}

    static List<Phrase> all() {
        return List.of(
                Phrase.of("comment", "(?=/\\*)", item("/\\* ?((?:(?!/\\*).)*) ?\\*/", "--comment $1")),
                Phrase.of("mark", "(?i:mark match) +", item(NOT + "(0x\\S+)", "$1 --mark $2")),
                Phrase.of(
                        "iprange",
                        "(?=(source|destination) IP range )",
                        item("source IP range (! )?(\\S+)", "$1 --src-range $2"),
                        item("destination IP range (! )?(\\S+)", "$1 --dst-range $2")),
                Phrase.of(
                        "addrtype",
                        "ADDRTYPE match ",
                        item("src-type (!?)(\\S+)", "$1 --src-type $2"),
                        item("dst-type (!?)(\\S+)", "$1 --dst-type $2"),
                        item("limit-(in|out)", "--limit-iface-$1")),
                Phrase.of(
                        "owner",
                        "(?=(! )?owner )",
                        item(NOT + "owner UID match (\\S+)", "$1 --uid-owner $2"),
                        item(NOT + "owner GID match (\\S+)", "$1 --gid-owner $2"),
                        item(NOT + "owner socket exists", "$1 --socket-exists"),
                        item("incl\\. suppl\\. groups", "--suppl-groups")),
                Phrase.of(
                        "physdev",
                        "PHYSDEV match",
                        item(NOT + "(--physdev-(?:in|out)) (\\S+)", "$1 $2 $3"),
                        item(NOT + "(--physdev-is-(?:in|out|bridged))", "$1 $2")),
                Phrase.of(
                        "pkttype", "PKTTYPE ", item("= (\\S+)", "--pkt-type $1"), item("!= (\\S+)", "! --pkt-type $1")),
                Phrase.of(
                        "devgroup",
                        "(?=(! )?(src|dst)-group )",
                        item(NOT + "(src|dst)-group (\\S+)", "$1 --$2-group $3")),
                Phrase.of("cpu", "cpu ", item(NOT + "(\\d+)", "$1 --cpu $2")),
                Phrase.of(
                        "cgroup",
                        "cgroup ",
                        item(NOT + "(\\d+)", "$1 --cgroup $2"),
                        item(NOT + "(/\\S*)", "$1 --path $2")),
                Phrase.of(
                        "socket",
                        "socket(?=\\s|$)",
                        item("--transparent", "--transparent"),
                        item("--nowildcard", "--nowildcard"),
                        item("--restore-skmark", "--restore-skmark")),
                Phrase.of("rpfilter", "rpfilter(?=\\s|$)", item("(loose|validmark|accept-local|invert)", "--$1")),
                Phrase.of(
                        "policy",
                        "policy match ",
                        item("dir (in|out)", "--dir $1"),
                        item("pol (none|ipsec)", "--pol $1"),
                        item("strict", "--strict"),
                        noise("\\[0]"),
                        item("\\[\\d+]", "--next"),
                        item(NOT + "proto (\\S+)", HostPhrases::transform),
                        item(NOT + "(reqid|spi|mode|tunnel-src|tunnel-dst) (\\S+)", "$1 --$2 $3")),
                Phrase.of(
                        "set",
                        "(?=(! )?match-set |set \\S+ (src|dst))",
                        item(NOT + "match-set (\\S+) (\\S+)", "$1 --match-set $2 $3"),
                        item("set (!?)(\\S+) ((?:src|dst)[,srcdt]*)", "$1 --match-set $2 $3"),
                        item("return-nomatch", "--return-nomatch"),
                        item(NOT + "(update-counters|update-subcounters)", "$1 --$2"),
                        item(NOT + "((?:packets|bytes)-(?:eq|lt|gt)) (\\d+)", "$1 --$2 $3")),
                Phrase.of("osf", "OS fingerprint match ", item(NOT + "(\\S+)", "$1 --genre $2")),
                Phrase.of(
                        "string",
                        "STRING match +",
                        item("(! )?\"(\\|[0-9a-f]+\\|)\"(?= ALGO)", "$1 --hex-string $2"),
                        item(
                                "(! )?\"(.*?)\"(?= ALGO)",
                                found -> List.of(negatable(
                                        found.group(1),
                                        "--string",
                                        found.group(2).replaceAll("\\\\(.)", "$1")))),
                        item("ALGO name (\\S+)", "--algo $1"),
                        item("FROM (\\d+)", "--from $1"),
                        item("TO (\\d+)", "--to $1"),
                        item("ICASE", "--icase")),
                Phrase.of("u32", "u32 ", item("(! )?\"([^\"]*)\"", "$1 --u32 $2")),
                Phrase.of(
                        "bpf",
                        "match bpf ",
                        item("((?:\\d+ \\d+ \\d+ \\d+,?)+)(?:\\\\x00)?\\x00?", HostPhrases::program)),
                Phrase.of(
                        "cluster",
                        "cluster ",
                        item("(!?)node_mask=(\\S+)", "$1 --cluster-local-nodemask $2"),
                        item("total_nodes=(\\d+)", "--cluster-total-nodes $1"),
                        item("hash_seed=(\\S+)", "--cluster-hash-seed $1")),
                time("TIME (?=.*\\bUTC\\b)"),
                // Without that word it is by the zone of the host.
                lossy(time("TIME ")));
    }

    private static Phrase lossy(Phrase phrase) {
        return new Phrase(phrase.extension(), phrase.head(), phrase.items(), true);
    }

    private static Phrase time(String head) {
        return Phrase.of(
                "time",
                head,
                item(
                        "from (\\S+) to (\\S+)",
                        found ->
                                List.of(List.of("--timestart", found.group(1)), List.of("--timestop", found.group(2)))),
                item("on ([A-Z][a-z,A-Z]+)", "--weekdays $1"),
                item(
                        "on (\\d\\S*)",
                        found -> List.of(List.of("--monthdays", found.group(1).replaceAll("[a-z]", "")))),
                item(
                        "starting from (\\S+) (\\S+)",
                        found -> List.of(List.of("--datestart", found.group(1) + "T" + found.group(2)))),
                item(
                        "until date (\\S+) (\\S+)",
                        found -> List.of(List.of("--datestop", found.group(1) + "T" + found.group(2)))),
                noise("UTC"),
                item("contiguous", "--contiguous"));
    }

    private static List<List<String>> transform(MatchResult found) {
        String name = switch (found.group(2)) {
            case "50" -> "esp";
            case "51" -> "ah";
            case "108" -> "ipcomp";
            case String other -> other;
        };
        return List.of(negatable(found.group(1), "--proto", name));
    }

    private static List<List<String>> program(MatchResult found) {
        String code = found.group(1);
        return List.of(List.of("--bytecode", code.split(",").length + "," + code));
    }
}
