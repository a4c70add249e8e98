package org.nftrace.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.Family;
import org.nftrace.ir.Hook;
import org.nftrace.ir.Value;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec;
import org.nftrace.text.Source;
import org.nftrace.trace.Condition;
import org.nftrace.trace.Narrowed;
import org.nftrace.trace.Outcome;
import org.nftrace.trace.Place;
import org.nftrace.trace.Question;
import org.nftrace.trace.Route;
import org.nftrace.trace.Step;
import org.nftrace.trace.Trace;

/// The radius story without the port: the walk parts at each rule that asks for it. Made by hand, and shortened.
final class ForkStory {
    private static final Packet REQUEST = RadiusStory.REQUEST.without(Fact.DPORT);
    private static final Address HOST = RadiusStory.address("10.254.10.252");

    private ForkStory() {}

    static Trace trace() {
        var spec = new Source("--packet", "udp:10.254.10.105->10.254.10.252").whole();
        var way = new Way(PlainListing.read(RadiusStory.source()))
                .hook(Hook.PREROUTING, REQUEST)
                .base(Family.IP, "nat", "PREROUTING")
                .match(1);
        publish(way, 1, "172.20.0.3", 514);
        publish(way, 2, "172.20.0.5", 67, 514);
        way.pass(3, "meta l4proto tcp", Optional.empty());
        publish(way, 4, "172.20.0.4", 1812, 67, 514);
        way.end()
                .policy()
                .add(new Step.Routed(new Route.ToHost(Optional.of(HOST))))
                .hook(Hook.INPUT, REQUEST)
                .add(new Step.Decided(new Outcome.Accepted(Outcome.End.LOCAL)));
        return new Trace(new PacketSpec(spec, REQUEST, Optional.empty(), Set.of(), false, false), way.steps());
    }

    /// @param ports the port that the rule is about, then those that rules before it were
    private static void publish(Way way, int rule, String container, long... ports) {
        long port = ports[0];
        var before = REQUEST.with(Fact.DPORT, port);
        var after = before.with(Fact.DESTINATION, RadiusStory.address(container));
        var yes = new Way(way)
                .match(rule)
                .rewrite(rule, before, after)
                .add(new Step.Routed(new Route.Through(
                        Optional.of(RadiusStory.address(container)), Optional.of("docker1"), Optional.empty())))
                .hook(Hook.FORWARD, after)
                .base(Family.IP, "filter", "FORWARD")
                .policy()
                .add(new Step.Decided(new Outcome.Dropped(Optional.empty())));
        var no = new Way(way).pass(rule, "udp dport " + port, Optional.empty());
        var question = question(way.place(rule));
        way.add(new Step.Forked(
                question,
                List.of(
                        branch(question, true, yes, narrowed(false, port)),
                        branch(question, false, no, narrowed(true, ports)))));
    }

    private static Question question(Place place) {
        return new Question.Holds(place, place.rule().statements().getFirst(), new Question.ValueOf(Fact.DPORT));
    }

    private static Narrowed narrowed(boolean except, long... ports) {
        return new Narrowed(
                Fact.DPORT,
                except,
                Arrays.stream(ports).sorted().<Value>mapToObj(Value.Number::new).toList());
    }

    private static Step.Branch branch(Question question, boolean holds, Way way, Narrowed says) {
        return new Step.Branch(new Condition(List.of(new Condition.Term(question, holds, List.of(says)))), way.steps());
    }
}
