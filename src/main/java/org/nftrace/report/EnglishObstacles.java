package org.nftrace.report;

import java.util.Optional;
import org.nftrace.ir.Verdict;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.trace.Cause;
import org.nftrace.trace.Obstacle;
import org.nftrace.trace.Place;
import org.nftrace.trace.Route;
import org.nftrace.trace.Step;

/// What keeps a packet from a rule, in English.
final class EnglishObstacles {
    private EnglishObstacles() {}

    static String of(Obstacle obstacle, Words words) {
        return switch (obstacle) {
            case Obstacle.Fails(var place, var failed, var seen) ->
                "it is asked and does not match: " + words.whyNot(new WhyNot(place, failed, seen));
            case Obstacle.TakenBy(var place, var verdict) -> taken(place, verdict);
            case Obstacle.Ended(var outcome) -> "the packet ends before it comes there: " + words.outcome(outcome);
            case Obstacle.OtherWay(var hook, var rewritten, var route) ->
                "it never comes by " + hook.label() + way(rewritten, route, words);
            case Obstacle.OtherFamily(var family) -> "the table is for " + family.label() + " packets, it is another";
            case Obstacle.OtherDevice(var devices) -> "the chain is asked only at " + String.join(", ", devices);
            case Obstacle.NatNotAsked(var hook) ->
                "no nat chain of " + hook.label()
                        + " is asked of this packet: they see only packets that begin a connection, and none that"
                        + " comes in over lo";
            case Obstacle.NothingLeads(var chain) -> "no rule jumps to " + chain.name();
            case Obstacle.NotCalled(var chain, _) -> "it does not come to " + chain.name() + ", which it could by";
        };
    }

    private static String taken(Place place, Verdict verdict) {
        return "rule " + Notation.place(place) + " takes it before: " + words(place) + " → "
                + RuleText.effect(place.rule(), verdict);
    }

    private static String words(Place place) {
        String conditions = RuleText.conditions(place.rule());
        return conditions.isEmpty() ? "no condition" : conditions;
    }

    private static String way(Optional<Step.Rewrote> rewritten, Optional<Route> route, Words words) {
        return rewritten
                        .map(r -> ": " + cause(r.cause()) + " makes its destination " + end(r.after()))
                        .orElse("")
                + route.map(r -> (rewritten.isPresent() ? ", and it is " : ": it is ") + words.routed(r))
                        .orElse("");
    }

    private static String cause(Cause cause) {
        return switch (cause) {
            case Cause.ByRule(var place) -> "rule " + Notation.place(place);
            case Cause.ByConnection _ -> "conntrack";
            case Cause.Forwarding _, Cause.Reassembly _ -> "the kernel";
        };
    }

    private static String end(Packet packet) {
        return PacketText.end(packet, Fact.DESTINATION, Fact.DPORT);
    }
}
