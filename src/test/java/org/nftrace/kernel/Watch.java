package org.nftrace.kernel;

import java.util.ArrayList;

/// The harness's own tables: they switch tracing on and tell which hooks a packet came to, whether or not the ruleset
/// has a chain there. They are left out of dumps and paths.
///
/// They are registered before the ruleset, so of several chains at the last priority theirs is the last: at the end of
/// input and postrouting it stands behind conntrack's confirm, and a packet that is seen there was really let through.
/// Nothing in them asks for connection tracking.
final class Watch {

    static final String TABLE = "nftrace_watch";

    /// One after the very first place, where br_netfilter takes a packet out that was in ip prerouting already,
    /// inside the bridge: a chain before that would see it twice.
    private static final String FIRST = "-2147483647";
    private static final String LAST = "2147483647";

    private static final String INET = """
        table inet nftrace_watch {
          chain prerouting { type filter hook prerouting priority FIRST; meta nftrace set 1; }
          chain input { type filter hook input priority FIRST; }
          chain forward { type filter hook forward priority FIRST; }
          chain output { type filter hook output priority FIRST; meta nftrace set 1; }
          chain postrouting { type filter hook postrouting priority FIRST; }
          chain delivered { type filter hook input priority LAST; }
          chain sent { type filter hook postrouting priority LAST; }
        }
        """;

    private static final String BRIDGE = """
        table bridge nftrace_watch {
          chain prerouting { type filter hook prerouting priority FIRST; meta nftrace set 1; }
          chain input { type filter hook input priority FIRST; }
          chain forward { type filter hook forward priority FIRST; }
          chain output { type filter hook output priority FIRST; meta nftrace set 1; }
          chain postrouting { type filter hook postrouting priority FIRST; }
        }
        """;

    private static final String ARP = """
        table arp nftrace_watch {
          chain input { type filter hook input priority FIRST; meta nftrace set 1; }
          chain output { type filter hook output priority FIRST; meta nftrace set 1; }
        }
        """;

    private Watch() {}

    /// @param ruleset decides what has to be watched: devices only if a rule is there
    static String tables(World world, String ruleset) {
        var tables = new StringBuilder(INET);
        if (world.hasBridge()) {
            tables.append(BRIDGE);
        }
        if (ruleset.contains("table arp")) {
            tables.append(ARP);
        }
        if (ruleset.contains("hook ingress") || ruleset.contains("hook egress")) {
            tables.append(devices(world));
        }
        return tables.toString().replace("FIRST", FIRST).replace("LAST", LAST);
    }

    /// {@return the listing without our tables}
    static String withoutTables(String listing) {
        var kept = new ArrayList<String>();
        var ours = false;
        for (var line : listing.lines().toList()) {
            ours |= line.startsWith("table ") && line.contains(" " + TABLE + " {");
            if (!ours) {
                kept.add(line);
            }
            ours &= !line.equals("}");
        }
        return kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
    }

    private static String devices(World world) {
        var chains = new StringBuilder("table netdev " + TABLE + " {\n");
        var number = 0;
        for (var link : world.links()) {
            chains.append("  chain ingress" + number++ + " { type filter hook ingress device \"" + link.name()
                    + "\" priority FIRST; meta nftrace set 1; }\n");
        }
        return chains.append("}\n").toString();
    }
}
