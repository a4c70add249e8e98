package org.nftrace.trace;

import java.util.List;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Family;
import org.nftrace.ir.Match;
import org.nftrace.ir.MetaKey;
import org.nftrace.ir.Relation;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Value;
import org.nftrace.net.Protocol;
import org.nftrace.text.Span;

/// What nft asks at the beginning of a rule with `reject` and does not list (src/evaluate.c,
/// stmt_reject_gen_dependency; `nft --debug=netlink`).
public final class Unlisted {
    private Unlisted() {}

    /// {@return the conditions before a rule's statements: only TCP can be reset, and `reject with icmp` is for IPv4}
    public static List<Match> of(Family family, List<Statement> statements) {
        return statements.stream()
                .flatMap(s -> s instanceof Action.Reject reject ? Stream.of(reject) : Stream.empty())
                .limit(1)
                .flatMap(reject -> of(family, reject))
                .toList();
    }

    private static Stream<Match> of(Family family, Action.Reject reject) {
        return switch (reject.kind()) {
            case TCP_RESET -> Stream.of(is(MetaKey.L4PROTO, Protocol.TCP.number(), reject.span()));
            case ICMP -> isOf(family, 2, PacketFacts.IPV4, reject.span());
            case ICMPV6 -> isOf(family, 10, PacketFacts.IPV6, reject.span());
            case ICMPX -> Stream.empty();
        };
    }

    private static Stream<Match> isOf(Family family, long nfproto, long etherType, Span span) {
        return switch (family) {
            case IP, IP6, ARP -> Stream.empty();
            case INET -> Stream.of(is(MetaKey.NFPROTO, nfproto, span));
            case BRIDGE, NETDEV -> Stream.of(is(MetaKey.PROTOCOL, etherType, span));
        };
    }

    private static Match is(MetaKey key, long number, Span span) {
        return new Match.Compare(span, new Selector.Meta(key), Relation.EQ, new Value.Number(number));
    }
}
