package org.nftrace.kernel.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nftrace.forms.Way;
import org.nftrace.kernel.KernelRun;
import org.nftrace.kernel.Packet;
import org.nftrace.kernel.Probe;
import org.nftrace.kernel.Rules;
import org.nftrace.kernel.generate.Scenario;
import org.nftrace.kernel.generate.Sieve;
import org.nftrace.load.Loader;
import org.nftrace.nft.NftReader;
import org.nftrace.text.Source;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// Rulesets in two languages: iptables' dump that was loaded, and nft's listing of what it became. A packet goes one
/// way in both, and it is the kernel's.
final class Twins {
    private static final int SHOWN = 5;

    private final List<String> differences = new ArrayList<>();
    private int rulesets;
    private int withExtensions;
    private int rules;
    private int packets;
    private int same;
    private int kernels;
    private int open;
    // The listing alone was wrong or lacked something; beside the dump it is right.
    private int mended;

    /// A dump as somebody would paste it.
    private static Source dump(Rules.Part part) {
        String program = part.loader() == Rules.Loader.IP6TABLES ? "ip6tables" : "iptables";
        return new Source(program + ".save", "# " + program + "-nft-save\n" + part.text());
    }

    void compare(Scenario scenario) throws IOException {
        try (var run = KernelRun.in(scenario.built())) {
            var loaded = Sieve.load(run, scenario.rules());
            var dumps = loaded.rules().parts().stream().map(Twins::dump).toList();
            var listing = new Source("listing.nft", loaded.listing());
            boolean lacks = lacks(listing);
            var listings = new ArrayList<>(List.of(listing));
            // What nft leaves out of extensions stands in the dump only.
            listings.addAll(lacks ? dumps : List.of());
            var facts = facts(run.live().hostFiles());
            var ofDump = tracer(dumps, facts);
            var ofListing = tracer(listings, facts);
            var both = new ArrayList<>(List.of(listing));
            both.addAll(dumps);
            var ofBoth = tracer(both, facts);
            rulesets++;
            withExtensions += lacks ? 1 : 0;
            rules += (int) loaded.rules().parts().stream()
                    .flatMap(p -> p.text().lines())
                    .filter(line -> line.startsWith("-A"))
                    .count();
            int shown = differences.size();
            for (Probe probe : scenario.probes()) {
                if (isPlain(probe)) {
                    run.forgetConnections();
                    packet(scenario, probe, run, List.of(ofDump, ofListing, ofBoth))
                            .filter(_ -> differences.size() < shown + SHOWN)
                            .ifPresent(differences::add);
                }
            }
        }
    }

    private Optional<String> packet(Scenario scenario, Probe probe, KernelRun run, List<Tracer> tracers)
            throws IOException {
        var spec = new ProbeSpec(scenario.built()).of(probe);
        var trace = tracers.get(1).trace(spec);
        var here = Way.of(tracers.getFirst().trace(spec));
        var there = Way.of(trace);
        var told = Ways.of(trace);
        var path = run.send(probe).path();
        boolean known = told.allows(path);
        packets++;
        same += here.equals(there) ? 1 : 0;
        kernels += known && told.isSure() ? 1 : 0;
        open += known && !told.isSure() ? 1 : 0;
        boolean wrong = !here.equals(there) || !known;
        var together = wrong ? tracers.getLast().trace(spec) : trace;
        boolean right = Way.of(together).equals(here) && Ways.of(together).allows(path);
        mended += wrong && right ? 1 : 0;
        return right
                ? Optional.empty()
                : Optional.of(scenario.name() + ": " + probe + "\n" + difference(here, there) + "\n  kernel  " + path);
    }

    // From the first step that is not the same.
    private static String difference(List<String> here, List<String> there) {
        int same = 0;
        while (same < here.size() && same < there.size() && here.get(same).equals(there.get(same))) {
            same++;
        }
        return "  dump    " + here.subList(same, here.size()) + "\n  listing " + there.subList(same, there.size());
    }

    // Frames to nobody's address, fragments and errors about other packets are other tests' matter.
    private static boolean isPlain(Probe probe) {
        var body = probe.packet().body();
        boolean usual = body instanceof Packet.Tcp || body instanceof Packet.Udp || body instanceof Packet.Icmp;
        boolean addressed = !(probe.origin() instanceof Probe.Wire(_, _, Optional<String> to)) || to.isEmpty();
        return usual && addressed && probe.packet().cut().isEmpty();
    }

    // Of '--ctstatus NONE', nft lists 'ct status' without a value.
    private static boolean lacks(Source listing) {
        return listing.text().contains("xt match")
                || listing.text().contains("xt target")
                || !NftReader.read(listing).diagnostics().isEmpty();
    }

    private static List<Source> facts(Map<String, String> files) {
        return files.entrySet().stream()
                .map(file -> new Source(file.getKey(), file.getValue()))
                .toList();
    }

    private static Tracer tracer(List<Source> dumps, List<Source> facts) {
        var loaded = Loader.load(dumps, facts);
        return Tracer.of(loaded.ruleset(), loaded.host(), TraceOptions.DEFAULT);
    }

    int rulesets() {
        return rulesets;
    }

    int packets() {
        return packets;
    }

    List<String> differences() {
        return List.copyOf(differences);
    }

    @Override
    public String toString() {
        return "%d rulesets of %d rules, %d of them with extensions that nft cannot say; %d packets: dump and listing agree in %d; of the listing the kernel's way surely in %d, one of those left open in %d, none in %d; with the dump beside the listing, %d of the others are right%n"
                .formatted(
                        rulesets,
                        rules,
                        withExtensions,
                        packets,
                        same,
                        kernels,
                        open,
                        packets - kernels - open,
                        mended);
    }
}
