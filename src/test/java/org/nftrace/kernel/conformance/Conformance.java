package org.nftrace.kernel.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.kernel.KernelRun;
import org.nftrace.kernel.generate.Scenario;
import org.nftrace.kernel.generate.Session;
import org.nftrace.kernel.generate.Sieve;

/// Holds a contender against the kernel.
///
/// The last world stays for the next scenario that has the same one: that is what shrinking asks for.
public final class Conformance implements AutoCloseable {

    private final Contender contender;
    private Optional<KernelRun> ground = Optional.empty();
    private String groundText = "";

    public Conformance(Contender contender) {
        this.contender = contender;
    }

    /// Sends a made scenario's packets, lets its connections go on, and compares each packet.
    ///
    /// @param seed for what follows the first packets
    public List<Difference> explore(Scenario scenario, long seed, Coverage coverage) throws IOException {
        var differences = new ArrayList<Difference>();
        try (var run = KernelRun.in(scenario.built())) {
            var loaded = Sieve.load(run, scenario.rules());
            coverage.loaded(loaded);
            var evidence = Evidence.of(run, loaded.rules(), loaded.listing());
            var sent = new Session(run, seed).send(scenario.probes());
            var probes = sent.stream().map(packet -> packet.outcome().probe()).toList();
            try (var talk = contender.begin(evidence)) {
                for (int i = 0; i < sent.size(); i++) {
                    var told = talk.tell(probes.get(i));
                    var outcome = sent.get(i).outcome();
                    talk.saw(outcome, sent.get(i).after());
                    told = talk.claimed(told, outcome);
                    coverage.compared(sent.get(i), told);
                    if (!told.allows(outcome)) {
                        var shown = new Scenario(
                                scenario.name(), scenario.world(), loaded.rules(), probes.subList(0, i + 1));
                        differences.add(new Difference(shown, loaded.listing(), outcome, told));
                    }
                }
            }
        }
        return differences;
    }

    /// Sends exactly the scenario's packets; {@return the difference at the last of them, if there is one}
    ///
    /// Empty too when the rules do not load.
    public Optional<Difference> last(Scenario scenario) throws IOException {
        if (scenario.probes().isEmpty()) {
            return Optional.empty();
        }
        var run = ground(scenario);
        if (run.tryLoad(scenario.rules()).isPresent()) {
            return Optional.empty();
        }
        var listing = run.listing();
        try (var talk = contender.begin(Evidence.of(run, scenario.rules(), listing))) {
            for (var probe : scenario.probes().subList(0, scenario.probes().size() - 1)) {
                var outcome = run.send(probe);
                talk.tell(probe);
                talk.saw(outcome, run.aftermath());
            }
            var first = talk.tell(scenario.probes().getLast());
            var outcome = run.send(scenario.probes().getLast());
            var told = talk.claimed(first, outcome);
            return told.allows(outcome)
                    ? Optional.empty()
                    : Optional.of(new Difference(scenario, listing, outcome, told));
        }
    }

    @Override
    public void close() throws IOException {
        if (ground.isPresent()) {
            ground.get().close();
        }
        ground = Optional.empty();
    }

    private KernelRun ground(Scenario scenario) throws IOException {
        if (ground.isEmpty() || !groundText.equals(scenario.world())) {
            close();
            ground = Optional.of(KernelRun.in(scenario.built()));
            groundText = scenario.world();
        }
        return ground.get();
    }
}
