package org.nftrace.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Table;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.report.Generators.Generator;
import org.nftrace.text.Span;
import org.nftrace.trace.Assumption;
import org.nftrace.trace.Narrowed;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Place;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;
import tools.jackson.core.JsonGenerator;

/// Writes one trace as a JSON object.
///
/// A step has the same fields whatever its kind, those that do not apply being null; `generator`, `seen`, `packet`,
/// `route`, `reason`, `assumption` and `branches` are there only in steps that have one.
final class JsonTrace {
    private final JsonGenerator json;
    private final Verbosity verbosity;
    private final Assumptions assumptions;
    private final Generators generators;
    private Optional<Hook> hook = Optional.empty();

    JsonTrace(JsonGenerator json, Verbosity verbosity, Assumptions assumptions, Generators generators) {
        this.json = json;
        this.verbosity = verbosity;
        this.assumptions = assumptions;
        this.generators = generators;
    }

    void write(Trace trace) {
        json.writeStartObject();
        json.writeStringProperty("schema", JsonFormat.SCHEMA);
        json.writeStringProperty("packet", PacketText.description(trace.packet().packet()));
        ending(trace.steps(), Optional.of(Fate.of(trace.steps()).label()));
        json.writeName("assumptions").writeStartArray();
        assumptions.all().forEach(this::assumption);
        json.writeEndArray();
        steps(Numbering.of(trace.steps()));
        json.writeEndObject();
    }

    private void assumption(Assumption assumption) {
        json.writeStartObject();
        json.writeStringProperty("id", assumptions.label(assumption));
        json.writeStringProperty("text", Notation.assumption(assumption));
        json.writeName("instead").writeStartArray();
        Remedy.of(assumption).forEach(json::writeString);
        json.writeEndArray().writeEndObject();
    }

    // Null where branches end in different places, and for a branch that goes on with what follows.
    private void ending(List<Step> steps, Optional<String> verdict) {
        text("verdict", verdict);
        var ends = Fate.outcomes(steps).map(this::end).distinct().toList();
        text("end", ends.size() == 1 ? Optional.of(ends.getFirst()) : Optional.empty());
    }

    private String end(Outcome outcome) {
        return outcome instanceof Outcome.Accepted(var end)
                ? Notation.word(end)
                : Fate.of(outcome).label();
    }

    private void steps(List<Item> items) {
        json.writeName("steps").writeStartArray();
        var before = hook;
        items.forEach(this::step);
        hook = before;
        json.writeEndArray();
    }

    private void step(Item item) {
        if (!verbosity.shows(item.step())) {
            return;
        }
        switch (item.step()) {
            case Step.EnteredHook entered -> hook = Optional.of(entered.hook());
            case Step.EnteredBaseChain(var table, var chain) -> chain(item, "chain", table, chain, Optional.empty());
            case Step.EnteredChain(var table, var chain) -> chain(item, "chain", table, chain, Optional.empty());
            case Step.Returned(var by, var from, var to) -> returned(item, by, from, to);
            case Step.PolicyApplied(var table, var chain, var policy) ->
                chain(item, "policy", table, chain, Optional.of(Notation.word(policy)));
            case Step.Matched(var place, var verdict) -> {
                rule(item, "rule", place, Optional.of(ValueText.verdict(verdict)));
                json.writeEndObject();
            }
            case Step.PassedOver(var place, var failed, var seen) -> {
                rule(item, "pass", place, Optional.empty());
                json.writeStringProperty("failed", failed.span().text());
                seen.ifPresent(s -> json.writeStringProperty("seen", ValueText.of(s)));
                new WhyNot(place, failed, seen).nearestText().ifPresent(n -> json.writeStringProperty("nearest", n));
                json.writeEndObject();
            }
            case Step.Rewrote(var before, var after, var cause) -> {
                bare(item, kind(before, after));
                json.writeStringProperty("packet", PacketText.description(after));
                json.writeStringProperty("cause", Notation.cause(cause));
                json.writeEndObject();
            }
            case Step.Tracked(var connection) -> told(item, "track", "connection", Notation.connection(connection));
            case Step.Routed(var route) -> told(item, "route", "route", Notation.route(route));
            case Step.Assumed(var assumption) -> told(item, "assume", "assumption", assumptions.label(assumption));
            case Step.Dropped(var reason) -> told(item, "drop", "reason", Notation.drop(reason));
            case Step.Forked forked -> fork(item, forked);
            case Step.Decided _ -> {}
        }
    }

    private void fork(Item item, Step.Forked forked) {
        bare(item, "fork");
        json.writeStringProperty("question", Notation.question(forked.question()));
        json.writeName("branches").writeStartArray();
        for (int i = 0; i < forked.branches().size(); i++) {
            var branch = forked.branches().get(i);
            boolean ends = Fate.outcomes(branch.steps()).findAny().isPresent();
            json.writeStartObject();
            json.writeStringProperty("condition", Notation.condition(branch.condition()));
            json.writeName("fields").writeStartArray();
            Fork.fields(branch.condition()).forEach(this::field);
            json.writeEndArray();
            ending(branch.steps(), ends ? Optional.of(Fate.of(branch.steps()).label()) : Optional.empty());
            steps(item.branches().get(i));
            json.writeEndObject();
        }
        json.writeEndArray().writeEndObject();
    }

    // `{"field": "dport", "is": ["80", "8000-8080"]}`, or `not`.
    private void field(Narrowed field) {
        json.writeStartObject();
        json.writeStringProperty("field", field.fact().keyword());
        json.writeName(field.except() ? "not" : "is").writeStartArray();
        PacketText.each(field).forEach(json::writeString);
        json.writeEndArray().writeEndObject();
    }

    private static String kind(Packet before, Packet after) {
        for (Fact fact : new Fact[] {Fact.SOURCE, Fact.SPORT, Fact.DESTINATION, Fact.DPORT}) {
            if (before.knows(fact) != after.knows(fact)
                    || before.knows(fact) && !PacketText.value(before, fact).equals(PacketText.value(after, fact))) {
                return "nat";
            }
        }
        return "set";
    }

    private void returned(Item item, Optional<Place> by, Chain from, Optional<Place> to) {
        fields(item, "chain", by.map(Where::of).orElse(Where.of(from)), Optional.of("return"));
        text("back", to.map(Notation::place));
        json.writeEndObject();
    }

    private void rule(Item item, String kind, Place place, Optional<String> verdict) {
        fields(item, kind, Where.of(place), verdict);
    }

    private void chain(Item item, String kind, Table table, Chain chain, Optional<String> verdict) {
        fields(item, kind, Where.of(table, chain), verdict);
        json.writeEndObject();
    }

    private void told(Item item, String kind, String field, String value) {
        bare(item, kind);
        json.writeStringProperty(field, value);
        json.writeEndObject();
    }

    private void bare(Item item, String kind) {
        fields(item, kind, Where.NOWHERE, Optional.empty());
    }

    /// The place in the dump that a step is about.
    private record Where(
            Optional<Table> table,
            Optional<Chain> chain,
            OptionalLong handle,
            OptionalLong index,
            OptionalLong line,
            Optional<String> text) {
        static final Where NOWHERE = new Where(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());

        static Where of(Place place) {
            var rule = place.rule();
            return new Where(
                    Optional.of(place.table()),
                    Optional.of(place.chain()),
                    rule.handle(),
                    OptionalLong.of(place.index()),
                    OptionalLong.of(rule.span().line()),
                    Optional.of(Lines.one(rule.span())));
        }

        static Where of(Table table, Chain chain) {
            Span span = chain.base().map(Chain.Base::span).orElse(chain.span());
            return new Where(
                    Optional.of(table),
                    Optional.of(chain),
                    chain.handle(),
                    OptionalLong.empty(),
                    OptionalLong.of(span.line()),
                    Optional.of(chain.isBase() ? Lines.one(span) : Lines.opening(span)));
        }

        static Where of(Chain chain) {
            return new Where(
                    Optional.empty(),
                    Optional.of(chain),
                    chain.handle(),
                    OptionalLong.empty(),
                    OptionalLong.of(chain.span().line()),
                    Optional.of(Lines.opening(chain.span())));
        }
    }

    private void fields(Item item, String kind, Where where, Optional<String> verdict) {
        json.writeStartObject();
        number("n", item.number().isPresent() ? OptionalLong.of(item.number().getAsInt()) : OptionalLong.empty());
        text("hook", hook.map(Hook::label));
        json.writeStringProperty("kind", kind);
        text("family", where.table().map(t -> t.family().label()));
        text("table", where.table().map(Table::name));
        text("chain", where.chain().map(Chain::name));
        number("handle", where.handle());
        number("index", where.index());
        number("line", where.line());
        text("text", where.text());
        text("verdict", verdict);
        generators.of(item.step()).ifPresent(this::generator);
    }

    private void generator(Generator generator) {
        json.writeName("generator").writeStartObject();
        json.writeStringProperty("program", generator.program());
        json.writeStringProperty("part", generator.part().en());
        json.writeEndObject();
    }

    private void text(String name, Optional<String> value) {
        if (value.isPresent()) {
            json.writeStringProperty(name, value.get());
        } else {
            json.writeNullProperty(name);
        }
    }

    private void number(String name, OptionalLong value) {
        if (value.isPresent()) {
            json.writeNumberProperty(name, value.getAsLong());
        } else {
            json.writeNullProperty(name);
        }
    }
}
