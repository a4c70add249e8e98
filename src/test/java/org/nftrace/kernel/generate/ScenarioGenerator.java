package org.nftrace.kernel.generate;

import java.util.ArrayList;
import java.util.List;
import org.nftrace.kernel.Probe;
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.WorldReader;

/// Makes the scenarios of a seed: the same text for the same seed and number.
public final class ScenarioGenerator {

    private static final long STRIDE = 1_000_003;
    private static final int ROUND = 25;

    private final long seed;

    public ScenarioGenerator(long seed) {
        this.seed = seed;
    }

    /// @param packets how many first packets it has; more may follow them, see [Conversation]
    public Scenario make(int number, int packets) {
        var chance = new Chance(seed * STRIDE + number);
        var world = new WorldGenerator(chance).text();
        var words = Vocabulary.of(WorldReader.read(world));
        var rules = rules(chance, words);
        var probes = packets(chance, words, packets);
        return new Scenario("seed " + seed + ", scenario " + number, world, rules, probes);
    }

    /// {@return packets for rules that are not made here}
    ///
    /// @param ports that the rules ask for
    public static Scenario through(long seed, String world, Rules rules, List<Integer> ports) {
        var words = Vocabulary.of(WorldReader.read(world)).withPorts(ports);
        return new Scenario("seed " + seed, world, rules, packets(new Chance(seed), words, ROUND));
    }

    /// {@return one with rules of iptables-legacy}
    public Scenario legacy(int number, int packets) {
        var chance = new Chance(seed * STRIDE + number);
        var world = new WorldGenerator(chance).text();
        var words = Vocabulary.of(WorldReader.read(world));
        var text = new IptablesGenerator(chance, words, false).make();
        var rules = new Rules(List.of(new Rules.Part(Rules.Loader.IPTABLES_LEGACY, text)));
        return new Scenario("seed " + seed + ", legacy " + number, world, rules, packets(chance, words, packets));
    }

    private static List<Probe> packets(Chance chance, Vocabulary words, int packets) {
        var maker = new PacketGenerator(chance, words);
        var probes = new ArrayList<Probe>();
        for (int i = 0; i < packets; i++) {
            probes.add(maker.make());
        }
        return probes;
    }

    /// Mostly nft alone, else iptables alone, else one of them beside the other, as on hosts with Docker.
    private static Rules rules(Chance chance, Vocabulary words) {
        var kind = chance.between(0, 9);
        var parts = new ArrayList<Rules.Part>();
        if (kind < 8) {
            parts.add(new Rules.Part(Rules.Loader.NFT, new RulesetGenerator(chance, words).make()));
        }
        if (kind > 6) {
            parts.add(new Rules.Part(Rules.Loader.IPTABLES, new IptablesGenerator(chance, words, false).make()));
        }
        if (kind == 9 && chance.percent(60)) {
            parts.add(new Rules.Part(Rules.Loader.IP6TABLES, new IptablesGenerator(chance, words, true).make()));
        }
        return new Rules(parts);
    }
}
