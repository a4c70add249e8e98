package org.nftrace.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Family;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Selector.CtDirection;
import org.nftrace.packet.Fact;

/// `ct state`, `ct original ip saddr`: what conntrack keeps of the packet's connection (net/netfilter/nft_ct.c).
record ConnectionSource(Guards guards) {
    /// All bits of `ct status` that there are.
    static final int STATUS_BITS = 16;

    private static final long EXPECTED = 1;

    Source of(Selector.Ct selector) {
        return switch (selector.key()) {
            case STATE -> Source.of(selector, DataType.CT_STATE, ConnectionFacts.STATE);
            case STATUS -> ofConnection(selector, STATUS_BITS);
            case DIRECTION, L3PROTO -> ofConnection(selector, 8);
            case MARK, SECMARK, EXPIRATION, EVENT, COUNT, ID -> ofConnection(selector, 32);
            case BYTES, PACKETS, AVGPKT -> other(selector, 64);
            case ZONE -> ofConnection(selector, 16);
            case LABEL -> ofConnection(selector, 128);
            case HELPER -> helper(selector);
            case SADDR -> address(selector, Fact.SOURCE);
            case DADDR -> address(selector, Fact.DESTINATION);
            case PROTOCOL -> tuple(selector, selector.key().type(), guards.connection(), Fact.PROTOCOL, 8);
            case PROTO_SRC -> tuple(selector, selector.key().type(), guards.connection(), Fact.SPORT, 16);
            case PROTO_DST -> tuple(selector, selector.key().type(), guards.connection(), Fact.DPORT, 16);
        };
    }

    private Source ofConnection(Selector.Ct selector, int width) {
        return when(guards.connection(), selector, new Quantity.OfConnection(selector.key(), width));
    }

    private Source other(Selector.Ct selector, int width) {
        return when(guards.connection(), selector, new Quantity.Other(selector, width));
    }

    // The helper asked for is the one of the connection that announced this one: `RELATED` to an ftp session.
    private Source helper(Selector.Ct selector) {
        var status = new Quantity.OfConnection(CtKey.STATUS, STATUS_BITS);
        var statusSelector = new Selector.Ct(CtKey.STATUS, Optional.empty(), Optional.empty());
        var shown = Shown.of(statusSelector, Operand.of(status), DataType.CT_STATUS);
        var presence = new ArrayList<>(guards.connection());
        presence.add(Operand.of(status).and(Word.of(EXPECTED)).in(Ranges.of(EXPECTED), shown));
        return when(presence, selector, new Quantity.Other(selector, 128));
    }

    private Source address(Selector.Ct selector, Fact fact) {
        boolean six = selector.family().orElse(guards.family()) == Family.IP6;
        var presence = new ArrayList<>(guards.connection());
        presence.addAll(six ? guards.ip6() : guards.ip4());
        return tuple(selector, six ? DataType.IPV6_ADDR : DataType.IPV4_ADDR, presence, fact, six ? 128 : 32);
    }

    private static Source tuple(Selector.Ct selector, DataType type, List<Criterion> presence, Fact fact, int width) {
        CtDirection direction = selector.direction().orElse(CtDirection.ORIGINAL);
        return Source.of(selector, type, presence, Operand.of(new Quantity.OfTuple(direction, fact, width)));
    }

    private static Source when(List<Criterion> presence, Selector.Ct selector, Quantity quantity) {
        return Source.of(selector, selector.key().type(), presence, Operand.of(quantity));
    }
}
