package org.nftrace.space;

import java.math.BigInteger;
import java.util.Optional;
import org.nftrace.ir.CtKey;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.trace.Dimension;

/// The numbers of a packet.
final class Known {
    private Known() {}

    static Optional<BigInteger> of(Dimension dimension, Packet packet, ConnectionState state) {
        return switch (dimension) {
            case Dimension.OfPacket(Fact fact, int width) ->
                fact.kind() == Fact.Kind.ADDRESS
                        ? packet.findAddress(fact)
                                .filter(a -> a.width() == width)
                                .map(Known::number)
                        : packet.knows(fact)
                                ? Optional.of(new BigInteger(Long.toUnsignedString(packet.number(fact))))
                                : Optional.empty();
            case Dimension.InterfaceName(Fact fact) -> packet.findText(fact).map(Dimension.InterfaceName::number);
            case Dimension.EtherType _ -> type(packet).map(BigInteger::valueOf);
            case Dimension.Nfproto _ ->
                type(packet).filter(t -> t == 0x0800 || t == 0x86dd).map(t -> BigInteger.valueOf(t == 0x0800 ? 2 : 10));
            case Dimension.OfConnection(CtKey key, _) ->
                key == CtKey.STATE ? Optional.of(BigInteger.valueOf(bit(state))) : Optional.empty();
            case Dimension.InSet _, Dimension.Other _ -> Optional.empty();
        };
    }

    private static Optional<Long> type(Packet packet) {
        return packet.knows(Fact.ETHER_TYPE)
                ? Optional.of(packet.number(Fact.ETHER_TYPE))
                : packet.findAddress(Fact.SOURCE)
                        .or(() -> packet.findAddress(Fact.DESTINATION))
                        .map(a -> a.isV4() ? 0x0800L : 0x86ddL);
    }

    static long bit(ConnectionState state) {
        return switch (state) {
            case INVALID -> 1;
            case ESTABLISHED -> 2;
            case RELATED -> 4;
            case NEW -> 8;
            case UNTRACKED -> 64;
        };
    }

    /// {@return an address as a number}
    static BigInteger number(Address address) {
        return new BigInteger(Long.toUnsignedString(address.high()))
                .shiftLeft(64)
                .or(new BigInteger(Long.toUnsignedString(address.low())));
    }
}
