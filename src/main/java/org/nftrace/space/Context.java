package org.nftrace.space;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import org.nftrace.ir.Chain;
import org.nftrace.ir.CtKey;
import org.nftrace.ir.Family;
import org.nftrace.ir.Table;
import org.nftrace.packet.Fact;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;

/// Which packets can come to a base chain at all: what follows from its family and hook, and from what a state is.
final class Context {

    private Context() {}

    static PacketSet of(Table table, Chain.Base base, Space space) {
        boolean frames = table.family() == Family.BRIDGE;
        PacketSet states = oneOf(space, Dimensions.STATE, 1, 2, 4, 8, 64);
        PacketSet names = interfaces(base, frames ? Fact.PORT_IN : Fact.IN, frames ? Fact.PORT_OUT : Fact.OUT, space);
        return family(table.family(), base, space).and(names).and(states);
    }

    /// {@return packets of IPv4, or of IPv6}
    static PacketSet layer(Family layer, Space space) {
        boolean six = layer == Family.IP6;
        return oneOf(space, new Dimension.EtherType(), six ? 0x86dd : 0x0800)
                .and(oneOf(space, new Dimension.Nfproto(), six ? 10 : 2));
    }

    private static PacketSet family(Family family, Chain.Base base, Space space) {
        var type = new Dimension.EtherType();
        var proto = new Dimension.Nfproto();
        PacketSet ip4 = oneOf(space, type, 0x0800).and(oneOf(space, proto, 2));
        PacketSet ip6 = oneOf(space, type, 0x86dd).and(oneOf(space, proto, 10));
        return switch (family) {
            case IP -> ip4;
            case IP6 -> ip6;
            case INET -> base.devices().isEmpty() ? ip4.or(ip6) : oneOf(space, proto, 5);
            case ARP -> oneOf(space, type, 0x0806).and(oneOf(space, proto, 3));
            case BRIDGE -> oneOf(space, proto, 7);
            case NETDEV -> oneOf(space, proto, 5);
        };
    }

    // net/netfilter/nft_meta.c stores an empty name where the hook has no such device.
    private static PacketSet interfaces(Chain.Base base, Fact in, Fact out, Space space) {
        return switch (base.hook()) {
            case INGRESS, PREROUTING, INPUT -> some(space, in).and(none(space, out));
            case FORWARD -> some(space, in).and(some(space, out));
            case POSTROUTING -> some(space, out);
            case OUTPUT, EGRESS -> none(space, in).and(some(space, out));
        };
    }

    private static PacketSet none(Space space, Fact fact) {
        return oneOf(space, new Dimension.InterfaceName(fact), 0);
    }

    private static PacketSet some(Space space, Fact fact) {
        var dimension = new Dimension.InterfaceName(fact);
        return space.in(
                dimension,
                List.of(new Meaning.Range(
                        BigInteger.ONE, BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE))));
    }

    private static PacketSet oneOf(Space space, Dimension dimension, long... numbers) {
        return space.in(
                dimension,
                LongStream.of(numbers)
                        .mapToObj(BigInteger::valueOf)
                        .map(n -> new Meaning.Range(n, n))
                        .toList());
    }

    /// {@return the conditions above, so that the space tells them apart; only of dimensions that rules ask for}
    static List<Meaning> meanings(List<Dimension> asked) {
        return asked.stream().map(Context::told).toList();
    }

    private static Meaning told(Dimension dimension) {
        long[] numbers = switch (dimension) {
            case Dimension.EtherType _ -> new long[] {0x0800, 0x86dd, 0x0806};
            case Dimension.Nfproto _ -> new long[] {2, 10, 3, 7, 5};
            case Dimension.InterfaceName _ -> new long[] {0};
            case Dimension.OfConnection(CtKey key, _) ->
                key == CtKey.STATE ? new long[] {1, 2, 4, 8, 64} : new long[0];
            case Dimension.OfPacket _, Dimension.InSet _, Dimension.Other _ -> new long[0];
        };
        return new Meaning.In(
                dimension,
                LongStream.of(numbers)
                        .mapToObj(BigInteger::valueOf)
                        .map(n -> new Meaning.Range(n, n))
                        .toList());
    }
}
