package org.nftrace.kernel.conformance;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nftrace.kernel.KernelRun;
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.World;

/// What can be known of a host by looking at it.
///
/// @param listing `nft -a list ruleset`, whose handles are those of the kernel's path
/// @param files what other commands print there, by a name that tells which: `ip-addr`, `ip-route`, `iptables-save`
public record Evidence(World world, Rules rules, String listing, Map<String, String> files) {

    static Evidence of(KernelRun run, Rules rules, String listing) throws IOException {
        var files = new LinkedHashMap<>(run.live().hostFiles());
        for (var part : rules.parts()) {
            switch (part.loader()) {
                case NFT -> {}
                case IPTABLES -> files.put("iptables-save", run.live().host().run("", "iptables-nft-save"));
                case IP6TABLES -> files.put("ip6tables-save", run.live().host().run("", "ip6tables-nft-save"));
                case IPTABLES_LEGACY, IP6TABLES_LEGACY ->
                    throw new IllegalArgumentException("the kernel does not trace legacy rules");
            }
        }
        return new Evidence(run.live().world(), rules, listing, files);
    }
}
