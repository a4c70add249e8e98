package org.nftrace.kernel.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nftrace.golden.Txtar;
import org.nftrace.golden.Txtar.Section;
import org.nftrace.kernel.KernelRun;
import org.nftrace.kernel.PathLine;
import org.nftrace.kernel.Probe;
import org.nftrace.kernel.ProbeReader;
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.generate.Scenario;

/// What the kernel did with packets, written down: a golden file of the folder `trace`.
///
/// @param connections those before the last packet; absent: the packets are told of one after the other
/// @param kernel the lines of its trace, below each packet that was to be told of
public record Recording(Scenario scenario, String listing, String host, Optional<String> connections, String kernel) {

    public static Recording of(Txtar file) {
        var rules = new ArrayList<Rules.Part>();
        for (var section : file.sections()) {
            loader(section.name()).ifPresent(loader -> rules.add(new Rules.Part(loader, section.text())));
        }
        var probes = text(file, "packets.txt").lines().map(ProbeReader::read).toList();
        var scenario = new Scenario(file.prose().strip(), text(file, "world"), new Rules(rules), probes);
        return new Recording(
                scenario, text(file, "listing"), text(file, "host"), file.text("connections"), text(file, "kernel"));
    }

    private static String text(Txtar file, String section) {
        return file.text(section).orElse("");
    }

    private static Optional<Rules.Loader> loader(String section) {
        return switch (section) {
            case "ruleset.nft" -> Optional.of(Rules.Loader.NFT);
            case "iptables-save" -> Optional.of(Rules.Loader.IPTABLES);
            case "ip6tables-save" -> Optional.of(Rules.Loader.IP6TABLES);
            default -> Optional.empty();
        };
    }

    /// {@return what the kernel does with them now}
    ///
    /// @param withTable the connections before the last packet are to be written down
    public static Recording make(Scenario scenario, boolean withTable) throws IOException {
        try (var run = KernelRun.in(scenario.built())) {
            var listing = run.load(scenario.rules());
            var lines = new StringBuilder();
            var table = "";
            for (var probe : scenario.probes()) {
                table = run.connections();
                var way = print(probe, run.send(probe).path());
                lines.delete(0, withTable ? lines.length() : 0).append(way);
            }
            var host = Evidence.of(run, scenario.rules(), listing).host();
            return new Recording(
                    scenario, listing, host, withTable ? Optional.of(table) : Optional.empty(), lines.toString());
        }
    }

    /// {@return the same lines as a contender tells them}
    public String retold(EngineContender contender) {
        var evidence = new Evidence(scenario.built(), scenario.rules(), listing, host, connections.orElse(""));
        var talk = contender.begin(evidence);
        var probes = scenario.probes();
        var lines = new StringBuilder();
        for (var probe : connections.isPresent() ? List.of(probes.getLast()) : probes) {
            var told = talk.tell(probe);
            lines.append(
                    told.isSure()
                            ? print(probe, told.ways().getFirst())
                            : probe + "\n  undecided: " + told.because() + "\n");
        }
        return lines.toString();
    }

    private static String print(Probe probe, List<PathLine> way) {
        return probe + "\n" + way.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
    }

    public Txtar file() {
        var sections = new ArrayList<>(Txtar.parse(scenario.toString()).sections());
        sections.add(new Section("listing", listing));
        sections.add(new Section("host", host));
        connections.ifPresent(table -> sections.add(new Section("connections", table)));
        sections.add(new Section("kernel", kernel));
        return new Txtar(scenario.name() + "\n", sections);
    }
}
