package org.nftrace.space;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nftrace.ir.Rule;
import org.nftrace.kernel.Probe;

/// Finds witnesses of rules that can be sent.
///
/// @param links the interfaces by which they may come
/// @param other the interface behind which the other ends of connections are
record Deliveries(Reach reach, List<String> links, String other) {

    /// {@return the first that is found, by the ways in their order}
    Optional<Delivery> of(Rule rule) {
        for (Way way : Way.ALL) {
            Optional<Delivery> found = reach.witness(rule, way.in(reach.space()))
                    .flatMap(sample -> Draft.of(way, sample, reach.space(), links))
                    .map(draft -> delivery(way, draft));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Delivery delivery(Way way, Draft draft) {
        return new Delivery(before(way, draft), prepared(way, draft), probe(way, draft));
    }

    private static List<String> prepared(Way way, Draft draft) {
        return Stream.concat(
                        draft.mark() == 0 ? Stream.empty() : Stream.of("meta mark set " + draft.mark()),
                        way.isUntracked() ? Stream.of("notrack") : Stream.empty())
                .toList();
    }

    private static Probe probe(Way way, Draft draft) {
        String rest = " ttl=" + draft.ttl() + " tos=" + draft.tos() + " data=" + draft.data();
        return draft.sends(
                switch (way.protocol()) {
                    case Way.TCP -> " flags=" + way.flags() + (way.isEstablished() ? " seq=1 ack=1" : "") + rest;
                    case Way.ICMP, Way.ICMPV6 ->
                        way.isRelated()
                                ? " type=" + way.sign() + " code=0 about=(" + draft.asked() + ") ttl=" + draft.ttl()
                                        + " tos=" + draft.tos()
                                : " type=" + way.sign() + " id=7" + rest;
                    default -> rest;
                });
    }

    private List<Probe> before(Way way, Draft draft) {
        if (way.isRelated()) {
            return List.of(draft.asks());
        }
        if (!way.isEstablished()) {
            return List.of();
        }
        return switch (way.protocol()) {
            case Way.TCP ->
                List.of(
                        draft.sends(" flags=syn"),
                        draft.answers(other, " flags=syn,ack ack=1"),
                        draft.sends(" flags=ack seq=1 ack=1"));
            case Way.ICMP, Way.ICMPV6 ->
                List.of(
                        draft.sends(" type=" + way.sign() + " id=7"),
                        draft.answers(other, " type=" + (way.six() ? way.sign() + 1 : 0) + " id=7"));
            default -> List.of(draft.sends(""), draft.answers(other, ""));
        };
    }
}
