package org.nftrace.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.trace.Place;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;

/// `--format summary`: what became of all packets together. How many had which verdict, which rule or policy decided,
/// and which rules none of them hit.
public final class SummaryFormat implements TraceFormat {
    private static final int MOST_RULES = 20;

    private final Ruleset ruleset;
    private final Verbosity verbosity;
    private final Words words;
    private final SummaryWords said;
    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    private final Map<Cause, Long> causes = new HashMap<>();
    private final Set<Place> hit = new HashSet<>();

    private record Cause(Fate fate, Decider by) {}

    /// @param verbosity with [Verbosity#ALL] every rule that was not hit is named
    public SummaryFormat(Ruleset ruleset, Language language, Verbosity verbosity) {
        this.ruleset = ruleset;
        this.verbosity = verbosity;
        this.words = language.words();
        this.said = SummaryWords.of(language);
    }

    @Override
    public void write(Trace trace, PrintWriter out) {
        List<Step> steps = trace.happened();
        Fate fate = Fate.of(steps);
        fates.merge(fate, 1L, Long::sum);
        causes.merge(new Cause(fate, Decider.of(steps)), 1L, Long::sum);
        note(steps);
    }

    private void note(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Matched(Place place, _)) {
                hit.add(place);
            } else if (step instanceof Step.Forked(_, var branches)) {
                branches.forEach(b -> note(b.steps()));
            }
        }
    }

    @Override
    public void end(PrintWriter out) {
        long all = fates.values().stream().mapToLong(Long::longValue).sum();
        out.println(said.packets(all)
                + fates.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey().label())
                        .collect(Collectors.joining(", ", fates.isEmpty() ? "" : ": ", "")));
        deciders(out);
        neverHit(out);
    }

    private void deciders(PrintWriter out) {
        if (causes.isEmpty()) {
            return;
        }
        int width = String.valueOf(causes.values().stream().max(Long::compare).orElseThrow())
                .length();
        out.println();
        out.println(said.decidedBy());
        causes.entrySet().stream()
                .sorted(Map.Entry.<Cause, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(e -> line(e.getKey())))
                .forEach(e -> out.println(
                        "  " + " ".repeat(width - String.valueOf(e.getValue()).length()) + e.getValue() + "  "
                                + line(e.getKey())));
    }

    private String line(Cause cause) {
        return "%-7s  %s".formatted(cause.fate().label(), Escape.line(text(cause.by())));
    }

    private String text(Decider by) {
        return switch (by) {
            case Decider.ByRule(Place place) -> text(place);
            case Decider.ByPolicy(String chain, Chain.Policy policy) ->
                chain + ": " + said.policy() + " " + Notation.word(policy);
            case Decider.ByKernel(String reason) -> reason;
            case Decider.Nobody _ -> said.nobody();
            case Decider.Open _ -> said.open();
        };
    }

    private static String text(Place place) {
        return Notation.place(place) + ": " + Lines.one(place.rule().span());
    }

    private void neverHit(PrintWriter out) {
        var never = new ArrayList<Place>();
        int rules = 0;
        for (Table table : ruleset.tables()) {
            for (Chain chain : table.chains()) {
                for (int i = 1; i <= chain.rules().size(); i++) {
                    var place = new Place(table, chain, i);
                    rules++;
                    if (!hit.contains(place)) {
                        never.add(place);
                    }
                }
            }
        }
        out.println();
        out.println(said.neverHit(never.size(), rules));
        int most = verbosity == Verbosity.ALL ? never.size() : MOST_RULES;
        never.stream().limit(most).forEach(place -> out.println("  " + Escape.line(text(place))));
        if (never.size() > most) {
            out.println("  " + words.more(never.size() - most));
        }
    }
}
