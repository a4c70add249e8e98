package org.nftrace.kernel.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes rules for `iptables-nft-restore` and `ip6tables-nft-restore`, a rule a line.
final class IptablesGenerator {

    private static final Map<String, List<String>> CHAINS = Map.of(
            "raw", List.of("PREROUTING", "OUTPUT"),
            "mangle", List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
            "nat", List.of("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
            "filter", List.of("INPUT", "FORWARD", "OUTPUT"),
            "security", List.of("INPUT", "FORWARD", "OUTPUT"));

    private final Chance chance;
    private final Vocabulary words;
    private final boolean v6;
    private final IptablesMatches matches;
    private final List<String> lines = new ArrayList<>();

    IptablesGenerator(Chance chance, Vocabulary words, boolean v6) {
        this.chance = chance;
        this.words = words;
        this.v6 = v6;
        this.matches = new IptablesMatches(chance, words, v6);
    }

    String make() {
        for (var table : List.of("raw", "mangle", "nat", "filter", "security")) {
            var likely = switch (table) {
                case "filter" -> 90;
                case "nat" -> 75;
                case "mangle" -> 40;
                case "raw" -> 25;
                default -> 8;
            };
            if (chance.percent(likely)) {
                table(table);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private void table(String table) {
        lines.add("*" + table);
        for (var chain : CHAINS.get(table)) {
            var drop = !table.equals("nat") && chance.percent(12);
            lines.add(":" + chain + (drop ? " DROP" : " ACCEPT") + " [0:0]");
        }
        var users = new ArrayList<String>();
        for (int i = 0, count = chance.between(0, 3); i < count; i++) {
            users.add("U" + i);
            lines.add(":U" + i + " - [0:0]");
        }
        for (var chain : CHAINS.get(table)) {
            rules(table, chain, users, chance.between(0, 5));
        }
        for (int i = 0; i < users.size(); i++) {
            rules(table, users.get(i), users.subList(i + 1, users.size()), chance.between(0, 4));
        }
        lines.add("COMMIT");
    }

    private void rules(String table, String chain, List<String> targets, int count) {
        for (int i = 0; i < count; i++) {
            var theme = IptablesMatches.Protocol.choose(chance);
            var rule = new StringBuilder("-A " + chain);
            for (var match : matches.make(chain, theme)) {
                rule.append(" ").append(match);
            }
            lines.add(rule + target(table, chain, targets, theme));
        }
    }

    private String target(String table, String chain, List<String> targets, IptablesMatches.Protocol protocol) {
        if (!targets.isEmpty() && chance.percent(25)) {
            return (chance.percent(75) ? " -j " : " -g ") + chance.of(targets);
        }
        if (table.equals("nat") && chance.percent(55)) {
            return nat(chain, protocol);
        }
        return switch (chance.between(0, 11)) {
            case 0, 1, 2 -> " -j ACCEPT";
            case 3 -> table.equals("nat") ? "" : " -j DROP";
            case 4 -> " -j RETURN";
            case 5, 6 -> table.equals("mangle") ? mark() : "";
            case 7 -> table.equals("raw") && CHAINS.get("raw").contains(chain) ? " -j CT --notrack" : "";
            case 8 -> table.equals("filter") ? reject(protocol) : mangle(table);
            case 9 -> " -j LOG --log-prefix \"seen \"";
            case 10 ->
                " -j CONNMARK " + chance.of("--set-mark 0x7", "--set-xmark 0x1/0xff", "--save-mark", "--restore-mark");
            default -> "";
        };
    }

    private String mark() {
        return " -j MARK " + chance.of("--set-mark 0x", "--or-mark 0x", "--and-mark 0x", "--xor-mark 0x")
                + Integer.toHexString(chance.of(words.marks()));
    }

    private String mangle(String table) {
        if (!table.equals("mangle")) {
            return "";
        }
        return v6
                ? " -j HL --hl-set 64"
                : chance.of(" -j TTL --ttl-set 64", " -j DSCP --set-dscp 8", " -j TOS --set-tos 0x10");
    }

    private String reject(IptablesMatches.Protocol protocol) {
        if (protocol == IptablesMatches.Protocol.TCP && chance.percent(50)) {
            return " -j REJECT --reject-with tcp-reset";
        }
        return " -j REJECT"
                + (v6
                        ? ""
                        : chance.of("", " --reject-with icmp-host-prohibited", " --reject-with icmp-admin-prohibited"));
    }

    private String nat(String chain, IptablesMatches.Protocol protocol) {
        var ports = protocol == IptablesMatches.Protocol.TCP || protocol == IptablesMatches.Protocol.UDP;
        var port = ports && chance.percent(50);
        return switch (chain) {
            case "PREROUTING", "OUTPUT" ->
                chance.percent(70)
                        ? " -j DNAT --to-destination " + end(chance.of(words.peers(v6)), port ? ":8080" : "")
                        : " -j REDIRECT" + (port ? " --to-ports " + chance.of(words.ports()) : "");
            case "POSTROUTING" ->
                chance.percent(55)
                        ? " -j MASQUERADE"
                        : " -j SNAT --to-source " + end(chance.of(words.own(v6)), port ? ":4000-4100" : "");
            case "INPUT" -> " -j SNAT --to-source " + chance.of(words.own(v6));
            default -> "";
        };
    }

    private String end(String address, String port) {
        return v6 && !port.isEmpty() ? "[" + address + "]" + port : address + port;
    }
}
