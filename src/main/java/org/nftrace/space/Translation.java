package org.nftrace.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Action;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Family;
import org.nftrace.ir.Value;
import org.nftrace.packet.Fact;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;
import org.nftrace.trace.Meanings;

/// What a nat statement makes of packets: `dnat to 172.17.0.2:80`, `masquerade`.
///
/// A constant address or port is known afterwards, a range of ports lies within its ends. What a map gives, the address
/// that masquerade takes, and the port that a clash may move are not: they may be anything.
record Translation(Action.Nat nat, Family layer) {
    private static final int WIDTH_4 = 32;
    private static final int WIDTH_6 = 128;
    private static final int STATUS_WIDTH = 16;
    private static final int DNAT_BIT = 5;
    private static final int SNAT_BIT = 4;
    private static final Dimension STATUS = new Dimension.OfConnection(CtKey.STATUS, STATUS_WIDTH);
    private static final Dimension DIRECTION = new Dimension.OfConnection(CtKey.DIRECTION, 8);

    boolean isOfDestination() {
        return switch (nat.kind()) {
            case DNAT, REDIRECT -> true;
            case SNAT, MASQUERADE -> false;
        };
    }

    /// {@return where what it translates goes}
    Passage.Goal goal() {
        return switch (nat.kind()) {
            case REDIRECT -> Passage.Goal.THE_HOST;
            case DNAT ->
                address().isPresent()
                        ? Passage.Goal.ONE_ADDRESS
                        : nat.address().isEmpty() ? Passage.Goal.AS_IT_WAS : Passage.Goal.ANYWHERE;
            case SNAT, MASQUERADE -> Passage.Goal.AS_IT_WAS;
        };
    }

    /// {@return the packets as they are afterwards}
    PacketSet of(PacketSet before, Space space, Regions regions) {
        int bit = isOfDestination() ? DNAT_BIT : SNAT_BIT;
        PacketSet asKnown = known(before, space);
        if (!isToConstant()) {
            return written(before, Optional.empty(), bit, space, regions);
        }
        // What is mapped to itself counts as not mapped (net/netfilter/nf_nat_core.c, nf_nat_setup_info).
        PacketSet changed = before.minus(asKnown);
        return written(changed, Optional.of(BigInteger.ONE), bit, space, regions)
                .or(written(asKnown, Optional.empty(), bit, space, regions));
    }

    private PacketSet written(PacketSet before, Optional<BigInteger> status, int bit, Space space, Regions regions) {
        PacketSet after = before.forgetting(space.dimensions().stream()
                .filter(d -> d.isOpaque() || isWritten(d))
                .toList());
        return regions.written(known(after, space), new Meanings.Piece(STATUS, bit, 1, status));
    }

    private PacketSet known(PacketSet packets, Space space) {
        PacketSet known = packets;
        for (Meaning.In in : known()) {
            known = known.and(space.in(in.of(), in.ranges()));
        }
        return known;
    }

    // Of what it changes, each is told.
    private boolean isToConstant() {
        return nat.kind() == Action.NatKind.DNAT
                && (nat.address().isEmpty() || address().isPresent())
                && (nat.port().isEmpty()
                        || nat.port().flatMap(Translation::ports).isPresent());
    }

    /// {@return whether it changes this number}
    boolean isWritten(Dimension dimension) {
        return switch (dimension) {
            case Dimension.OfPacket(Fact fact, _) ->
                isOfDestination()
                        ? fact == Fact.DPORT && nat.port().isPresent() || fact == Fact.DESTINATION && hasAddress()
                        : fact == Fact.SPORT || fact == Fact.SOURCE;
            case Dimension.Other _,
                    Dimension.InSet _,
                    Dimension.OfConnection _,
                    Dimension.InterfaceName _,
                    Dimension.EtherType _,
                    Dimension.Nfproto _ -> false;
        };
    }

    // `dnat to :80` keeps the address; a redirect takes one of the host's.
    private boolean hasAddress() {
        return nat.kind() != Action.NatKind.DNAT || nat.address().isPresent();
    }

    /// {@return what holds afterwards, for the space to tell it apart}
    List<Meaning.In> known() {
        var known = new ArrayList<Meaning.In>();
        boolean six = layer == Family.IP6;
        Fact address = isOfDestination() ? Fact.DESTINATION : Fact.SOURCE;
        address()
                .ifPresent(range -> known.add(
                        new Meaning.In(new Dimension.OfPacket(address, six ? WIDTH_6 : WIDTH_4), List.of(range))));
        if (isOfDestination()) {
            nat.port()
                    .flatMap(Translation::ports)
                    .ifPresent(range -> known.add(new Meaning.In(Dimensions.DPORT, List.of(range))));
        }
        return known;
    }

    private Optional<Meaning.Range> address() {
        return nat.address().orElse(null) instanceof Value.IpAddress(var address)
                        && !nat.prefix()
                        && address.isV4() == (layer != Family.IP6)
                ? Optional.of(new Meaning.Range(Known.number(address), Known.number(address)))
                : Optional.empty();
    }

    private static Optional<Meaning.Range> ports(Expression expression) {
        return switch (expression) {
            case Value.Number(long port) -> Optional.of(range(port, port));
            case Value.Range(Value.Number(long first), Value.Number(long last)) -> Optional.of(range(first, last));
            case Expression _ -> Optional.empty();
        };
    }

    private static Meaning.Range range(long first, long last) {
        return new Meaning.Range(BigInteger.valueOf(first), BigInteger.valueOf(last));
    }

    /// {@return that a connection which is new was not translated yet and goes its first way, for packets before nat}
    static Meaning untouched(boolean asksStatus, boolean asksDirection) {
        var fresh = new ArrayList<Meaning>();
        if (asksStatus) {
            fresh.add(new Meaning.Bits(STATUS, SNAT_BIT, 2, List.of(range(0, 0))));
        }
        if (asksDirection) {
            fresh.add(new Meaning.In(DIRECTION, List.of(range(0, 0))));
        }
        var others = new Meaning.In(Dimensions.STATE, List.of(range(0, 7), range(9, 127)));
        return new Meaning.Any(List.of(others, new Meaning.All(fresh)));
    }

    /// {@return whether a condition may ask for the status}
    static boolean isStatus(Dimension dimension) {
        return dimension.equals(STATUS);
    }

    static boolean isDirection(Dimension dimension) {
        return dimension.equals(DIRECTION);
    }
}
