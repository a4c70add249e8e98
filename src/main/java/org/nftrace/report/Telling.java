package org.nftrace.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Table;
import org.nftrace.ir.Verdict;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.trace.Cause;
import org.nftrace.trace.Condition;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Place;
import org.nftrace.trace.Question;
import org.nftrace.trace.Step;

/// Tells the steps of one hook: a sentence a number, then what becomes of the packet.
final class Telling {
    private final Words words;
    private final Assumptions assumptions;
    private final Branches branches;
    private final Verbosity verbosity;
    private final Generators generators = new Generators();
    private final List<String> references = new ArrayList<>();
    private final List<Told> sentences = new ArrayList<>();
    private int depth;
    // What holds in the branch that is being told.
    private final List<Condition.Term> given = new ArrayList<>();
    private Optional<Step.EnteredBaseChain> base = Optional.empty();
    private Optional<Packet> packet;
    private boolean matched;
    private boolean packetTold;

    Telling(Section section, Words words, Assumptions assumptions, Branches branches, Verbosity verbosity) {
        this.words = words;
        this.assumptions = assumptions;
        this.branches = branches;
        this.verbosity = verbosity;
        this.packet = section.hook().map(Step.EnteredHook::packet);
    }

    List<Told> tell(List<Item> items) {
        // Where no chain was asked, the packet is what it was.
        packetTold = items.stream().noneMatch(i -> i.step() instanceof Step.EnteredBaseChain);
        tellAll(items, List.of());
        tellPacket();
        return List.copyOf(sentences);
    }

    /// @param following what comes after the items in every branch that is still open
    private void tellAll(List<Item> items, List<Item> following) {
        for (int i = 0; i < items.size(); i++) {
            var after = new ArrayList<>(items.subList(i + 1, items.size()));
            after.addAll(following);
            tell(items.get(i), after);
        }
    }

    private void tell(Item item, List<Item> after) {
        switch (item.step()) {
            case Step.EnteredBaseChain entered -> enterBase(item, entered, after);
            case Step.Matched(var place, var verdict) -> match(item, place, verdict, after);
            case Step.Returned(var by, var from, var to) ->
                numbered(
                        item,
                        words.returned(
                                by.isPresent(),
                                from.name(),
                                to.map(p -> p.chain().name())));
            case Step.PolicyApplied(var table, var chain, var policy) -> plain(policy(table, chain, policy));
            case Step.Rewrote(var before, var now, var cause) -> rewrite(before, now, cause);
            case Step.Tracked(var connection) ->
                plain(
                        verbosity == Verbosity.ALL || !connection.states().equals(Set.of(ConnectionState.NEW))
                                ? words.tracked(connection)
                                : "");
            case Step.Routed(var route) -> {
                tellPacket();
                plain(words.routed(route));
            }
            case Step.Assumed(var assumption) -> references.add(assumptions.label(assumption));
            case Step.Dropped(var reason) -> prose(Style.BAD, words.dropped(reason));
            case Step.Decided(var outcome) -> {
                boolean stopped = outcome instanceof Outcome.Stopped;
                if (!stopped) {
                    tellPacket();
                    prose(Outcomes.style(outcome), words.outcome(outcome));
                }
            }
            case Step.Forked _ -> fork(item, after);
            case Step.EnteredHook _, Step.PassedOver _, Step.EnteredChain _ -> {}
        }
    }

    private void enterBase(Item item, Step.EnteredBaseChain step, List<Item> after) {
        base = Optional.of(step);
        matched = after.stream()
                .map(Item::step)
                .takeWhile(s -> !(s instanceof Step.EnteredBaseChain || s instanceof Step.PolicyApplied))
                .anyMatch(s -> s instanceof Step.Matched || s instanceof Step.Forked);
        Chain.Base hook = step.chain().base().orElseThrow();
        String policy = Notation.policy(hook.policy());
        String name = step.table().label(step.chain());
        boolean ends = after.stream().anyMatch(i -> i.step() instanceof Step.PolicyApplied);
        String sentence = words.baseChain(
                hook.hook(), hook.priority().value(), name, policy, generators.of(step.table(), step.chain()));
        String nothing = words.policy(step.chain().name(), policy, false);
        numbered(item, ends && !matched ? words.also(sentence, nothing) : sentence);
    }

    // Where nothing matched, the sentence of the base chain has told the policy.
    private String policy(Table table, Chain chain, Chain.Policy policy) {
        boolean brief = verbosity == Verbosity.BRIEF;
        if (brief ? policy == Chain.Policy.ACCEPT : !matched) {
            return "";
        }
        return words.policy(brief ? table.label(chain) : chain.name(), Notation.word(policy), true);
    }

    private void match(Item item, Place place, Verdict verdict, List<Item> after) {
        if (item.number().isEmpty()) {
            return;
        }
        String sentence = words.matched(
                RuleText.conditions(place.rule()),
                RuleText.effect(place.rule(), verdict),
                generators.of(place, verdict));
        var changes = changes(place, after);
        String why = why(place, verdict, after);
        if (changes.isPresent() && !why.isEmpty()) {
            sentence += ": " + words.also(changes.get(), why);
        } else if (changes.isPresent() || !why.isEmpty()) {
            sentence += ": " + changes.orElse(why);
        }
        numbered(item, sentence);
    }

    private String why(Place place, Verdict verdict, List<Item> after) {
        return switch (verdict) {
            case Verdict.Accept() ->
                RuleText.isNat(place.rule())
                        ? words.natSettled(base.map(b -> Notation.policy(
                                        b.chain().base().orElseThrow().policy()))
                                .orElse("accept"))
                        : base.map(b -> words.accepted(b.table().label(b.chain()), another(after)))
                                .orElse("");
            case Verdict.Drop() -> words.ended();
            case Verdict.Continue(), Verdict.Return(), Verdict.Jump _, Verdict.Goto _ -> "";
        };
    }

    private static boolean another(List<Item> after) {
        return after.stream().anyMatch(i -> i.step() instanceof Step.EnteredBaseChain);
    }

    // A rule may rewrite more than once; its rewrites stand right behind it.
    private Optional<String> changes(Place place, List<Item> after) {
        var told = new ArrayList<String>();
        for (Item item : after) {
            if (item.step() instanceof Step.Rewrote(var before, var now, Cause.ByRule(var by)) && by.equals(place)) {
                told.add(Changes.of(before, now, words));
            } else if (!(item.step() instanceof Step.Assumed)) {
                break;
            }
        }
        told.removeIf(String::isEmpty);
        return told.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", told));
    }

    private void rewrite(Packet before, Packet now, Cause cause) {
        packet = Optional.of(now);
        packetTold = false;
        String changes = Changes.of(before, now, words);
        switch (cause) {
            case Cause.ByRule _ -> {}
            case Cause.Reassembly _ -> plain(words.reassembled(changes));
            case Cause.ByConnection(var reverse) -> plain(words.translated(reverse, changes));
            case Cause.Forwarding() -> plain(verbosity == Verbosity.ALL ? words.forwarding(changes) : "");
        }
    }

    private void fork(Item item, List<Item> after) {
        List<Fork.Case> cases = Fork.cases(item);
        asked(Fork.questions(item));
        var before = packet;
        depth++;
        for (Fork.Case way : cases) {
            branch(way, after);
            packet = before;
        }
        depth--;
        packetTold = Fork.hasNoWayOn(item);
    }

    private void asked(Set<Question> questions) {
        List<Fact> fields = questions.stream()
                .flatMap(q -> Fork.field(q).stream())
                .distinct()
                .toList();
        if (!fields.isEmpty()) {
            prose(Style.OPEN, "? " + words.dependsOn(fields));
        }
        questions.stream()
                .filter(q -> Fork.field(q).isEmpty())
                .forEach(q -> prose(Style.OPEN, "? " + words.question(q)));
    }

    private void branch(Fork.Case way, List<Item> after) {
        List<Item> steps = way.items();
        // A branch that only passes the rule over goes on with what follows; there is nothing to tell of it.
        if (verbosity != Verbosity.ALL && steps.stream().allMatch(i -> i.step() instanceof Step.PassedOver)) {
            return;
        }
        int before = given.size();
        given.addAll(way.given());
        int heading = sentences.size();
        tellAll(Section.here(steps), after);
        references.clear();
        var beyond = Section.beyond(steps);
        String letter = beyond.isEmpty()
                ? ""
                : "[" + branches.add(words.condition(new Condition(given)), packet, beyond) + "] ";
        sentences.add(heading, new Told(depth, letter, Style.OPEN, words.condition(new Condition(way.given()))));
        given.subList(before, given.size()).clear();
    }

    private void tellPacket() {
        packet.filter(_ -> !packetTold).ifPresent(p -> {
            packetTold = true;
            prose(Style.HIT, words.packetNow(PacketText.whole(p)));
        });
    }

    private void numbered(Item item, String sentence) {
        if (verbosity == Verbosity.BRIEF && !verbosity.shows(item.step())) {
            return;
        }
        OptionalInt number = item.number();
        sentences.add(new Told(depth, "(" + number.orElseThrow() + ") ", Style.PLAIN, sentence + references()));
    }

    private void plain(String sentence) {
        prose(Style.PLAIN, sentence.isEmpty() ? "" : sentence + references());
    }

    private void prose(Style style, String sentence) {
        if (!sentence.isEmpty()) {
            sentences.add(new Told(depth, "", style, sentence));
        }
    }

    private String references() {
        String text = references.isEmpty() ? "" : " [" + String.join(", ", references) + "]";
        references.clear();
        return text;
    }
}
