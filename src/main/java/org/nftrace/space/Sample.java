package org.nftrace.space;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nftrace.ir.CtKey;
import org.nftrace.net.Address;
import org.nftrace.packet.Fact;
import org.nftrace.packet.Packet;
import org.nftrace.packet.PacketSpec.ConnectionState;
import org.nftrace.trace.Dimension;
import org.nftrace.trace.Dimensions;
import org.nftrace.trace.Meaning;

/// One packet of a set: what it must have of each dimension that matters. Of all others it may have anything.
///
/// @param values by dimension; one number each
public record Sample(Map<Dimension, Meaning.Range> values) {

    public Sample {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// {@return the packet, as far as a description of packets can say it}
    public Packet packet() {
        Packet packet = Packet.UNKNOWN;
        for (Map.Entry<Dimension, Meaning.Range> entry : values.entrySet()) {
            packet = with(packet, entry.getKey(), entry.getValue().first());
        }
        return packet;
    }

    private static Packet with(Packet packet, Dimension dimension, BigInteger number) {
        return switch (dimension) {
            case Dimension.OfPacket(Fact fact, int width) ->
                fact.kind() == Fact.Kind.ADDRESS
                        ? isOther(packet, width) ? packet : packet.with(fact, address(number, width))
                        : packet.with(fact, number.longValue());
            case Dimension.InterfaceName(Fact fact) ->
                name(number).map(name -> packet.with(fact, name)).orElse(packet);
            case Dimension.EtherType _ -> packet.with(Fact.ETHER_TYPE, number.longValue());
            case Dimension.Nfproto _ -> etherType(packet, number.intValue());
            case Dimension.OfConnection _, Dimension.InSet _, Dimension.Other _ -> packet;
        };
    }

    // What is asked of IPv4 and of IPv6 stands side by side; a packet is one of them.
    private static boolean isOther(Packet packet, int width) {
        return packet.knows(Fact.ETHER_TYPE) && (packet.number(Fact.ETHER_TYPE) == 0x86dd) != (width == 128);
    }

    private static Packet etherType(Packet packet, int protocol) {
        return switch (protocol) {
            case 2 -> packet.with(Fact.ETHER_TYPE, 0x0800);
            case 10 -> packet.with(Fact.ETHER_TYPE, 0x86dd);
            default -> packet;
        };
    }

    private static Address address(BigInteger number, int width) {
        return width == 32
                ? new Address.V4(number.intValue())
                : new Address.V6(number.shiftRight(64).longValue(), number.longValue());
    }

    private static Optional<String> name(BigInteger number) {
        byte[] bytes = new byte[16];
        byte[] given = number.toByteArray();
        for (int i = 0; i < Math.min(16, given.length); i++) {
            bytes[15 - i] = given[given.length - 1 - i];
        }
        String name = new String(bytes, StandardCharsets.ISO_8859_1).replaceFirst("\0+$", "");
        return name.chars().allMatch(c -> c > ' ' && c < 0x7f) ? Optional.of(name) : Optional.empty();
    }

    /// {@return what its connection is, where that matters}
    public Set<ConnectionState> connection() {
        Meaning.Range state = values.get(Dimensions.STATE);
        return state == null
                ? EnumSet.noneOf(ConnectionState.class)
                : state(state.first().intValue());
    }

    private static Set<ConnectionState> state(int bit) {
        return switch (bit) {
            case 1 -> EnumSet.of(ConnectionState.INVALID);
            case 2 -> EnumSet.of(ConnectionState.ESTABLISHED);
            case 4 -> EnumSet.of(ConnectionState.RELATED);
            case 8 -> EnumSet.of(ConnectionState.NEW);
            case 64 -> EnumSet.of(ConnectionState.UNTRACKED);
            default -> EnumSet.noneOf(ConnectionState.class);
        };
    }

    /// {@return the conditions on it that a description of packets cannot say, and the number each asks for}
    public Map<Dimension, BigInteger> others() {
        var others = new LinkedHashMap<Dimension, BigInteger>();
        values.forEach((dimension, range) -> {
            boolean said = switch (dimension) {
                case Dimension.OfPacket _, Dimension.EtherType _, Dimension.Nfproto _ -> true;
                case Dimension.InterfaceName _ -> name(range.first()).isPresent();
                case Dimension.OfConnection(CtKey key, _) -> key == CtKey.STATE;
                case Dimension.InSet _, Dimension.Other _ -> false;
            };
            if (!said) {
                others.put(dimension, range.first());
            }
        });
        return others;
    }
}
