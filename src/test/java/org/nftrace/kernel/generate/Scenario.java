package org.nftrace.kernel.generate;

import java.util.List;
import java.util.stream.Collectors;
import org.nftrace.kernel.Probe;
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.World;
import org.nftrace.kernel.WorldReader;

/// A host, its rules, and the packets that are sent there one after the other. Its text form is a txtar archive.
///
/// @param world in the form that [WorldReader] reads
public record Scenario(String name, String world, Rules rules, List<Probe> probes) {

    public Scenario {
        probes = List.copyOf(probes);
    }

    public World built() {
        return WorldReader.read(world);
    }

    public Scenario with(Rules other) {
        return new Scenario(name, world, other, probes);
    }

    public Scenario with(List<Probe> other) {
        return new Scenario(name, world, rules, other);
    }

    @Override
    public String toString() {
        var parts = rules.parts().stream()
                .map(part -> "-- " + file(part.loader()) + " --\n" + part.text())
                .collect(Collectors.joining());
        var packets = probes.stream().map(probe -> probe + "\n").collect(Collectors.joining());
        return name + "\n-- world --\n" + world + parts + "-- packets.txt --\n" + packets;
    }

    private static String file(Rules.Loader loader) {
        return switch (loader) {
            case NFT -> "ruleset.nft";
            case IPTABLES -> "iptables-save";
            case IP6TABLES -> "ip6tables-save";
            case IPTABLES_LEGACY -> "iptables-legacy-save";
            case IP6TABLES_LEGACY -> "ip6tables-legacy-save";
        };
    }
}
