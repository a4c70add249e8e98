package org.nftrace.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.javabdd.BDD;
import com.github.javabdd.BDDFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nftrace.host.Host;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.ir.Verdict;
import org.nftrace.nft.NftReader;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.text.Source;
import org.nftrace.trace.Step;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// What the sets say of rules is what the tracer says of packets.
///
/// `-Dlaws.rulesets=500 -Dlaws.packets=10000` takes so many rulesets, and so many packets for each of their dead rules.
class ReachLawTest {
    private static final int RULESETS = Integer.getInteger("laws.rulesets", 30);
    private static final int PACKETS = Integer.getInteger("laws.packets", 30);

    /// So many packets differ in what the rule does not ask for only.
    private static final int FILLINGS = 50;

    static final String WRITING = "meta mark set \\S+ |ip dscp set \\S+ |ip ttl set \\S+ |notrack ";

    /// What the tracer told of a packet's way.
    ///
    /// @param ends of them those that ended a base chain
    private record Told(Set<Rule> matched, Set<Rule> ends) {
        static Told of(Tracer tracer, PacketSpec spec) {
            Told told = none();
            told.collect(tracer.trace(spec).steps());
            return told;
        }

        static Told none() {
            return new Told(noRules(), noRules());
        }

        boolean isQueued() {
            return ends.stream().anyMatch(rule -> rule.text().contains("queue"));
        }

        private static Set<Rule> noRules() {
            return Collections.newSetFromMap(new IdentityHashMap<>());
        }

        private void collect(List<Step> steps) {
            for (Step step : steps) {
                if (step instanceof Step.Matched(var place, var verdict)) {
                    matched.add(place.rule());
                    if (verdict instanceof Verdict.Accept
                            || verdict instanceof Verdict.Drop
                            || place.rule().text().contains("queue")) {
                        ends.add(place.rule());
                    }
                } else if (step instanceof Step.Forked(_, var branches)) {
                    branches.forEach(b -> collect(b.steps()));
                }
            }
        }
    }

    /// What a rule wrote is asked of the packet as it is then; so the sets are compared by the rule that ends the walk.
    @Test
    void the_sets_end_a_packet_at_the_rule_where_the_tracer_ends_it_and_call_no_rule_dead_that_it_matches() {
        for (int seed = 0; seed < RULESETS; seed++) {
            var random = new Random(seed);
            Table table = read(new RuleDraw(random).table(false));
            Reach reach = Reach.of(table, true);
            assertTrue(reach.isDecided());
            Tracer tracer = tracer(table);
            for (int i = 0; i < PACKETS; i++) {
                PacketSpec spec = Filling.packet(random);
                Told told = Told.of(tracer, spec);
                told.matched().forEach(rule -> assertFalse(reach.matching(rule).isEmpty(), () -> shown(rule, spec)));
                var point = reach.space()
                        .of(spec.packet(), spec.connection().iterator().next());
                var by = reach.deciding(table.chains().getFirst(), point).orElseThrow();
                Set<Rule> ends = Told.noRules();
                by.forEach(taken -> ends.add(taken.rule()));
                assertEquals(told.ends(), ends, () -> table.span().text() + spec.packet() + spec.connection());
            }
        }
    }

    @Test
    void what_passes_two_tables_is_what_the_tracer_lets_through_both() {
        for (int seed = 0; seed < RULESETS; seed++) {
            var random = new Random(seed);
            var draw = new RuleDraw(random);
            var tables = List.of(
                    read(draw.table(false)),
                    read(draw.table(false).replace("inet t", "inet u").replace("priority 0", "priority 5")));
            var ruleset = new Ruleset(tables);
            var passage = Passage.over(ruleset, List.of());
            Tracer tracer = Tracer.of(ruleset, Host.UNKNOWN, TraceOptions.DEFAULT);
            for (int i = 0; i < PACKETS; i++) {
                PacketSpec spec = Filling.packet(random);
                boolean six = spec.packet().number(Fact.ETHER_TYPE) == 0x86dd;
                var point =
                        passage.of(spec.packet(), spec.connection().iterator().next());
                var result = passage.through(
                                six ? Family.IP6 : Family.IP, List.of(Hook.PREROUTING), Optional.empty(), point)
                        .orElseThrow()
                        .getFirst();
                List<Step> steps = tracer.trace(spec).steps();
                boolean stopped = isStopped(steps);
                // Ports asked of icmp are bytes that no description tells: then it is stopped on some branches.
                boolean open =
                        !result.open().isEmpty() || stopped && steps.stream().anyMatch(Step.Forked.class::isInstance);
                assertTrue(
                        open || stopped == result.passes().isEmpty(),
                        () -> tables.stream().map(t -> t.span().text()).toList() + " for " + spec.packet()
                                + spec.connection());
            }
        }
    }

    @Test
    void what_is_said_of_several_base_chains_of_a_hook_holds_for_every_packet() {
        int said = 0;
        for (int seed = 0; seed < RULESETS; seed++) {
            var random = new Random(seed);
            var tables = new ArrayList<Table>();
            for (String priority : List.of("-160", "0", "0", "5")) {
                String text = new RuleDraw(random)
                        .table(random.nextBoolean())
                        .replace("inet t", "inet t" + tables.size())
                        .replace("priority 0", "priority " + priority);
                // Where rules write, little is concluded.
                tables.add(read(seed % 4 == 0 ? text : text.replaceAll(WRITING, "")));
            }
            var ruleset = new Ruleset(tables);
            Optional<Succession> succession = Succession.of(ruleset);
            Tracer tracer = Tracer.of(ruleset, Host.UNKNOWN, TraceOptions.DEFAULT);
            for (int i = 0; i < PACKETS && succession.isPresent(); i++) {
                PacketSpec spec = Filling.packet(random);
                List<Step> steps = tracer.trace(spec).steps();
                Told told = Told.none();
                told.collect(steps);
                told.matched().forEach(rule -> assertTrue(succession.get().isMatched(rule), () -> shown(rule, spec)));
                boolean lost = succession.get().losses().stream()
                        .anyMatch(loss -> told.ends().contains(loss.rule()));
                said += lost ? 1 : 0;
                assertTrue(
                        !lost || isStopped(steps) || told.isQueued(),
                        () -> tables.stream().map(t -> t.span().text()).toList() + " for " + spec.packet());
            }
        }
        assertTrue(said > 0);
    }

    // On some branch at least.
    private static boolean isStopped(List<Step> steps) {
        return steps.stream().anyMatch(step -> switch (step) {
            case Step.Matched(_, Verdict.Drop _) -> true;
            case Step.Forked(_, var branches) -> branches.stream().anyMatch(b -> isStopped(b.steps()));
            case Step _ -> false;
        });
    }

    @Test
    void a_rule_that_is_not_dead_is_matched_by_the_packet_that_the_analysis_gives() {
        int witnesses = 0;
        for (int seed = 0; seed < RULESETS; seed++) {
            Table table = read(new RuleDraw(new Random(seed)).table(true));
            Reach reach = Reach.of(table, true);
            Tracer tracer = tracer(table);
            for (Rule rule : rules(table)) {
                Optional<PacketSpec> witness = reach.witness(rule).map(Filling::spec);
                assertEquals(reach.matching(rule).isEmpty(), witness.isEmpty(), () -> shown(rule));
                if (witness.isPresent()) {
                    witnesses++;
                    assertTrue(
                            Told.of(tracer, witness.get()).matched().contains(rule), () -> shown(rule, witness.get()));
                }
            }
        }
        assertTrue(witnesses > RULESETS);
    }

    @Test
    void a_dead_rule_is_matched_by_none_of_the_packets_drawn_for_it() {
        for (int seed = 0; seed < RULESETS; seed++) {
            var random = new Random(seed);
            Table table = read(new RuleDraw(random).table(true));
            Reach reach = Reach.of(table, false);
            Tracer tracer = tracer(table);
            Set<Rule> dead = Told.noRules();
            rules(table).stream().filter(r -> reach.matching(r).isEmpty()).forEach(dead::add);
            for (Rule rule : dead) {
                Optional<PacketSet> asked = reach.asked(rule).filter(set -> !set.isEmpty());
                for (int i = 0; i < PACKETS; i += FILLINGS) {
                    // Packets that the rule alone would match, with all else at random.
                    Optional<Sample> sample = asked.flatMap(
                            set -> some(reach.space(), set, random).sample());
                    Packet packet = sample.map(Sample::packet).orElse(Packet.UNKNOWN);
                    for (int filling = 0; filling < Math.min(FILLINGS, PACKETS - i); filling++) {
                        ConnectionState state = sample.map(Filling::state).orElseGet(() -> Filling.state(random));
                        PacketSpec spec = Filling.spec(Filling.filled(packet, random), state);
                        Set<Rule> matched = Told.of(tracer, spec).matched();
                        matched.retainAll(dead);
                        assertTrue(
                                matched.isEmpty(),
                                () -> shown(matched.iterator().next(), spec));
                    }
                }
            }
        }
    }

    /// {@return packets of the set that no condition tells apart; which ones, a coin says at each bit}
    private static PacketSet some(Space space, PacketSet set, Random random) {
        BDD left = set.bdd().id();
        for (int variable : left.support().toArray()) {
            BDDFactory factory = left.getFactory();
            boolean heads = random.nextBoolean();
            BDD chosen = left.and(heads ? factory.ithVar(variable) : factory.nithVar(variable));
            left = chosen.isZero() ? left.and(heads ? factory.nithVar(variable) : factory.ithVar(variable)) : chosen;
        }
        return new PacketSet(space, left);
    }

    private static String shown(Rule rule) {
        return rule.span().source().text() + rule.text();
    }

    private static String shown(Rule rule, PacketSpec spec) {
        return shown(rule) + " for " + spec.packet() + spec.connection();
    }

    private static List<Rule> rules(Table table) {
        return table.chains().stream().flatMap(c -> c.rules().stream()).toList();
    }

    private static Table read(String text) {
        var read = NftReader.read(new Source("law.nft", text));
        assertEquals(List.of(), read.diagnostics());
        return read.tables().getFirst();
    }

    private static Tracer tracer(Table table) {
        return Tracer.of(new Ruleset(List.of(table)), Host.UNKNOWN, TraceOptions.DEFAULT);
    }
}
