package org.nftrace.iptables;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.nftrace.iptables.Line.Kind;
import org.nftrace.ir.Family;

/// Tells which table and family an output is of when it does not say so itself.
final class Clues {
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:-s|-d|--(?:src|dst|source|destination|to-source|to-destination|src-range|dst-range|on-ip|gateway))["
                    + " =]+(?:! *)?\\[?(?:(?<v4>\\d+\\.\\d+\\.\\d+\\.\\d+)|(?<v6>[0-9a-fA-F]*:[0-9a-fA-F:]*))");
    private static final Pattern LISTED_ADDRESS = Pattern.compile(
            "\\s!?(?:(?<v4>\\d+\\.\\d+\\.\\d+\\.\\d+)(?:/\\d+)?|(?<v6>[0-9a-fA-F]*::?[0-9a-fA-F:]*(?:/\\d+)?))(?=\\s|$)");
    private static final Pattern SIXES =
            Pattern.compile("icmp6|icmpv6|ipv6-icmp|-m (hl|hbh|rt|frag|dst|mh|ipv6header) |-j (HL|SNPT|DNPT)\\b");
    private static final Pattern FOURS = Pattern.compile("-p icmp |--icmp-type|with icmp-|-m ttl |-j TTL\\b| icmp -");

    private static final Pattern TARGET = Pattern.compile("-j (\\w+)");
    private static final Set<String> NAT = Set.of("DNAT", "SNAT", "MASQUERADE", "REDIRECT", "NETMAP");
    private static final Set<String> RAW_CHAINS = Set.of("PREROUTING", "OUTPUT");
    private static final Set<String> RAW = Set.of("CT", "NOTRACK", "TRACE");
    private static final Set<String> MANGLE = Set.of(
            "TPROXY", "TTL", "HL", "DSCP", "TOS", "ECN", "TCPOPTSTRIP", "CHECKSUM", "TCPMSS", "MARK", "CONNMARK");

    private final Output output;

    private Clues(Output output) {
        this.output = output;
    }

    static Clues of(Output output) {
        return new Clues(output);
    }

    /// {@return the family that addresses and protocols tell of; IPv4 when nothing does}
    Family family() {
        if (output.family().isPresent()) {
            return output.family().get();
        }
        Pattern address = output.form() == Output.Form.LISTING ? LISTED_ADDRESS : ADDRESS;
        int sixes = 0;
        int fours = 0;
        for (Line line : output.lines()) {
            String text = line.text();
            var found = address.matcher(text);
            if (isRule(line) && found.find()) {
                return found.group("v4") != null ? Family.IP : Family.IP6;
            }
            sixes += SIXES.matcher(text).find() ? 1 : 0;
            fours += FOURS.matcher(text).find() ? 1 : 0;
        }
        return sixes > fours ? Family.IP6 : Family.IP;
    }

    private static boolean isRule(Line line) {
        return line.is(Kind.RULE) || line.is(Kind.OTHER) || line.is(Kind.COMMAND);
    }

    /// {@return the only table that has such chains, or the one that its targets belong to; else filter}
    String table() {
        var bases = bases();
        boolean before = bases.contains("PREROUTING");
        boolean after = bases.contains("POSTROUTING");
        if (bases.contains("FORWARD")) {
            return before || after ? "mangle" : "filter";
        }
        return byTargets()
                .orElseGet(() -> after || before && !bases.equals(RAW_CHAINS) ? "nat" : before ? "raw" : "filter");
    }

    /// {@return whether nothing in the output tells its table for sure: nat, mangle and raw all have PREROUTING}
    boolean guessesTable() {
        return output.table().isEmpty()
                && bases().equals(Set.of("PREROUTING"))
                && byTargets().isEmpty();
    }

    private Set<String> bases() {
        var found = new HashSet<String>();
        for (Line line : output.lines()) {
            if (line.is(Kind.RULE) || line.is(Kind.CHAIN) || line.is(Kind.LISTED_CHAIN)) {
                for (String word : line.text().split("\\s+", 4)) {
                    String name = word.startsWith(":") ? word.substring(1) : word;
                    if (BuiltIn.isName(name)) {
                        found.add(name);
                    }
                }
            }
        }
        return found;
    }

    private Optional<String> byTargets() {
        for (Line line : output.lines()) {
            var target = TARGET.matcher(line.text());
            String name =
                    output.form() == Output.Form.LISTING ? listedTarget(line) : target.find() ? target.group(1) : "";
            if (NAT.contains(name)) {
                return Optional.of("nat");
            }
            if (RAW.contains(name)) {
                return Optional.of("raw");
            }
            if (MANGLE.contains(name)) {
                return Optional.of("mangle");
            }
        }
        return Optional.empty();
    }

    private static String listedTarget(Line line) {
        for (String word : List.of(line.text().split("\\s+", 5))) {
            if (NAT.contains(word) || RAW.contains(word) || MANGLE.contains(word)) {
                return word;
            }
        }
        return "";
    }
}
