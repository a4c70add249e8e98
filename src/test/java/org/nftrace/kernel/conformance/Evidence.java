package org.nftrace.kernel.conformance;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nftrace.kernel.KernelRun;
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.World;

/// What can be known of a host by looking at it.
///
/// @param listing `nft -a list ruleset`, whose handles are those of the kernel's path
/// @param host what other commands print there, each below its prompt: `$ ip addr`
/// @param connections as `conntrack -L` lists them; empty when there are none
public record Evidence(World world, Rules rules, String listing, String host, String connections) {

    private static final Map<String, String> COMMANDS = Map.of(
            "ip-addr", "ip addr",
            "ip-route", "ip route show table all",
            "ip-rule", "ip rule",
            "ip-6-rule", "ip -6 rule",
            "ip-link", "ip -d link",
            "sysctl", "sysctl -a");

    static Evidence of(KernelRun run, Rules rules, String listing) throws IOException {
        if (rules.parts().stream().anyMatch(part -> LEGACY.contains(part.loader()))) {
            throw new IllegalArgumentException("the kernel does not trace legacy rules");
        }
        return new Evidence(run.live().world(), rules, listing, hostOf(run), "");
    }

    static String hostOf(KernelRun run) throws IOException {
        return run.live().hostFiles().entrySet().stream()
                .map(file -> "$ " + COMMANDS.get(file.getKey()) + "\n" + file.getValue())
                .collect(Collectors.joining());
    }

    private static final List<Rules.Loader> LEGACY =
            List.of(Rules.Loader.IPTABLES_LEGACY, Rules.Loader.IP6TABLES_LEGACY);

    Evidence with(String table) {
        return new Evidence(world, rules, listing, host, table);
    }
}
