package org.nftrace.kernel.conformance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of `nft monitor trace`, ours or the kernel's, as far as the two can be laid side by side.
///
/// @param chain  family, table and chain
/// @param what   `packet`, `policy accept`, or the rule with its verdict
/// @param packet the fields that a packet line and both printers have: interfaces, addresses and ports
record MonitorLine(String chain, String what, Map<String, String> packet) {

    private static final Pattern LINE = Pattern.compile("trace id \\w+ (\\S+ \\S+ \\S+) (packet:|rule|policy) (.*)");
    private static final Pattern COUNTED = Pattern.compile("counter packets \\d+ bytes \\d+");
    private static final Pattern FIELD =
            Pattern.compile("(?:(iif|oif) \"([^\"]+)\"|ip6? (saddr|daddr) (\\S+)|\\b(sport|dport) (\\d+))");

    MonitorLine {
        packet = Map.copyOf(packet);
    }

    /// {@return the lines of the packet itself, not of what the kernel sent because of it}
    static List<MonitorLine> read(String printed) {
        return printed.split("# because of it", 2)[0]
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> of(line.group(1), line.group(2), line.group(3)))
                .toList();
    }

    private static MonitorLine of(String chain, String kind, String text) {
        return switch (kind) {
            case "packet:" -> new MonitorLine(chain, "packet", fields(text));
            case "policy" -> new MonitorLine(chain, "policy " + text.split(" ")[0], Map.of());
            default -> {
                var rule = COUNTED.matcher(text).replaceAll("counter").replaceFirst(" # handle \\d+", "");
                yield new MonitorLine(chain, "rule " + rule, Map.of());
            }
        };
    }

    private static Map<String, String> fields(String text) {
        var fields = new TreeMap<String, String>();
        for (var field : FIELD.matcher(text).results().toList()) {
            for (int group = 1; group < field.groupCount(); group += 2) {
                if (field.group(group) != null) {
                    fields.put(field.group(group), field.group(group + 1));
                }
            }
        }
        return fields;
    }

    /// {@return the line without the rule's words, which a dump may spell in its own way}
    MonitorLine withoutRule() {
        return new MonitorLine(chain, what.replaceFirst("^rule .* \\(", "rule ("), packet);
    }

    /// {@return whether all that this line says is what the other says}
    boolean agreesWith(MonitorLine whole) {
        return chain.equals(whole.chain)
                && what.equals(whole.what)
                && whole.packet.entrySet().containsAll(packet.entrySet());
    }

    @Override
    public String toString() {
        return chain + " " + what + (packet.isEmpty() ? "" : " " + new TreeMap<>(packet));
    }
}
