package org.nftrace.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nftrace.host.Host;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.ir.Verdict;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Linter;
import org.nftrace.lint.checks.AfterUnconditional;
import org.nftrace.lint.checks.Contradiction;
import org.nftrace.lint.checks.DeadRule;
import org.nftrace.lint.checks.ExcludedByCallers;
import org.nftrace.lint.checks.NoEffect;
import org.nftrace.nft.NftReader;
import org.nftrace.packet.PacketSpec;
import org.nftrace.text.Source;
import org.nftrace.text.Span;
import org.nftrace.trace.Step;
import org.nftrace.trace.TraceOptions;
import org.nftrace.trace.Tracer;

/// What lint says that rules can and cannot do is so of each packet.
class FindingsLawTest {
    private static final int RULESETS = Integer.getInteger("laws.rulesets", 60);
    private static final int PACKETS = Integer.getInteger("laws.packets", 60);

    private static final List<Check> NEVER_MATCHED =
            List.of(new DeadRule(), new Contradiction(), new AfterUnconditional(), new ExcludedByCallers());

    private enum Fate {
        PASSES,
        STOPPED
    }

    @Test
    void a_rule_that_is_said_to_match_nothing_matches_nothing() {
        int said = 0;
        for (int seed = 0; seed < RULESETS; seed++) {
            var random = new Random(seed);
            // What no packet has at first, a rule may write.
            String text = new RuleDraw(random)
                    .table(true)
                    .replace("policy accept;", "policy accept; meta mark set 0x0; ip ttl set 64;");
            Ruleset ruleset = read(text);
            List<Span> silent = Linter.run(ruleset, NEVER_MATCHED).stream()
                    .map(Finding::span)
                    .toList();
            said += silent.size();
            Tracer tracer = tracer(ruleset);
            for (int i = 0; i < PACKETS; i++) {
                PacketSpec spec = Filling.packet(random);
                for (Span matched : matched(tracer.trace(spec).steps())) {
                    assertTrue(!silent.contains(matched), () -> matched.text() + " of " + text + spec.packet());
                }
            }
        }
        assertTrue(said > RULESETS);
    }

    @Test
    void without_a_rule_that_is_said_to_change_nothing_each_packet_fares_the_same() {
        int said = 0;
        for (int seed = 0; seed < RULESETS; seed++) {
            var random = new Random(seed);
            // Where rules write, nothing is said.
            String text = new RuleDraw(random).table(false).replaceAll(ReachLawTest.WRITING, "");
            Ruleset ruleset = read(text);
            Tracer with = tracer(ruleset);
            for (Finding finding : Linter.run(ruleset, List.of(new NoEffect()))) {
                said++;
                Span rule = finding.span();
                String shorter = text.substring(0, rule.start()) + text.substring(rule.end());
                Tracer without = tracer(read(shorter));
                for (int i = 0; i < PACKETS; i++) {
                    PacketSpec spec = Filling.packet(random);
                    assertEquals(
                            fates(with.trace(spec).steps()),
                            fates(without.trace(spec).steps()),
                            () -> rule.text() + " of " + text + spec.packet());
                }
            }
        }
        assertTrue(said > 0);
    }

    private static List<Span> matched(List<Step> steps) {
        var spans = new ArrayList<Span>();
        for (Step step : steps) {
            if (step instanceof Step.Matched(var place, _)) {
                spans.add(place.rule().span());
            } else if (step instanceof Step.Forked(_, var branches)) {
                branches.forEach(branch -> spans.addAll(matched(branch.steps())));
            }
        }
        return spans;
    }

    // The one base chain has the policy accept.
    private static Set<Fate> fates(List<Step> steps) {
        var fates = EnumSet.noneOf(Fate.class);
        Fate fate = Fate.PASSES;
        for (Step step : steps) {
            if (step instanceof Step.Matched(_, Verdict.Drop _)) {
                fate = Fate.STOPPED;
            } else if (step instanceof Step.Forked(_, var branches)) {
                branches.forEach(branch -> fates.addAll(fates(branch.steps())));
                return fates;
            }
        }
        fates.add(fate);
        return fates;
    }

    private static Ruleset read(String text) {
        var read = NftReader.read(new Source("law.nft", text));
        assertEquals(List.of(), read.diagnostics());
        List<Table> tables = read.tables();
        return new Ruleset(tables);
    }

    private static Tracer tracer(Ruleset ruleset) {
        return Tracer.of(ruleset, Host.UNKNOWN, TraceOptions.DEFAULT);
    }
}
