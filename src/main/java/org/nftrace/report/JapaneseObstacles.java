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

/// What keeps a packet from a rule, in Japanese.
final class JapaneseObstacles {
    private JapaneseObstacles() {}

    static String of(Obstacle obstacle, Words words) {
        return switch (obstacle) {
            case Obstacle.Fails(var place, var failed, var seen) ->
                "評価されるが一致しない: " + words.whyNot(new WhyNot(place, failed, seen));
            case Obstacle.TakenBy(var place, var verdict) -> taken(place, verdict);
            case Obstacle.Ended(var outcome) -> "そこに来る前に終わる: " + words.outcome(outcome);
            case Obstacle.OtherWay(var hook, var rewritten, var route) ->
                hook.label() + " フックを通らない" + way(rewritten, route, words);
            case Obstacle.OtherFamily(var family) -> "テーブルは " + family.label() + " 用で、このパケットは対象外";
            case Obstacle.OtherDevice(var devices) -> "チェインは " + String.join("、", devices) + " でだけ評価される";
            case Obstacle.NatNotAsked(var hook) ->
                hook.label() + " の nat チェインはこのパケットでは評価されない: コネクションの最初のパケットだけが対象で、lo から入るものも対象外";
            case Obstacle.NothingLeads(var chain) -> chain.name() + " へジャンプするルールがない";
            case Obstacle.NotCalled(var chain, _) -> chain.name() + " に来ない。来るとすれば次のルールから";
        };
    }

    private static String taken(Place place, Verdict verdict) {
        String conditions = RuleText.conditions(place.rule());
        return "その前に " + place.table().label(place.chain()) + " のルール " + place.index() + " が決める: "
                + (conditions.isEmpty() ? "条件なし" : conditions) + " → " + RuleText.effect(place.rule(), verdict);
    }

    private static String way(Optional<Step.Rewrote> rewritten, Optional<Route> route, Words words) {
        return rewritten
                        .map(r -> ": " + cause(r.cause()) + " が宛先を " + end(r.after()) + " にする")
                        .orElse("")
                + route.map(r -> (rewritten.isPresent() ? "。" : ": ") + words.routed(r))
                        .orElse("");
    }

    private static String cause(Cause cause) {
        return switch (cause) {
            case Cause.ByRule(var place) -> place.table().label(place.chain()) + " のルール " + place.index();
            case Cause.ByConnection _ -> "conntrack";
            case Cause.Forwarding _, Cause.Reassembly _ -> "カーネル";
        };
    }

    private static String end(Packet packet) {
        return PacketText.end(packet, Fact.DESTINATION, Fact.DPORT);
    }
}
