package org.nftrace.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Chain;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Match;
import org.nftrace.ir.Ruleset;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;
import org.nftrace.ir.Verdict;
import org.nftrace.packet.Packet;
import org.nftrace.text.Span;
import org.nftrace.trace.Cause;
import org.nftrace.trace.Place;
import org.nftrace.trace.Seen;
import org.nftrace.trace.Step;

/// Steps made by hand, in the order in which a packet would take them.
final class Way {
    private final Ruleset ruleset;
    private final List<Step> steps = new ArrayList<>();
    private final Deque<Place> jumps = new ArrayDeque<>();
    private Table table;
    private Chain chain;

    Way(Ruleset ruleset) {
        this.ruleset = ruleset;
    }

    Way(Way at) {
        this.ruleset = at.ruleset;
        this.table = at.table;
        this.chain = at.chain;
        this.jumps.addAll(at.jumps);
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    Way add(Step step) {
        steps.add(step);
        return this;
    }

    Way hook(Hook hook, Packet packet) {
        return add(new Step.EnteredHook(Family.IP, hook, false, packet));
    }

    Way base(Family family, String tableName, String chainName) {
        table = ruleset.table(family, tableName).orElseThrow();
        chain = table.chain(chainName).orElseThrow();
        jumps.clear();
        return add(new Step.EnteredBaseChain(table, chain));
    }

    Place place(int index) {
        return new Place(table, chain, index);
    }

    Way pass(int index, String failed, Optional<Seen> seen) {
        Span rule = place(index).rule().span();
        int at = rule.start() + Math.max(0, rule.text().indexOf(failed));
        return add(new Step.PassedOver(
                place(index), new Match.Unread(rule.source().span(at, at + failed.length())), seen));
    }

    Way pass(int index, String failed, org.nftrace.ir.Selector selector, long number) {
        return pass(index, failed, Optional.of(new Seen(selector, new Value.Number(number))));
    }

    Way match(int index) {
        Place place = place(index);
        Verdict verdict = PlainListing.verdict(place.rule().text());
        add(new Step.Matched(place, verdict));
        switch (verdict) {
            case Verdict.Jump(var to) -> {
                jumps.push(place);
                enter(to);
            }
            case Verdict.Goto(var to) -> enter(to);
            case Verdict.Return() -> leave(Optional.of(place));
            case Verdict.Accept(), Verdict.Drop(), Verdict.Continue() -> {}
        }
        return this;
    }

    Way end() {
        leave(Optional.empty());
        return this;
    }

    Way policy() {
        return add(new Step.PolicyApplied(
                table, chain, chain.base().orElseThrow().policy().orElseThrow()));
    }

    Way rewrite(int index, Packet before, Packet after) {
        return add(new Step.Rewrote(before, after, new Cause.ByRule(place(index))));
    }

    private void enter(String name) {
        chain = table.chain(name).orElseThrow();
        add(new Step.EnteredChain(table, chain));
    }

    private void leave(Optional<Place> by) {
        Chain from = chain;
        var to = Optional.ofNullable(jumps.poll());
        add(new Step.Returned(by, from, to));
        to.ifPresent(p -> chain = p.chain());
    }
}
